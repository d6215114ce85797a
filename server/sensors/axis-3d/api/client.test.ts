import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import { contentOf } from '#server/sensors/http/test-http.ts';
import { PushTotals } from '#server/sensors/push/push-totals.ts';
import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { axis3d } from '../driver.ts';
import { snapshotOf } from '../readings.ts';
import { isOccupancyOff } from '../schema.ts';
import { Axis3dClient } from './client.ts';

const opened: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const zurich = 'Europe/Zurich';
const signal = new AbortController().signal;

async function setUp(options: SimulatorOptions = {}) {
  const credentials = { username: 'op', password: 'secret' };
  const device = await axis3dSimulator.start({ ...credentials, timezone: zurich, ...options });
  const http = new DeviceConnection({ origin: device.url, credentials, tls: 'verify', timeoutMs: 2000 });
  opened.push(device, http);
  return { device, client: new Axis3dClient(http, '', zurich) };
}

/** 5 came in and 2 left on 2 March 2026, 1 came in on the 3rd; it is noon of the 3rd. */
async function withWalks(options: SimulatorOptions = {}) {
  let now = Date.parse('2026-03-02T09:07:00Z');
  const both = await setUp({ ...options, now: () => now });
  both.device.walk({ in: 5 });
  now = Date.parse('2026-03-02T09:20:00Z');
  both.device.walk({ out: 2 });
  now = Date.parse('2026-03-03T09:00:30Z');
  both.device.walk({ in: 1 });
  now = Date.parse('2026-03-03T11:00:00Z');
  return both;
}

function paths(device: SimulatedDevice): string[] {
  return device.seen.filter(({ status }) => status === 200).map(({ path }) => path);
}

const hour = (start: string, from: number) => ({
  from: Date.parse(`${start}:00:00Z`) + from * 3_600_000,
  to: Date.parse(`${start}:00:00Z`) + (from + 1) * 3_600_000,
});

describe('stored counts', () => {
  it('are what was walked', async () => {
    const { device, client } = await withWalks();
    const query = { start: '2026-03-02', end: 'now', resolution: '1h' } as const;
    const rows = await client.counts(query, signal);
    expect(rows.ok && rows.value.filter((row) => row.in + row.out > 0)).toEqual([
      { ...hour('2026-03-02T09', 0), in: 5, out: 2 },
      { ...hour('2026-03-03T09', 0), in: 1, out: 0 },
    ]);
    expect(rows.ok && rows.value).toHaveLength(24 + 12);
    expect(paths(device)).toEqual(['/a3dpc/api/export/json?start=20260302&end=now&resolution=hour']);
  });

  it('lose nobody in the hour that happens twice', async () => {
    let now = Date.parse('2026-10-25T00:10:00Z');
    const { device, client } = await setUp({ now: () => now });
    device.walk({ in: 3 });
    now = Date.parse('2026-10-25T01:10:00Z');
    device.walk({ out: 1 });
    now = Date.parse('2026-10-26T12:00:00Z');
    for (const resolution of ['1m', '1h', '1d'] as const) {
      const query = { start: '2026-10-25', end: '2026-10-26', resolution };
      const rows = await client.counts(query, signal);
      if (!rows.ok) throw new Error(JSON.stringify(rows.error));
      expect(rows.value).toHaveLength({ '1m': 25 * 60, '1h': 25, '1d': 1 }[resolution]);
      expect(rows.value.every((row, index) => row.to === (rows.value[index + 1]?.from ?? row.to))).toBe(true);
      expect(rows.value.reduce((sum, row) => sum + row.in * 10 + row.out, 0)).toBe(31);
    }
  });

  it('come as files', async () => {
    const { client } = await withWalks();
    const query = { start: 'yesterday', end: 'today', resolution: '1d' } as const;
    const file = await client.exportFile('counts', 'csv', query, signal);
    expect(file).toMatchObject({
      value: { mediaType: 'text/csv', fileName: 'counts-yesterday-today-1d.csv' },
    });
    expect(file.ok && (await contentOf(file.value)).toString()).toBe(
      'start,end,in,out\n2026-03-02 00:00:00,2026-03-03 00:00:00,5,2\n',
    );
  });

  it('are no number when the device prints none', async () => {
    const { device, client } = await withWalks();
    const query = { start: 'yesterday', end: 'today', resolution: '1d' } as const;
    for (const fault of ['negative', 'huge'] as const) {
      await device.setFault(fault);
      expect(await client.counts(query, signal)).toMatchObject({
        error: { kind: 'invalid', field: 'data[0].in' },
      });
    }
    await device.setFault('numbers-as-text');
    expect(await client.counts(query, signal)).toMatchObject({ value: [{ in: 5, out: 2 }] });
  });

  it.each(['html', 'empty', 'status-500'] as const)('are an error when the answer is %s', async (fault) => {
    const { device, client } = await withWalks();
    await device.setFault(fault);
    const query = { start: 'yesterday', end: 'today', resolution: '1d' } as const;
    const kind = fault === 'status-500' ? 'http-status' : 'invalid';
    expect(await client.counts(query, signal)).toMatchObject({ error: { kind } });
    expect(await client.exportFile('counts', 'json', query, signal)).toMatchObject({ error: { kind } });
  });
});

