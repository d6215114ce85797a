import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import { contentOf, testHttp } from '#server/sensors/http/test-http.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { AxisPeopleCounterClient } from './client.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const zurich = 'Europe/Zurich';
const signal = new AbortController().signal;

async function setUp(options: SimulatorOptions = {}) {
  const credentials = { username: 'op', password: 'secret' };
  const device = await axisPeopleCounterSimulator.start({
    ...credentials,
    timezone: zurich,
    serial: 'ACCC8E019C5F',
    ...options,
  });
  const http = new DeviceConnection({ origin: device.url, credentials, tls: 'verify', timeoutMs: 2000 });
  opened.push(device, http);
  return { device, client: new AxisPeopleCounterClient(http, '', zurich) };
}

/** A device where 5 came in and 2 left on 2 March 2026, and 1 came in on the 3rd. */
async function withWalks(options: SimulatorOptions = {}) {
  let now = Date.parse('2026-03-02T09:07:00Z');
  const both = await setUp({ ...options, now: () => now });
  both.device.walk({ in: 5 });
  now = Date.parse('2026-03-02T09:20:00Z');
  both.device.walk({ out: 2 });
  now = Date.parse('2026-03-03T12:00:30Z');
  both.device.walk({ in: 1 });
  now = Date.parse('2026-03-03T12:30:00Z');
  return both;
}

function paths(device: SimulatedDevice): string[] {
  return device.seen.filter(({ status }) => status === 200).map(({ method, path }) => `${method} ${path}`);
}

const counted = [
  { from: Date.parse('2026-03-02T09:00:00Z'), to: Date.parse('2026-03-02T09:15:00Z'), in: 5, out: 0 },
  { from: Date.parse('2026-03-02T09:15:00Z'), to: Date.parse('2026-03-02T09:30:00Z'), in: 0, out: 2 },
  { from: Date.parse('2026-03-03T12:00:00Z'), to: Date.parse('2026-03-03T12:15:00Z'), in: 1, out: 0 },
];

describe('stored days', () => {
  it('are those with walks, in the calendar of the device', async () => {
    const { client } = await withWalks();
    expect(await client.history.storedDays(signal)).toEqual({
      ok: true,
      value: { deviceTime: '20260303133000', days: ['2026-03-02', '2026-03-03'] },
    });
  });
});

const firstDay = { from: '2026-03-02', to: '2026-03-02' };
const bothDays = { from: '2026-03-02', to: '2026-03-03' };

describe('counts', () => {
  it('are what was walked', async () => {
    const { client } = await withWalks({ name: 'Door "A" & <B>' });
    const stored = await client.history.counts({ ...bothDays, resolution: '15m' }, signal);
    if (!stored.ok) throw new Error(JSON.stringify(stored.error));
    expect(stored.value.filter((row) => row.in + row.out > 0)).toEqual(counted);
    // A day of quarters, and today's until half past one.
    expect(stored.value).toHaveLength(96 + 54);
  });

  it('add up to days of the device', async () => {
    const { device, client } = await withWalks();
    const query = { from: '2026-03-01', to: '2026-03-02', resolution: '1d' } as const;
    expect(await client.history.counts(query, signal)).toMatchObject({
      value: [
        { from: Date.parse('2026-03-01T23:00:00Z'), to: Date.parse('2026-03-02T23:00:00Z'), in: 5, out: 2 },
      ],
    });
    expect(paths(device)).toEqual(['GET /local/tvpc/.api?export-json&date=20260301-20260302&res=24h']);
  });

  it('lose nobody in the hour that happens twice', async () => {
    let now = Date.parse('2026-10-25T00:10:00Z');
    const { device, client } = await setUp({ now: () => now });
    device.walk({ in: 3 });
    now = Date.parse('2026-10-25T01:10:00Z');
    device.walk({ out: 1 });
    now = Date.parse('2026-10-25T12:00:00Z');
    const query = { from: '2026-10-25', to: '2026-10-25', resolution: '1h' } as const;
    const stored = await client.history.counts(query, signal);
    expect(stored.ok && stored.value.slice(2, 4)).toEqual([
      { from: Date.parse('2026-10-25T00:00:00Z'), to: Date.parse('2026-10-25T01:00:00Z'), in: 3, out: 0 },
      { from: Date.parse('2026-10-25T01:00:00Z'), to: Date.parse('2026-10-25T02:00:00Z'), in: 0, out: 1 },
    ]);
  });

  it('come as files, byte for byte, in every format', async () => {
    const { client } = await withWalks();
    const binary = await client.history.countsBinary(firstDay, signal);
    expect(binary.ok && [...(await contentOf(binary.value)).subarray(0, 6)]).toEqual([
      0x43, 0x4e, 0x54, 0, 0xff, 0xfe,
    ]);
    expect(binary).toMatchObject({ value: { fileName: 'counts-20260302.cnt' } });
    const query = { ...firstDay, resolution: '1h' } as const;
    const xml = await client.history.exportFile('counts', 'xml', query, signal);
    expect(xml).toMatchObject({ value: { mediaType: 'application/xml', fileName: 'counts-20260302.xml' } });
    const csv = await client.history.exportFile('counts', 'csv', query, signal);
    expect(csv).toMatchObject({ value: { mediaType: 'text/csv', fileName: 'counts-20260302.csv' } });
    expect(csv.ok && (await contentOf(csv.value)).toString().split('\n')[11]).toBe(
      '2026-03-02 10:00:00,2026-03-02 11:00:00,ACCC8E019C5F,"axis-accc8e019c5f",5,2',
    );
  });

  it.each(['html', 'empty'] as const)('are no file when the answer is %s', async (fault) => {
    const { device, client } = await withWalks();
    await device.setFault(fault);
    expect(await client.history.countsBinary(bothDays, signal)).toMatchObject({
      error: { kind: 'invalid', expected: 'a file' },
    });
  });
});

