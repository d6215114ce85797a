import { afterEach, describe, expect, it } from 'vitest';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import { xovisOptionsSchema } from '../schema.ts';
import { GatewayClient } from './client.ts';

const opened: { close(): Promise<void> }[] = [];
const signal = new AbortController().signal;
const hourMs = 3_600_000;

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface SetUp extends SimulatorOptions {
  readonly path?: string;
  readonly client?: object;
}

async function setUp({ path = '/api/v1', client = {}, ...options }: SetUp = {}) {
  const device = await xovisSimulator.start({ token: 'K', ...options });
  const http = new DeviceConnection({ origin: device.url, tls: 'verify', timeoutMs: 30_000 });
  opened.push(device, http);
  const parsed = xovisOptionsSchema.parse({ apiKey: 'K', ...client });
  return { device, client: new GatewayClient(http, `${device.url}${path}`, parsed, 'Europe/Zurich') };
}

const pathsOf = (device: SimulatedDevice) => device.seen.map(({ path }) => path);

describe('asking a gateway', () => {
  it.each([
    ['/api/v1', '/api/v1/occupancy/current'],
    ['/api/v1/', '/api/v1/occupancy/current'],
    ['', '/occupancy/current'],
  ])('for its occupancy goes below the path %j', async (path, expected) => {
    const settings = { basePath: path.replace(/\/$/, '') };
    const { device, client } = await setUp({ path, settings });
    expect(await client.currentOccupancy(signal)).toMatchObject({ ok: true });
    expect(pathsOf(device)).toEqual([expected]);
  });

  it('for its occupancy names the location', async () => {
    const { device, client } = await setUp({
      client: { locationId: 'LOC NYC&05' },
      settings: { locationId: 'LOC NYC&05' },
    });
    device.walk({ in: 3 }, 'hall');
    expect(await client.currentOccupancy(signal)).toMatchObject({
      value: { data: [{}, { zoneId: 'hall', current_people: 3 }, {}] },
    });
    expect(pathsOf(device)).toEqual(['/api/v1/occupancy/current?locationId=LOC%20NYC%2605']);
  });

  it('for its sensors gives them in our words', async () => {
    const { client } = await setUp();
    expect(await client.sensors(signal)).toMatchObject({
      ok: true,
      value: [
        { id: 'SNSR_001', name: 'Entrance', locationId: 'LOC_1', serial: '006E02000001', status: 'online' },
      ],
    });
  });

  it('for its queues gives how many wait in each', async () => {
    const { device, client } = await setUp({ settings: { queues: ['till', '7'] } });
    device.walk({ in: 4, out: 1 }, 'queue:till');
    expect(await client.queueStatus(signal)).toMatchObject({
      value: {
        queues: [
          { queueId: 'till', queue_length: 3 },
          { queueId: '7', queue_length: 0 },
        ],
      },
    });
  });

  it('for a dwell time gives milliseconds', async () => {
    const { device, client } = await setUp({ settings: { dwellMs: 90_500 } });
    expect(await client.dwell('hall', 'PT1H', signal)).toEqual({
      ok: true,
      value: [{ zoneId: 'hall', name: 'Hall', averageMs: 90_500 }],
    });
    expect(await client.dwell('no such/zone', 'P1D', signal)).toMatchObject({ error: { kind: 'not-found' } });
    expect(pathsOf(device)).toEqual([
      '/api/v1/zones/hall/dwell?interval=PT1H',
      '/api/v1/zones/no%20such%2Fzone/dwell?interval=P1D',
    ]);
  });

  it('for paths gives how many went from zone to zone, or says that they are switched off', async () => {
    const { device, client } = await setUp();
    device.walk({ in: 5, out: 4 }, 'entrance_a');
    device.walk({ in: 3 }, 'hall');
    expect(await client.paths(signal)).toEqual({
      ok: true,
      value: [
        { zones: ['entrance_a', 'hall'], people: 3 },
        { zones: ['hall', 'lounge'], people: 0 },
      ],
    });
    device.set({ pathAnalytics: false });
    expect(await client.paths(signal)).toEqual({
      ok: false,
      error: { kind: 'switched-off', feature: 'Path Analytics' },
    });
    expect(await client.currentOccupancy(signal)).toMatchObject({ ok: true });
  });
});

