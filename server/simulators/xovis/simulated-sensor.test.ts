import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parsePush } from '#server/sensors/xovis/push.ts';
import type { SimulatedDevice, SimulatorOptions } from '../device/simulated-device.ts';
import { xovisSimulator } from './simulator.ts';

const opened: { close(): unknown }[] = [];
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(settings = {}, options: SimulatorOptions = {}): Promise<SimulatedDevice> {
  const device = await xovisSimulator.start({ ...options, settings: { mode: 'v5', ...settings } });
  opened.push(device);
  return device;
}

const call = (device: SimulatedDevice, path: string, headers = {}, method = 'GET') =>
  fetch(`${device.url}/api/v5${path}`, { method, headers });
const logics = '/singlesensor/data/live/logics';

describe('a simulated sensor', () => {
  it('answers as seen in the field, with names of old firmware when asked to', async () => {
    const device = await start(
      { zoneLogics: ['2'], logicNames: '4X' },
      { timezone: 'Europe/Zurich', now: () => Date.UTC(2026, 3, 2, 8) },
    );
    device.walk({ in: 120, out: 97 });
    device.walk({ in: 2 }, '2');
    expect(await (await call(device, logics)).json()).toEqual({
      time: '2026-04-02T10:00:00+02:00',
      logics: [
        {
          id: 1,
          name: 'Main door',
          info: 'XLT_4X_LINE_IN_OUT_COUNT',
          geometries: [{ id: 10, type: 'LINE', name: 'Main door' }],
          counts: [
            { id: 10, name: 'fw', value: 120 },
            { id: 11, name: 'bw', value: 97 },
          ],
        },
        {
          id: 2,
          name: 'Hall',
          info: 'XLT_4X_ZONE_COUNT',
          geometries: [{ id: 20, type: 'ZONE', name: 'Hall' }],
          counts: [{ id: 20, name: 'balance', value: 2 }],
        },
      ],
    });
  });

  it('lets in with a token, or the password, and challenges only who does not say it is a program', async () => {
    const device = await start({}, { username: 'admin', password: 'secret' });
    const refused = await call(device, logics);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Xovis"']);
    const quiet = await call(device, logics, { 'x-requested-with': 'XmlHttpRequest' });
    expect([quiet.status, quiet.headers.get('www-authenticate')]).toEqual([401, null]);
    expect((await call(device, logics, { authorization: basic('admin', 'secret') })).status).toBe(200);
    expect((await call(device, logics, { authorization: basic('admin', 'wrong') })).status).toBe(401);
    const login = await call(device, '/users/login', { authorization: basic('admin', 'secret') }, 'POST');
    const { token, ...life } = (await login.json()) as { token: string };
    expect(life).toEqual({ valid_for: 3600, max_unused_for: 600 });
    const authorization = `Bearer ${token}`;
    expect((await call(device, logics, { authorization })).status).toBe(200);
    expect((await call(device, '/users/login', { authorization }, 'POST')).status).toBe(401);
    await device.setFault('reset-counters');
    expect((await call(device, logics, { authorization })).status).toBe(401);
  });

  it('ends a token after its time, and after a while unused', async () => {
    let nowMs = 1_000_000;
    const device = await start(
      { tokenValidS: 100, tokenUnusedS: 30 },
      { username: 'admin', password: 'secret', now: () => nowMs },
    );
    const logIn = async () => {
      const answer = await call(device, '/users/login', { authorization: basic('admin', 'secret') }, 'POST');
      return `Bearer ${((await answer.json()) as { token: string }).token}`;
    };
    const statusAfter = async (authorization: string, seconds: number) => {
      nowMs += seconds * 1000;
      return (await call(device, logics, { authorization })).status;
    };
    const used = await logIn();
    for (const seconds of [29, 29, 29]) expect(await statusAfter(used, seconds)).toBe(200);
    expect(await statusAfter(used, 20)).toBe(401);
    const unused = await logIn();
    expect(await statusAfter(unused, 30)).toBe(401);
  });

  it('knows only its calls, each by its method', async () => {
    const device = await start();
    expect((await call(device, logics, {}, 'POST')).status).toBe(405);
    expect((await call(device, '/singlesensor/data/live/counts/reset')).status).toBe(405);
    expect((await call(device, '/multisensor/data/live/logics')).status).toBe(404);
    expect((await call(device, '/singlesensor/data/nothing')).status).toBe(404);
    expect((await call(device, '/singlesensor/data/history/logics?begin=2&end=1')).status).toBe(400);
    expect(() => device.set({ mode: 'v6' })).toThrow('mode');
    expect(() => device.set({ mode: 'gateway', zoneLogics: [] })).toThrow('zoneLogics');
    expect((await call(device, logics)).status).toBe(200);
  });

  it('has a past when asked to', async () => {
    const nowMs = Date.UTC(2026, 10, 21, 12);
    const device = await start({ pastHours: 2 }, { now: () => nowMs });
    const query = `begin=${nowMs - 3 * 3_600_000}&end=${nowMs}&resolution_min=60`;
    const answer = await call(device, `/singlesensor/data/history/logics?${query}`);
    const { measurements } = (await answer.json()) as {
      measurements: { records: number; counts: object[] }[];
    };
    expect(measurements.map(({ records }) => records)).toEqual([0, 60, 60]);
    expect(measurements[2]?.counts).toEqual([
      { id: 10, value: 60 },
      { id: 11, value: 60 },
      { id: 20, value: 30 },
    ]);
  });
});