describe('stored occupancy', () => {
  it('is what was inside, minute by minute', async () => {
    const { client } = await withWalks();
    const stored = await client.history.occupancy({ ...firstDay, resolution: '1m' }, signal);
    if (!stored.ok) throw new Error(JSON.stringify(stored.error));
    expect(stored.value).toHaveLength(24 * 60);
    expect(stored.value.find((row) => row.occupancy > 0)).toEqual({
      from: Date.parse('2026-03-02T09:07:00Z'),
      to: Date.parse('2026-03-02T09:08:00Z'),
      occupancy: 5,
    });
    expect(stored.value.at(-1)?.occupancy).toBe(3);
  });

  it('is asked for under .apioperator where .api has it not, and there at once the next time', async () => {
    const { device, client } = await withWalks({ settings: { exportAccess: '.apioperator', paths: 'old' } });
    const query = { ...bothDays, resolution: '1d' } as const;
    for (let time = 0; time < 2; time += 1)
      expect(await client.history.occupancy(query, signal)).toMatchObject({
        ok: true,
        value: [{ occupancy: 3 }, { occupancy: expect.any(Number) }],
      });
    const path =
      '/local/occupancy-estimator/.apioperator?occupancy-export-json&date=20260302-20260303&res=24h';
    expect(paths(device)).toEqual([`GET ${path}`, `GET ${path}`]);
    const before = device.requests;
    await client.history.occupancy(query, signal);
    expect(device.requests - before).toBe(1);
  });

  it('comes as a file', async () => {
    const { client } = await withWalks();
    const query = { ...bothDays, resolution: '1d' } as const;
    const file = await client.history.exportFile('occupancy', 'json', query, signal);
    expect(file.ok && JSON.parse((await contentOf(file.value)).toString())).toMatchObject({
      counter: { delta: 86400 },
      data: { '20260302000000': [3, 0, 5, 2] },
    });
  });
});

describe('the line', () => {
  it('lies where the device says', async () => {
    const { client } = await setUp();
    expect(await client.maintenance.linePlacement(signal)).toEqual({
      ok: true,
      value: {
        width: 320,
        height: 240,
        left: 0,
        right: 296,
        top: 88,
        bottom: 224,
        yFirst: 88,
        yLast: 152,
        radius: 0,
      },
    });
  });
});

describe('logs', () => {
  it('are shown, and come as an archive', async () => {
    const { device, client } = await setUp({ settings: { paths: 'root' } });
    device.walk({ in: 4 });
    expect(await client.maintenance.logs(signal)).toMatchObject({
      value: expect.stringContaining('people counter: 4 in, 0 out'),
    });
    const archive = await client.maintenance.logArchive(signal);
    if (!archive.ok) throw new Error(JSON.stringify(archive.error));
    expect(archive.value.fileName).toBe('logs.tar.gz');
    expect(gunzipSync(await contentOf(archive.value)).toString()).toContain('people counter: 4 in, 0 out');
    expect(new Set(paths(device))).toEqual(
      new Set(['GET /tvpc/.apioperator?show-logs', 'GET /tvpc/.apioperator?generate-logs']),
    );
  });

  it('are not a web page, nor is one an archive', async () => {
    const { device, client } = await setUp();
    await device.setFault('html');
    expect(await client.maintenance.logs(signal)).toMatchObject({ error: { found: 'an HTML page' } });
    expect(await client.maintenance.logArchive(signal)).toMatchObject({ error: { found: 'an HTML page' } });
    await device.setFault('error-in-200');
    expect(await client.maintenance.logArchive(signal)).toMatchObject({
      error: { expected: 'a gzip archive' },
    });
  });
});

