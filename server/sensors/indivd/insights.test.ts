import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { indivdSimulator } from '#server/simulators/indivd/simulator.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import { IndivdClient } from './api/client.ts';
import { IndivdInsights } from './insights.ts';

const opened: { close?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

const signal = new AbortController().signal;
const basePath = '/api/v1/rnd/insights/external';
const week = { from: '2025-03-01', to: '2025-03-06' };
const weekBefore = { from: '2025-02-23', to: '2025-02-28' };
const periods = { period: week, comparison: weekBefore };

async function setUp(options: SimulatorOptions = {}, token = 'T') {
  const now = () => Date.UTC(2025, 2, 7, 11);
  const device = await indivdSimulator.start({
    timezone: 'Europe/Stockholm',
    now,
    token: 'T',
    channels: [{ id: '201', name: 'Store' }],
    ...options,
  });
  const http = new DeviceConnection({ origin: device.url, tls: 'verify', timeoutMs: 30_000 });
  opened.push(device, http);
  const client = new IndivdClient(http, { url: `${device.url}${basePath}`, token });
  return { device, source: new IndivdInsights(client, undefined) };
}

describe('an account of the Pro plan', () => {
  it('reports visits, unique visits, bounces, dwell and drop-in rate, beside those of the comparison', async () => {
    const { device, source } = await setUp();
    const { zones, problems } = await source.insights(periods, signal);
    expect(problems).toEqual([]);
    expect(zones).toHaveLength(1);
    expect(zones[0]).toMatchObject({ zone: '201', name: 'Store', bounceThresholdS: 120 });
    for (const figures of [zones[0]?.current, zones[0]?.comparison]) {
      expect(figures?.visits).toBeGreaterThan(500);
      expect(figures?.uniqueVisits).toBeLessThan(Number(figures?.visits));
      expect(figures?.bounces).toBeGreaterThan(0);
      expect(figures?.dwell).toMatchObject({ quartilesS: expect.any(Array) });
      expect(figures?.dropIn).toMatchObject({ rate: expect.closeTo(0.606, 2), isConfigurationSignal: false });
      expect(figures?.course).toHaveLength(6);
      const sum = figures?.course.reduce((people, { visits }) => people + visits, 0);
      expect(sum).toBe(figures?.visits);
    }
    expect(zones[0]?.current.course[0]?.at).toBe('2025-03-01');
    expect(zones[0]?.comparison?.course[0]?.at).toBe('2025-02-23');
    expect(device.seen).toHaveLength(3);
  });

  it('reports one day by its hours', async () => {
    const { source } = await setUp();
    const day = { from: '2025-03-06', to: '2025-03-06' };
    const { zones } = await source.insights({ period: day, comparison: day }, signal);
    expect(zones[0]?.current.course.map(({ at }) => at)).toContain('2025-03-06T08');
    expect(zones[0]?.current.course).toHaveLength(12);
  });

  it('has no comparison with days that it knows nothing of', async () => {
    const { source } = await setUp();
    const longAgo = { from: '2024-03-01', to: '2024-03-06' };
    const { zones } = await source.insights({ period: week, comparison: longAgo }, signal);
    expect(zones[0]?.comparison).toBeUndefined();
    expect(zones[0]?.current.visits).toBeGreaterThan(0);
  });
});

describe('what is no number', () => {
  it('is "not in plan" where the plan is Basic, and never 0', async () => {
    const { source } = await setUp({ settings: { plan: 'basic' } });
    const { zones } = await source.insights(periods, signal);
    expect(zones[0]?.current).toMatchObject({
      visits: expect.any(Number),
      uniqueVisits: 'not-in-plan',
      bounces: 'not-in-plan',
      dwell: 'not-in-plan',
    });
  });

  it('is a signal where more came in than passed by', async () => {
    const { source } = await setUp({ settings: { passersPerEntry: 0.5 } });
    const { zones } = await source.insights(periods, signal);
    expect(zones[0]?.current.dropIn).toMatchObject({ rate: 2, isConfigurationSignal: true });
  });

  it('is "off" where no lines for passers-by are set up', async () => {
    const { source } = await setUp({ settings: { passersPerEntry: 0 } });
    const { zones } = await source.insights(periods, signal);
    expect(zones[0]?.current.dropIn).toBe('off');
  });
});

describe('an account that refuses', () => {
  it('is asked once, and its error is reported', async () => {
    const { device, source } = await setUp({}, 'wrong');
    const answer = await source.insights(periods, signal);
    expect(answer).toMatchObject({
      zones: [],
      problems: [{ part: 'visits', error: { kind: 'unauthorized', status: 401 } }],
    });
    expect(device.seen).toHaveLength(1);
  });
});
