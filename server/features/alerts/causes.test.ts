import { expect, it } from 'vitest';
import { defaultAlertRules } from '#lib/contract/alert.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { sampleState } from '#lib/test-zone-state.ts';
import { causeKey, causesOf } from './causes.ts';
import { inShort } from './test-zone.ts';

const zone = sampleState({
  ...{ occupancy: 60, capacity: 100, utilization: 0.6, asOf: '2026-11-20T13:00:00.000Z' },
});

function likelyFull(outlook: ZoneState['outlook'], rules = defaultAlertRules) {
  const state = { ...zone, ...(outlook !== undefined && { outlook }) };
  const view = { site: 'bern', name: 'Bern', isOpen: true, isCalendarFaulty: undefined, limits: new Map() };
  const causes = [...causesOf({ ...view, zones: [inShort(state)], sensors: [], displays: [] }, rules)];
  return causes.find(({ kind }) => kind === 'likely-full');
}

it('staff is notified of a zone that is probably full within two hours, with the time', () => {
  const soon = likelyFull({ full: { at: '2026-11-20T14:30:00.000Z', time: '15:30' } });
  expect(soon).toMatchObject({ condition: 'wrong', facts: { time: '15:30', occupancy: 60 } });
  expect(likelyFull({ full: { at: '2026-11-20T16:00:00.000Z', time: '17:00' } })?.condition).toBe('right');
  expect(likelyFull(undefined)?.condition).toBe('right');
  const off = { ...defaultAlertRules, likelyFull: { isOn: false } };
  expect(likelyFull({ full: { at: '2026-11-20T14:30:00.000Z', time: '15:30' } }, off)).toBeUndefined();
});

it.each([
  ['failed', 'wrong'],
  ['ok', 'right'],
  ['told', 'right'],
  ['starting', 'unsure'],
] as const)('a lamp that is %s is %s for staff, whatever the rules', (condition, expected) => {
  const view = { site: 'bern', name: 'Bern', isOpen: false, isCalendarFaulty: undefined, limits: new Map() };
  const lamps = [{ site: 'bern', lamp: 'gate-left', condition }];
  const causes = [...causesOf({ ...view, zones: [], sensors: [], displays: [], lamps }, defaultAlertRules)];
  expect(causes).toMatchObject([{ kind: 'lamp', subject: 'gate-left', condition: expected }]);
});

it('what is not wrong and of no alert is left out; what an alert may wait for is not', () => {
  const view = { site: 'bern', name: 'Bern', isOpen: true, isCalendarFaulty: undefined, limits: new Map() };
  const zones = [zone, { ...zone, zone: 'café', light: 'red' as const, reason: 'full' }].map(inShort);
  const left = (known: readonly string[]) =>
    [
      ...causesOf({ ...view, zones, sensors: [], displays: [] }, defaultAlertRules, (key) =>
        known.includes(causeKey(key)),
      ),
    ].map(causeKey);
  expect(left([])).toEqual(['bern/full/café', 'bern/nearly-full/café']);
  expect(left(['bern/full/store', 'bern/drift/café'])).toEqual([
    'bern/full/store',
    'bern/full/café',
    'bern/nearly-full/café',
    'bern/drift/café',
  ]);
});

it('of zones that are not known only what is remembered matters, and what it covers', () => {
  const view = { site: 'bern', name: 'Bern', isOpen: true, isCalendarFaulty: undefined, limits: new Map() };
  const zones = [inShort({ ...zone, light: 'unknown', reason: 'starting' })];
  const left = (remembered: readonly string[]) =>
    [
      ...causesOf({ ...view, zones, sensors: [], displays: [] }, defaultAlertRules, (key) =>
        remembered.includes(causeKey(key)),
      ),
    ].map((cause) => `${causeKey(cause)} ${cause.condition}`);
  expect(left([])).toEqual([]);
  expect(left(['bern/full/store'])).toEqual(['bern/full/store unsure', 'bern/nearly-full/store unsure']);
});