interface Received {
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Somebody who takes pushes, and says `status` to each. */
async function receiver(status = 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      received.push({ authorization: request.headers.authorization, body });
      response.statusCode = status;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/push` };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

describe('a simulated push', () => {
  const nowMs = Date.UTC(2026, 10, 21, 12, 0, 20);

  async function pushed(format: string, settings = {}) {
    let clockMs = nowMs - 60_000;
    const device = await start(settings, { now: () => clockMs, serial: '801F12000001' });
    const channels = device.truth().map(({ channel }) => channel);
    for (const channel of channels) device.walk({ in: 3, out: 1 }, channel);
    clockMs = nowMs;
    const { received, url } = await receiver();
    device.set({ push: { url, format } });
    await expect.poll(() => received.length).toBe(1);
    const parsed = parsePush(received[0]!.body);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    return parsed.value;
  }

  const minute = { fromMs: nowMs - 80_000, toMs: nowMs - 20_000 };

  it('of LOGICS is what was counted in the last minutes', async () => {
    expect(await pushed('logics')).toMatchObject({
      serial: '801F12000001',
      intervals: [{ channel: '1', ...minute, in: 3, out: 1 }],
      levels: [{ reading: { channel: '2', occupancy: 2 }, atMs: minute.toMs }],
    });
  });

  it('in the older format is the same of the lines', async () => {
    expect(await pushed('legacy')).toMatchObject({
      intervals: [{ channel: '1', ...minute, in: 3, out: 1 }],
      levels: [],
    });
  });

  it('of LIVE_DATA is somebody who comes in now', async () => {
    expect(await pushed('live-data')).toMatchObject({
      intervals: [],
      events: [{ type: 'forward', atMs: nowMs }],
    });
  });

  it('that tests the connection is empty', async () => {
    expect(await pushed('connection-test')).toMatchObject({ ignored: ['connection_test'] });
  });

  it('of a gateway is a webhook with the people in a zone', async () => {
    expect(await pushed('webhook', { mode: 'gateway' })).toMatchObject({
      levels: [{ reading: { channel: 'entrance_a', occupancy: 2 }, atMs: nowMs }],
    });
  });

  it('goes out on demand over the control API, with its token, as often as asked, the same each time', async () => {
    const device = await start();
    const { received, url } = await receiver(401);
    const control = (path: string, body?: object) =>
      fetch(`${device.url}/_sim/${path}`, body && { method: 'POST', body: JSON.stringify(body) });
    const push = { url, token: 'T', format: 'logics', times: 3 };
    expect((await control('set', { push })).status).toBe(200);
    await expect.poll(() => received.length).toBe(3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(received[0]?.authorization).toBe('Bearer T');
    const sent = async () => ((await (await control('state')).json()) as { settings: object }).settings;
    await expect.poll(sent).toMatchObject({ sentPushes: Array(3).fill({ format: 'logics', answer: 401 }) });
    expect((await control('set', { push: { ...push, format: 'webhook' } })).status).toBe(400);
    expect((await control('set', { push: { ...push, url: 'ftp://x' } })).status).toBe(400);
  });

  it('to nobody is reported in the state', async () => {
    const device = await start();
    const { url } = await receiver();
    const closed = new URL(url);
    await (opened.pop()?.close() as Promise<void>);
    device.set({ push: { url: closed.href, format: 'logics' } });
    const settings = async () =>
      ((await (await fetch(`${device.url}/_sim/state`)).json()) as { settings: object }).settings;
    await expect.poll(settings).toMatchObject({ sentPushes: [{ format: 'logics', answer: 'ECONNREFUSED' }] });
  });
});
