import { afterEach, describe, expect, it } from 'vitest';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import type { FaultKind, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { indivdSimulator } from '#server/simulators/indivd/simulator.ts';
import { IndivdClient } from './client.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const signal = new AbortController().signal;
const basePath = '/api/v1/rnd/insights/external';
/** A Friday at noon in Stockholm. */
const noon = Date.UTC(2025, 2, 7, 11);

async function setUp(options: SimulatorOptions = {}, token = 'T', timeoutMs = 30_000) {
  const device = await indivdSimulator.start({
    token: 'T',
    timezone: 'Europe/Stockholm',
    now: () => noon,
    ...options,
  });
  const http = new DeviceConnection({ origin: device.url, tls: 'verify', timeoutMs });
  opened.push(device, http);
  return { device, client: new IndivdClient(http, { url: `${device.url}${basePath}`, token }) };
}

const today = { from: '2025-03-07', to: '2025-03-07' };
const week = { from: '2025-03-01', to: '2025-03-07' };

/** The value of an answer, which must be one. */
async function expectOk<T>(
  answer: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>,
): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('line crosses of the simulated account', () => {
  it('are those into and out of a zone', async () => {
    const { device, client } = await setUp();
    device.walk({ in: 5, out: 2 }, '201');
    device.walk({ in: 9 }, '1121');
    const crossings = async (filter: object) =>
      (await expectOk(client.lineCrosses({ ...today, by: 'day', ...filter }, signal))).rows;
    const period = { year: 2025, month: 3, day: 7 };
    expect(await crossings({ zonesTo: [201] })).toEqual([{ period, crossings: 5 }]);
    expect(await crossings({ zonesFrom: [201] })).toEqual([{ period, crossings: 2 }]);
    expect(await crossings({ lines: [2011, 11_211] })).toEqual([{ period, crossings: 14 }]);
    expect(await crossings({ floors: [1, -2], categories: [1], organization: 7, location: 124 })).toEqual([
      { period, crossings: 16 },
    ]);
    for (const filter of [{ floors: [-2] }, { categories: [2] }, { zonesTo: [999] }, { lines: [1] }]) {
      expect(await crossings(filter)).toEqual([]);
    }
  });

  it.each([
    ['year', [{ year: 2025 }]],
    ['month', [{ year: 2025, month: 3 }]],
    [
      'week',
      [
        { year: 2025, week: 9 },
        { year: 2025, week: 10 },
      ],
    ],
    ['day', [1, 2, 3, 4, 5, 6].map((day) => ({ year: 2025, month: 3, day }))],
    ['weekday', [6, 7, 1, 2, 3, 4].map((weekday) => ({ weekday }))],
  ] as const)('are grouped by %s', async (by, periods) => {
    const { client } = await setUp();
    const { rows } = await expectOk(client.lineCrosses({ ...week, by }, signal));
    expect(rows.map(({ period }) => period)).toEqual(periods);
  });

  it('are grouped by hour or minute, and by default as documented', async () => {
    const { client } = await setUp();
    const day = { from: '2025-03-06', to: '2025-03-06' };
    const byHour = await expectOk(client.lineCrosses(day, signal));
    expect(byHour.by).toBe('hour');
    expect(byHour.rows[0]?.period).toEqual({ year: 2025, month: 3, day: 6, hour: 8 });
    const byMinute = await expectOk(client.lineCrosses({ ...day, by: 'minute' }, signal));
    expect(byMinute.rows[1]?.period).toEqual({ year: 2025, month: 3, day: 6, hour: 8, minute: 10 });
    const months = await expectOk(client.lineCrosses({ from: '2025-02-01', to: '2025-03-07' }, signal));
    expect([months.by, ...months.rows.map(({ period }) => period.month)]).toEqual(['month', 2, 3]);
  });
});

describe('zone visitors of the simulated account', () => {
  it('are visits and what visitors did, by zone and day, with a comparison', async () => {
    const { client } = await setUp();
    const query = {
      from: '2025-03-05',
      to: '2025-03-06',
      compareFrom: '2025-02-26',
      compareTo: '2025-02-27',
    };
    const { by, current, comparison } = await expectOk(client.zoneVisitors(query, signal));
    expect(by).toEqual(['day']);
    expect(current.rows.map(({ zone, period }) => [zone, period.day])).toEqual([
      ['201', 5],
      ['1121', 5],
      ['201', 6],
      ['1121', 6],
    ]);
    for (const row of current.rows) {
      expect(row).toMatchObject({ bounceThresholdS: 120, excluded: { shorter: 0, longer: 0 } });
      expect(row.uniqueVisits).toBeLessThan(row.visits);
      const dwell = row.dwell as unknown as { quartilesS: number[]; visits: number };
      expect(dwell.visits).toBe(row.visits);
      expect(dwell.quartilesS).toEqual([...dwell.quartilesS].sort((one, other) => one - other));
    }
    expect(comparison).toMatchObject({ from: '2025-02-26', to: '2025-02-27' });
    expect(comparison?.rows).toHaveLength(4);
  });

  it('can be one row a zone, or by several groupings at once', async () => {
    const { client } = await setUp();
    const total = await expectOk(client.zoneVisitors({ ...week, by: 'zone' }, signal));
    expect(total.current.rows).toMatchObject([
      { zone: '201', zoneName: 'Entrance', period: {} },
      { zone: '1121', period: {} },
    ]);
    const both = await expectOk(
      client.zoneVisitors({ ...week, by: ['month', 'weekday', 'location'], zones: [201] }, signal),
    );
    expect(both.current.rows[0]).toMatchObject({
      period: { year: 2025, month: 3, weekday: 6 },
      location: '124',
    });
  });

  it('take thresholds', async () => {
    const { client } = await setUp();
    const one = async (query: object) =>
      (await expectOk(client.zoneVisitors({ ...week, by: 'zone', zones: [201], ...query }, signal))).current
        .rows[0];
    const plain = await one({});
    const filtered = await one({ minDwellS: 100, maxDwellS: 500, bounceThresholdS: 60 });
    expect(filtered?.visits).toBe(plain?.visits);
    expect(filtered?.excluded.shorter).toBeGreaterThan(0);
    expect(filtered?.excluded.longer).toBeGreaterThan(0);
    expect(filtered?.dwell).toMatchObject({ shortestS: expect.any(Number) });
    expect(Number(filtered?.bounces)).toBeLessThan(Number(plain?.bounces));
    expect((await one({ bounceThresholdS: 0 }))?.bounces).toBe('off');
  });

  it('are in the zone of the location, or in another that is asked for', async () => {
    const { device, client } = await setUp({ now: () => Date.UTC(2025, 2, 7, 23, 30) });
    device.walk({ in: 3 });
    const visits = async (query: object) =>
      (await expectOk(client.zoneVisitors({ ...today, by: 'zone', zones: [201], ...query }, signal))).current
        .rows[0]?.visits ?? 0;
    const inUtc = await visits({ timezone: 'UTC' });
    expect(inUtc - (await visits({}))).toBe(3);
  });

  it('have no Pro numbers on a Basic plan', async () => {
    const { client } = await setUp({ settings: { plan: 'basic' } });
    const { current } = await expectOk(client.zoneVisitors({ ...week, by: 'zone' }, signal));
    expect(current.rows[0]).toMatchObject({
      visits: expect.any(Number),
      uniqueVisits: 'not-in-plan',
      bounces: 'not-in-plan',
      dwell: 'not-in-plan',
    });
  });
});

describe('the drop-in rate of the simulated account', () => {
  const query = { from: '2025-03-05', to: '2025-03-06', locations: [124], zones: [201] };

  it('is a summary, rows and zones, with a comparison', async () => {
    const { client } = await setUp();
    const compared = { ...query, compareFrom: '2025-02-26', compareTo: '2025-02-27' };
    const { by, current, comparison } = await expectOk(client.dropInRate(compared, signal));
    expect(by).toBe('day');
    expect(current.rows.map(({ period }) => period.day)).toEqual([5, 6]);
    expect(current.zones[0]?.rows.map(({ period }) => period.day)).toEqual([5, 6]);
    expect(current.zones[0]).toMatchObject({ ...current.summary, zone: '201', location: '124' });
    expect(current.summary).toMatchObject({ rate: 0.606, isConfigurationSignal: false });
    expect(comparison).toMatchObject({ from: '2025-02-26', to: '2025-02-27' });
    const byHour = await expectOk(client.dropInRate({ ...query, by: 'hour' }, signal));
    expect(byHour.current.rows[0]?.period).toEqual({ year: 2025, month: 3, day: 5, hour: 8 });
  });

  it('is a signal above 100 %, and nothing where no lines are set up', async () => {
    const { device, client } = await setUp({ settings: { passersPerEntry: 0.8 } });
    const above = await expectOk(client.dropInRate(query, signal));
    expect(above.current.summary).toMatchObject({ isConfigurationSignal: true });
    expect(above.current.summary?.rate).toBeGreaterThan(1);
    device.set({ passersPerEntry: 0 });
    const none = await expectOk(client.dropInRate(query, signal));
    expect(none.current).toMatchObject({ rows: [], zones: [], summary: { rate: 'none', passersBy: 0 } });
  });
});

describe('what goes wrong', () => {
  it('is unauthorized with a wrong token, and forbidden outside of what the token may see', async () => {
    const { client } = await setUp({}, 'wrong');
    expect(await client.lineCrosses(week, signal)).toEqual({
      ok: false,
      error: { kind: 'unauthorized', status: 401 },
    });
    const { client: right } = await setUp();
    for (const answer of [
      await right.lineCrosses({ ...week, location: 125 }, signal),
      await right.lineCrosses({ ...week, organization: 8 }, signal),
      await right.zoneVisitors({ ...week, locations: [124, 125] }, signal),
      await right.dropInRate({ ...week, locations: [125] }, signal),
    ]) {
      expect(answer).toEqual({ ok: false, error: { kind: 'forbidden', status: 403 } });
    }
  });

  it.each<[FaultKind, string]>([
    ['malformed-json', 'invalid'],
    ['html', 'invalid'],
    ['empty', 'invalid'],
    ['negative', 'invalid'],
    ['huge', 'invalid'],
    ['status-429', 'rate-limited'],
    ['status-500', 'http-status'],
    ['half-open', 'timeout'],
  ])('under %s is %s in every call', async (fault, kind) => {
    const { device, client } = await setUp({}, 'T', fault === 'half-open' ? 200 : undefined);
    await device.setFault(fault);
    const error = { ok: false, error: { kind } };
    expect(await client.lineCrosses(week, signal)).toMatchObject(error);
    expect(await client.zoneVisitors(week, signal)).toMatchObject(error);
    expect(await client.dropInRate(week, signal)).toMatchObject(error);
  });

  it('is said without a body by an account that is asked in the wrong way', async () => {
    const { device } = await setUp();
    const ask = async (path: string) => {
      const answer = await fetch(`${device.url}${basePath}${path}`, {
        headers: { authorization: 'Token T' },
      });
      return [answer.status, await answer.text()];
    };
    const range = 'start_date=2025-03-01&end_date=2025-03-08';
    for (const path of [
      '/line_crosses/',
      '/line_crosses/?start_date=2025-03-01',
      '/line_crosses/?start_date=2025-3-1&end_date=2025-03-08',
      `/line_crosses/?${range}&aggregate_by=hour`,
      `/line_crosses/?${range}&aggregate_by=minute`,
      `/line_crosses/?${range}&aggregate_by=zone`,
      '/line_crosses/?start_date=2024-12-30&end_date=2025-01-02&aggregate_by=week',
      `/zone_visitors/?${range}&max_dwell=10801`,
      `/zone_visitors/?${range}&comparison_start_date=2025-02-01`,
      `/zone_visitors/?${range}&tz=Stockholm`,
      `/drop_in_rate/?${range}&interval=minute`,
    ]) {
      expect([path, ...(await ask(path))]).toEqual([path, 400, '']);
    }
    expect(await ask('/filters/')).toEqual([404, '']);
  });

  it('is too many requests, where the account has such a limit', async () => {
    const { client } = await setUp({ settings: { requestsPerMinute: 2 } });
    for (let count = 0; count < 2; count += 1) await expectOk(client.lineCrosses(week, signal));
    expect(await client.lineCrosses(week, signal)).toMatchObject({
      error: { kind: 'rate-limited', retryAfterMs: 60_000 },
    });
  });
});
