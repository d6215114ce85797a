import { DateTime } from 'luxon';
import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { callsOf, read, signal, TestBench } from '../test-bench.ts';

const bench = new TestBench();
afterEach(() => bench.close());

const zone = 'Europe/Zurich';
const now = DateTime.fromISO('2025-03-12T12:00', { zone });
const day = (back: number) => now.minus({ days: back }).toFormat('yyyy-MM-dd');
const periods = {
  period: { from: day(3), to: day(1) },
  comparison: { from: day(6), to: day(4) },
};

async function setUp(options: SimulatorOptions = {}, configured = {}) {
  const device = await bench.start({ token: 'K', now: () => now.toMillis(), ...options });
  const driver = bench.driverOf(device, {
    path: '/api/v1',
    options: { mode: 'gateway', apiKey: 'K', ...configured },
  });
  return { device, source: driver.insights };
}

describe('a gateway', () => {
  it('reports the visits of the period and of the one before, by days', async () => {
    const { source } = await setUp({ settings: { pastHours: 24 * 10 }, channels: [{ id: 'hall' }] });
    const answer = await source?.insights(periods, signal);
    expect(answer?.problems).toEqual([]);
    const [place] = answer?.zones ?? [];
    expect(place?.current).toMatchObject({
      visits: 3 * 24 * 60,
      course: [3, 2, 1].map((back) => ({ at: day(back), visits: 24 * 60 })),
    });
    expect(place?.comparison?.course.map(({ at }) => at)).toEqual([6, 5, 4].map(day));
  });

  it('is asked for a month in weeks, one after the other', async () => {
    const { device, source } = await setUp({ settings: { pastHours: 24 } });
    await source?.insights(
      { period: { from: day(28), to: day(1) }, comparison: { from: day(56), to: day(29) } },
      signal,
    );
    expect(callsOf(device).filter((call) => call.startsWith('/api/v1/counts/hourly'))).toHaveLength(8);
  });

  it('reports the day of a DST change whole', async () => {
    const { source } = await setUp({ settings: { pastHours: 24 * 5 }, now: () => Date.UTC(2025, 3, 2) });
    const change = { from: '2025-03-30', to: '2025-03-30' };
    const before = { from: '2025-03-29', to: '2025-03-29' };
    const answer = await source?.insights({ period: change, comparison: before }, signal);
    expect(answer?.zones[0]?.current.course).toHaveLength(23);
    expect(answer?.zones[0]?.comparison?.course).toHaveLength(24);
  });

  it('reports queues, stays and paths of now', async () => {
    const { device, source } = await setUp({
      channels: [
        { id: 'hall', name: 'Hall' },
        { id: 'lounge', name: 'Lounge' },
      ],
      settings: { queues: ['till'], dwellMs: 90_000 },
    });
    device.walk({ in: 5, out: 4 }, 'hall');
    device.walk({ in: 3 }, 'lounge');
    device.walk({ in: 7 }, 'queue:till');
    const answer = await source?.insights(periods, signal);
    expect(answer?.now).toEqual({
      queues: [{ queue: 'till', name: 'till', people: 7 }],
      stays: [
        { zone: 'hall', name: 'Hall', lastDayS: 90, lastWeekS: 90 },
        { zone: 'lounge', name: 'Lounge', lastDayS: 90, lastWeekS: 90 },
      ],
      paths: [{ zones: ['Hall', 'Lounge'], people: 3 }],
    });
  });

  it('without Path Analytics says that it is switched off, and reports the rest', async () => {
    const { source } = await setUp({ settings: { pathAnalytics: false, pastHours: 24 * 10 } });
    const answer = await source?.insights(periods, signal);
    expect(answer?.problems).toEqual([
      { part: 'paths', error: { kind: 'switched-off', feature: 'Path Analytics' } },
    ]);
    expect(answer?.zones[0]?.current.visits).toBeGreaterThan(0);
  });

  it('that remembers nothing of the period has no number, and no comparison', async () => {
    const { source } = await setUp();
    const answer = await source?.insights(periods, signal);
    expect(answer?.zones).toEqual([{ current: { visits: 'none', course: [] } }]);
  });

  it('that refuses the key is not asked for the rest', async () => {
    const { device, source } = await setUp({}, { apiKey: 'wrong', apiKeyHeader: 'bearer' });
    const answer = await source?.insights(periods, signal);
    expect(answer?.problems).toMatchObject([{ part: 'visits', error: { kind: 'unauthorized' } }]);
    expect(new Set(callsOf(device).map((call) => call.split('?')[0])).size).toBe(1);
  });
});

describe('an address whose protocol is found out', () => {
  it('reports insights once it is known to be a gateway, and none before', async () => {
    const device = await bench.start({ token: 'K' });
    const driver = bench.driverOf(device, { path: '/api/v1', options: { apiKey: 'K' } });
    expect(driver.insights).toBeUndefined();
    expect(await read(driver, 'hall')).toMatchObject({ ok: true });
    expect(driver.insights).toBeDefined();
  });

  it('reports none of a sensor of firmware 5', async () => {
    const device = await bench.startSensor();
    const driver = bench.driverOf(device, { username: 'admin', password: 'secret' });
    expect(await read(driver, '1')).toMatchObject({ ok: true });
    expect(driver.insights).toBeUndefined();
  });
});
