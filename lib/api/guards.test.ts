import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { adjustProgressSchema, adjustResultSchema, holdSchema } from '#lib/contract/adjust.ts';
import { auditEntrySchema } from '#lib/contract/audit.ts';
import { displayChangesSchema, displayStatusSchema } from '#lib/contract/display.ts';
import { historySchema, typicalDaySchema } from '#lib/contract/history.ts';
import { insightsSchema } from '#lib/contract/insights.ts';
import { meSchema } from '#lib/contract/person.ts';
import { problemSchema } from '#lib/contract/problem.ts';
import { sensorStatusSchema } from '#lib/contract/sensor-status.ts';
import { simulatorSchema } from '#lib/contract/simulator.ts';
import { siteSchema } from '#lib/contract/site.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import {
  isAdjustProgress,
  isAdjustResult,
  isAuditEntry,
  isDisplayChanges,
  isDisplayStatus,
  isHistory,
  isHold,
  isInsights,
  isListOf,
  isMe,
  isProblem,
  isSensorStatus,
  isSession,
  isSimulator,
  isSite,
  isTypicalDay,
  isZoneState,
} from './guards.ts';

const at = '2026-04-02T08:00:00.000Z';

interface Case {
  readonly name: string;
  readonly schema: z.ZodObject;
  readonly isRight: (value: unknown) => boolean;
  readonly sample: Record<string, unknown>;
}

/** A sample has every required field and none of the others. */
const cases: readonly Case[] = [
  {
    name: 'Me',
    schema: meSchema,
    isRight: isMe,
    sample: { id: '1', username: 'anna', name: 'Anna', role: 'staff', hasPassword: true },
  },
  {
    name: 'History',
    schema: historySchema,
    isRight: isHistory,
    sample: { resolution: '15m', rows: [] },
  },
  {
    name: 'TypicalDay',
    schema: typicalDaySchema,
    isRight: isTypicalDay,
    sample: { day: '2026-04-02', days: [], rows: [] },
  },
  {
    name: 'Insights',
    schema: insightsSchema,
    isRight: isInsights,
    sample: {
      site: 'bern',
      period: { from: '2026-04-01', to: '2026-04-02' },
      comparison: { kind: 'previous', from: '2026-03-30', to: '2026-03-31' },
      sensors: [],
    },
  },
  {
    name: 'ZoneState',
    schema: zoneStateSchema,
    isRight: isZoneState,
    sample: {
      site: 'bern',
      zone: 'store',
      name: 'Store',
      occupancy: 3,
      capacity: 10,
      utilization: 0.3,
      light: 'green',
      reason: 'free',
      since: at,
      asOf: at,
      validForMs: 4500,
      seq: 1,
      in: 5,
      out: 2,
      drift: 0,
      simulated: false,
      warnings: [],
    },
  },
  {
    name: 'SensorStatus',
    schema: sensorStatusSchema,
    isRight: isSensorStatus,
    sample: {
      site: 'bern',
      sensor: 'door-a',
      driver: 'axis-3d',
      url: 'http://10.0.0.12',
      status: 'ok',
      readings: [],
      failures: 0,
      zones: ['store'],
      simulated: false,
    },
  },
  {
    name: 'AdjustResult',
    schema: adjustResultSchema,
    isRight: isAdjustResult,
    sample: { result: 'done', from: 3, to: 0, sources: [] },
  },
  {
    name: 'AdjustProgress',
    schema: adjustProgressSchema,
    isRight: isAdjustProgress,
    sample: { site: 'bern', zone: 'store', adjustId: 'a', to: 0, sources: [], waiting: [] },
  },
  { name: 'Hold', schema: holdSchema, isRight: isHold, sample: { light: 'red', by: 'anna', since: at } },
  {
    name: 'AuditEntry',
    schema: auditEntrySchema,
    isRight: isAuditEntry,
    sample: { id: 1, at, who: 'anna', action: 'reset' },
  },
  {
    name: 'DisplayStatus',
    schema: displayStatusSchema,
    isRight: isDisplayStatus,
    sample: { site: 'bern', display: 'entrance', zone: 'store', connections: 1, keyed: false },
  },
  {
    name: 'DisplayChanges',
    schema: displayChangesSchema,
    isRight: isDisplayChanges,
    sample: { cursor: 'a.1', isAll: true, displays: [] },
  },
  {
    name: 'Site',
    schema: siteSchema,
    isRight: isSite,
    sample: { id: 'bern', name: 'Bern', timezone: 'Europe/Zurich', languages: ['de'], simulated: false },
  },
  { name: 'Simulator', schema: simulatorSchema, isRight: isSimulator, sample: { traffic: true, items: [] } },
  {
    name: 'Problem',
    schema: problemSchema,
    isRight: isProblem,
    sample: { type: 'about:blank', title: 'Not found', status: 404, code: 'not-found' },
  },
];

describe.each(cases)('the guard of $name', ({ schema, isRight, sample }) => {
  test('takes what the contract takes', () => {
    expect(schema.safeParse(sample).error).toBeUndefined();
    expect(isRight(sample)).toBe(true);
  });

  test('refuses what lacks a field that the contract requires', () => {
    for (const field of Object.keys(sample)) {
      const { [field]: _gone, ...rest } = sample;
      expect(schema.safeParse(rest).success, field).toBe(false);
      expect(isRight(rest), field).toBe(false);
    }
  });

  test('refuses a field of another type', () => {
    for (const field of Object.keys(sample)) {
      expect(isRight({ ...sample, [field]: null }), field).toBe(false);
      expect(isRight({ ...sample, [field]: { other: 1 } }), field).toBe(false);
    }
  });

  test('refuses what is no object at all', () => {
    for (const value of [undefined, null, '', 'text', 1, [], [sample]]) expect(isRight(value)).toBe(false);
  });
});

test('a list is refused when one entry is not right', () => {
  const isSites = isListOf(isSite);
  const site = cases.find(({ name }) => name === 'Site')?.sample;
  expect(isSites([])).toBe(true);
  expect(isSites([site, site])).toBe(true);
  expect(isSites([site, {}])).toBe(false);
  expect(isSites({ items: [site] })).toBe(false);
});

test('a session needs the whole user', () => {
  const user = { username: 'anna', name: 'Anna', role: 'staff' };
  expect(isSession({ user, session: { id: '1' } })).toBe(true);
  expect(isSession({ user: { ...user, role: undefined } })).toBe(false);
  expect(isSession({ user: 'anna' })).toBe(false);
  expect(isSession(null)).toBe(false);
});