describe('people at a secondary', () => {
  it('are in the totals of the primary, and not in what it counted itself', async () => {
    let now = Date.parse('2026-03-02T09:07:00Z');
    const { device, client } = await setUp({ now: () => now });
    device.walk({ in: 4 });
    device.walk({ in: 3, out: 1 }, 'secondary');
    now += 60_000;
    expect(await client.occupancy(signal)).toMatchObject({
      value: { occupancy: 6, total_in: 7, total_out: 1 },
    });
    const query = { start: 'today', end: '2026-03-03', resolution: '1d' } as const;
    expect(await client.counts(query, signal)).toMatchObject({ value: [{ in: 4, out: 0 }] });
    const peaks = await client.exportFile('occupancy', 'csv', query, signal);
    expect(peaks.ok && (await contentOf(peaks.value)).toString()).toMatch(/,6\n$/);
  });
});

describe('stored occupancy', () => {
  it.each(['json', 'csv'] as const)('is the most people inside (%s)', async (format) => {
    const { device, client } = await withWalks();
    const query = { start: 'yesterday', end: 'now', resolution: '1d' } as const;
    const file = await client.exportFile('occupancy', format, query, signal);
    const text = file.ok && (await contentOf(file.value)).toString();
    expect(text).toMatch(format === 'csv' ? /,5\n.*,4\n$/ : /"peak":\s*5.*"peak":\s*4/s);
    expect(paths(device)).toEqual([
      `/a3dpc/api/export_occupancy/${format}?start=yesterday&end=now&resolution=day`,
    ]);
  });

  it('comes as a file', async () => {
    const { client } = await withWalks();
    const query = { start: 'yesterday', end: 'today', resolution: '1d' } as const;
    expect(await client.exportFile('occupancy', 'json', query, signal)).toMatchObject({
      value: { mediaType: 'application/json', fileName: 'occupancy-yesterday-today-1d.json' },
    });
  });
});

describe('an export that the device refuses', () => {
  it('says which field it refused and why', async () => {
    const { client } = await setUp({ now: () => Date.parse('2026-03-03T12:00:00Z') });
    const query = { start: '2026-03-09', end: 'today', resolution: '1h' } as const;
    expect(await client.counts(query, signal)).toEqual({
      ok: false,
      error: { kind: 'device', code: 400, message: 'Validation failed: end: Before start' },
    });
  });
});