describe('asking a gateway for the past', () => {
  const nowMs = Date.UTC(2026, 10, 21, 12, 30);
  const lastHours = { fromMs: Date.UTC(2026, 10, 21, 10), toMs: Date.UTC(2026, 10, 21, 12) };

  async function withPast(settings = {}) {
    const up = await setUp({ now: () => nowMs, settings: { pastHours: 48, ...settings } });
    return up;
  }

  it('gives hours', async () => {
    const { device, client } = await withPast();
    const answer = await client.hourlyCounts({ ...lastHours, sensorId: 'SNSR_001' }, signal);
    // Three zones with a person each minute.
    expect(answer).toMatchObject({
      value: {
        rows: [
          { in: 180, out: 180 },
          { in: 180, out: 180 },
        ],
      },
    });
    expect(pathsOf(device)).toEqual([
      '/api/v1/counts/hourly?from=2026-11-21T10:00:00Z&to=2026-11-21T12:00:00Z&sensorId=SNSR_001',
    ]);
  });

  it('gives hours or days with those who passed by, of one zone too', async () => {
    const { device, client } = await withPast();
    device.walk({ in: 2 }, 'hall');
    const hours = await client.dataCount({ ...lastHours, sensorId: 'SNSR_001' }, signal);
    expect(hours).toMatchObject({
      value: {
        sensorId: 'SNSR_001',
        locationId: 'LOC_1',
        rows: [{ in: 180, passby: 360, occupancy: 90 }, {}],
      },
    });
    const days = { fromMs: Date.UTC(2026, 10, 20), toMs: Date.UTC(2026, 10, 22), granularity: '1d' } as const;
    const answer = await client.dataCount({ ...days, sensorId: 'SNSR_001' }, signal);
    expect(answer.ok && answer.value.rows.map(({ fromMs, toMs }) => (toMs - fromMs) / hourMs)).toEqual([
      24, 24,
    ]);
    expect(await client.dataCount({ ...lastHours, sensorId: 'other' }, signal)).toMatchObject({
      error: { kind: 'not-found' },
    });
    expect(await client.dataCount({ ...lastHours, sensorId: 'SNSR_001', zoneId: 7 }, signal)).toMatchObject({
      error: { kind: 'not-found' },
    });
    expect(pathsOf(device).at(-1)).toContain('zone_id=7&start_ts=');
  });

  it.each(['start', 'from', 'start_ts'])(
    'gives intervals to who calls the period by its name %s',
    async (name) => {
      const { device, client } = await withPast({ intervalNames: name });
      const query = { ...lastHours, sensorId: 'SNSR_001' };
      const answer = await client.intervalCounts(query, signal);
      expect(answer.ok && answer.value.rows).toHaveLength(8);
      const before = device.requests;
      expect(await client.intervalCounts(query, signal)).toEqual(answer);
      expect(device.requests).toBe(before + 1);
    },
  );

  it('has nothing to report of a time before it was there', async () => {
    const { client } = await withPast();
    const longAgo = { fromMs: Date.UTC(2020, 0, 1), toMs: Date.UTC(2020, 0, 2) };
    expect(await client.hourlyCounts(longAgo, signal)).toEqual({ ok: true, value: { rows: [] } });
  });

  it('goes out as the vendor prints it', async () => {
    const { device, client } = await setUp();
    const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date);
    await client.dataCount(
      {
        sensorId: 'SNSR_001',
        fromMs: day(2023, 10, 1),
        toMs: day(2023, 10, 2) - 1000,
        granularity: '1h',
      },
      signal,
    );
    await client.hourlyCounts({ fromMs: day(2025, 1, 1), toMs: day(2025, 1, 2), sensorId: 'S12345' }, signal);
    expect(pathsOf(device)).toEqual([
      '/api/v1/data/count?sensor_id=SNSR_001&start_ts=2023-10-01T00:00:00Z&end_ts=2023-10-01T23:59:59Z&granularity=1h',
      '/api/v1/counts/hourly?from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z&sensorId=S12345',
    ]);
  });

  it('is not done with parameters that cannot be right', async () => {
    const { device, client } = await setUp();
    const { fromMs, toMs } = lastHours;
    const calls = [
      ['toMs', client.hourlyCounts({ fromMs, toMs: fromMs }, signal)],
      ['fromMs', client.hourlyCounts({ fromMs: -1, toMs }, signal)],
      ['fromMs', client.intervalCounts({ fromMs: 0.5, toMs }, signal)],
      ['toMs', client.intervalCounts({ fromMs, toMs: Number.NaN }, signal)],
      ['sensorId', client.intervalCounts({ fromMs, toMs, sensorId: '' }, signal)],
      ['sensorId', client.dataCount({ fromMs, toMs, sensorId: 'a\nb' }, signal)],
      ['zoneId', client.dataCount({ fromMs, toMs, sensorId: 'a', zoneId: -2 }, signal)],
      ['zoneId', client.dwell('', 'PT1H', signal)],
      ['interval', client.dwell('hall', '1h', signal)],
      ['interval', client.dwell('hall', 'PT0S', signal)],
    ] as const;
    for (const [parameter, call] of calls) {
      expect(await call).toMatchObject({ ok: false, error: { kind: 'parameter', parameter } });
    }
    expect(device.requests).toBe(0);
  });
});

describe('every call of a gateway', () => {
  const period = { fromMs: 1_000, toMs: 2_000 };
  const calls: readonly [string, (client: GatewayClient) => Promise<unknown>][] = [
    ['occupancy/current', (client) => client.currentOccupancy(signal)],
    ['queue/status', (client) => client.queueStatus(signal)],
    ['sensors', (client) => client.sensors(signal)],
    ['counts/hourly', (client) => client.hourlyCounts(period, signal)],
    ['counts/interval', (client) => client.intervalCounts(period, signal)],
    ['data/count', (client) => client.dataCount({ ...period, sensorId: 'SNSR_001' }, signal)],
    ['zones/{id}/dwell', (client) => client.dwell('hall', 'PT1H', signal)],
    ['analytics/paths', (client) => client.paths(signal)],
  ];

  it.each(calls)('%s keeps to a limit of requests, and reports until when', async (_name, call) => {
    const { client } = await setUp({ settings: { requestsPerMinute: 1 } });
    await client.currentOccupancy(signal);
    expect(await call(client)).toMatchObject({
      ok: false,
      error: { kind: 'rate-limited', retryAfterMs: expect.any(Number) },
    });
  });

  it.each(calls)(
    '%s reports a wrong key, an error in a success, and what is no JSON',
    async (_name, call) => {
      const wrong = await setUp({ client: { apiKey: 'wrong', apiKeyHeader: 'bearer' } });
      expect(await call(wrong.client)).toMatchObject({ error: { kind: 'unauthorized' } });
      const { device, client } = await setUp();
      await device.setFault('error-in-200');
      expect(await call(client)).toMatchObject({ error: { kind: 'device' } });
      for (const fault of ['html', 'empty', 'malformed-json'] as const) {
        await device.setFault(fault);
        expect(await call(client)).toMatchObject({ error: { kind: 'invalid', field: 'body' } });
      }
    },
  );
});