describe('clearing the memory', () => {
  it('leaves no stored day', async () => {
    const { client } = await withWalks();
    expect(await client.maintenance.clearData(signal)).toEqual({ ok: true, value: undefined });
    expect(await client.history.storedDays(signal)).toMatchObject({ value: { days: [] } });
    expect(await client.history.counts({ ...bothDays, resolution: '15m' }, signal)).toMatchObject({
      value: [],
    });
  });

  it('says what the device says when it refuses', async () => {
    const { device, client } = await withWalks();
    await device.setFault('error-in-200');
    expect(await client.maintenance.clearData(signal)).toMatchObject({
      error: { kind: 'device', message: expect.stringContaining('Counter is not running') },
    });
  });
});

describe('parameters', () => {
  it('are read with the names that set them', async () => {
    const { client } = await setUp({ name: 'Hall' });
    const parameters = await client.maintenance.parameters(signal);
    expect(parameters.ok && Object.fromEntries(parameters.value)).toMatchObject({
      'Counter.Enabled': '1',
      'Counter.Name': 'Hall',
      'Counter.Height': '260',
      'Static.Serial': 'ACCC8E019C5F',
      'Static.Errors': '',
    });
  });

  it.each(['named', 'numbered'])('are set in the form that the device accepts (%s)', async (setForm) => {
    const { device, client } = await setUp({ settings: { setForm } });
    const changes = new Map([
      ['Counter.Height', '280'],
      ['Counter.Name', 'Hall & Café=1'],
    ]);
    expect(await client.maintenance.setParameters(changes, signal)).toEqual({
      ok: true,
      value: [
        { name: 'Counter.Height', before: '260', after: '280' },
        { name: 'Counter.Name', before: 'axis-accc8e019c5f', after: 'Hall & Café=1' },
      ],
    });
    const before = device.requests;
    expect(
      await client.maintenance.setParameters(new Map([['Counter.Height', '300']]), signal),
    ).toMatchObject({ value: [{ before: '280', after: '300' }] });
    expect(device.requests - before).toBe(3);
  });

  it('are not set when the device keeps its old value, whatever it answers', async () => {
    const asked: string[] = [];
    const http = testHttp(async ({ path, body }) => {
      asked.push(`${path} ${body ?? ''}`.trim());
      const text = path.endsWith('params.json') ? '{"Counter":{"Height":260}}' : 'OK';
      return { ok: true, value: { status: 200, headers: {}, text } };
    });
    const { maintenance } = new AxisPeopleCounterClient(http, '', zurich);
    expect(await maintenance.setParameters(new Map([['Counter.Height', '280']]), signal)).toEqual({
      ok: false,
      error: { kind: 'device', code: 0, message: 'Counter.Height is still 260' },
    });
    expect(asked.filter((request) => request.includes('setparams'))).toEqual([
      '/local/tvpc/.apioperator?setparams&Counter.Height=280 setparams&Counter.Height=280',
      '/local/tvpc/.apioperator?setparams p1=Counter.Height&v1=280&setparams=1',
    ]);
  });

  it.each([
    [new Map<string, string>(), 'changes', 'at least one parameter'],
    [new Map([['Counter.Colour', '1']]), 'changes', 'names that the device has'],
    [new Map([['Static.Serial', '1']]), 'changes', 'parameters that can be set'],
    [new Map([['Counter.Name', 'a\nb']]), 'Counter.Name', 'a text of up to 500 characters on one line'],
  ])('are not sent as %j', async (changes, parameter, expected) => {
    const { device, client } = await setUp();
    expect(await client.maintenance.setParameters(changes, signal)).toMatchObject({
      error: { kind: 'parameter', parameter, expected },
    });
    expect(device.seen.some(({ method }) => method === 'POST')).toBe(false);
  });
});

describe('resetting the occupancy', () => {
  it.each([-1, 1.5, Number.NaN, 1_000_001])('to %d is not sent', async (occupancy) => {
    const { device, client } = await setUp();
    expect(await client.resetOccupancy(occupancy, signal)).toMatchObject({
      error: { kind: 'parameter', parameter: 'occupancy' },
    });
    expect(device.requests).toBe(0);
  });
});

describe('a simulated past', () => {
  it('is as many days as wanted, with everybody gone in the evening', async () => {
    const now = () => Date.parse('2026-03-10T12:00:00Z');
    const { client } = await setUp({ now, settings: { pastDays: 3 } });
    expect(await client.history.storedDays(signal)).toMatchObject({
      value: { days: ['2026-03-07', '2026-03-08', '2026-03-09'] },
    });
    const stored = await client.history.counts(
      { from: '2026-03-07', to: '2026-03-09', resolution: '1d' },
      signal,
    );
    expect(stored.ok && stored.value.every((row) => row.in > 0 && row.in === row.out)).toBe(true);
  });
});