describe('commands', () => {
  it('restart the countdown of passers-by', async () => {
    const { device, client } = await setUp();
    expect(await client.restartPassthroughCountdown(signal)).toEqual({ ok: true, value: undefined });
    device.set({ passthrough: 'off' });
    const refused = await client.restartPassthroughCountdown(signal);
    expect(refused).toMatchObject({ error: { kind: 'device', code: 1200 } });
  });

  it('distinguish a secondary and an occupancy estimation that is off', async () => {
    const { device, client } = await setUp({ settings: { role: 'secondary' } });
    const isOff = async () => {
      const refused = await client.adjustOccupancy(0, signal);
      if (refused.ok || refused.error.kind !== 'device') throw new Error('expected a refusal');
      return isOccupancyOff(refused.error);
    };
    expect(await isOff()).toBe(false);
    await device.setFault('occupancy-off');
    expect(await isOff()).toBe(true);
  });

  it.each([-1, 1.5, Number.POSITIVE_INFINITY])('never set the occupancy to %d', async (occupancy) => {
    const { device, client } = await setUp();
    expect(await client.adjustOccupancy(occupancy, signal)).toMatchObject({
      error: { kind: 'parameter', parameter: 'occupancy' },
    });
    expect(device.requests).toBe(0);
  });
});

describe('a simulated push', () => {
  /** A receiver that keeps what it is sent. */
  async function receiver() {
    const bodies: string[] = [];
    const tokens: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        bodies.push(Buffer.concat(parts).toString());
        tokens.push(request.headers.authorization);
        response.statusCode = 204;
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/push`, bodies, tokens };
  }

  it.each(['example', 'table'] as const)(
    'arrives as ordered, twice, and counts once (%s)',
    async (pushShape) => {
      let now = Date.parse('2026-03-02T09:07:10Z');
      const { device, client } = await setUp({ now: () => now });
      const { url, bodies, tokens } = await receiver();
      device.walk({ in: 2 });
      // Before the minute that is pushed by more than the second that times are printed to.
      now = Date.parse('2026-03-02T09:07:58Z');
      const polled = await client.occupancy(signal);
      if (!polled.ok) throw new Error('expected an answer');
      const totals = new PushTotals(new Set());
      totals.rebase(snapshotOf(polled.value));
      now = Date.parse('2026-03-02T09:08:10Z');
      device.walk({ in: 3, out: 1 });
      now = Date.parse('2026-03-02T09:10:05Z');
      // Over the control API, as from the command line.
      const body = JSON.stringify({ pushMinutes: 5, pushShape, push: { url, token: 'T', times: 2 } });
      await fetch(`${device.url}/_sim/set`, { method: 'POST', body });
      await expect.poll(() => bodies).toHaveLength(2);
      expect(tokens).toEqual(['Bearer T', 'Bearer T']);
      const pushes = bodies.map((text) => axis3d.parsePush?.(text));
      const [first, second] = pushes.map((push) => {
        if (!push?.ok) throw new Error(JSON.stringify(push?.error));
        return push.value;
      });
      if (first === undefined || second === undefined) throw new Error('expected two pushes');
      expect(first).toEqual(second);
      expect(first.isHint).toBe(true);
      expect(first.intervals.map((interval) => [interval.in, interval.out])).toEqual([
        [0, 0],
        [0, 0],
        [2, 0],
        [3, 1],
        [0, 0],
      ]);
      expect(totals.apply(first).snapshot?.readings).toContainEqual({
        kind: 'count',
        channel: 'main',
        in: 5,
        out: 1,
      });
      expect(totals.apply(second)).toEqual({});
      await vi.waitFor(async () => {
        const state = await (await fetch(`${device.url}/_sim/state`)).json();
        expect(state).toMatchObject({ settings: { sentPushes: [204, 204] } });
      }, 60_000);
    },
  );

  it('says where it did not arrive', async () => {
    const { device } = await setUp();
    device.set({ push: { url: 'http://127.0.0.1:1/push' } });
    await vi.waitFor(async () => {
      const state = await (await fetch(`${device.url}/_sim/state`)).json();
      expect(state).toMatchObject({ settings: { sentPushes: ['ECONNREFUSED'] } });
    }, 60_000);
    expect(() => device.set({ push: { url: 'ftp://127.0.0.1' } })).toThrow();
  });
});
