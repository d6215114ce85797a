import { describe, expect, it } from 'vitest';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import { V5Client } from './client.ts';
import { credentials, opened, setUp as setUpClient, signal } from './test-client.ts';

const setUp = (options: Parameters<typeof setUpClient>[0] = {}) =>
  setUpClient({ timeoutMs: 1000, ...options });
const seenOf = (device: SimulatedDevice) =>
  device.seen.map(({ method, path, status }) => `${method} ${path.replace('/api/v5', '')} ${status}`);
const logics = 'GET /singlesensor/data/live/logics';
const login = 'POST /users/login';

describe('signing in at a sensor', () => {
  it('is one login for many requests', async () => {
    const { device, client } = await setUp();
    await client.liveLogics(signal);
    await Promise.all([client.liveLogics(signal), client.liveLogics(signal)]);
    expect(seenOf(device)).toEqual([`${login} 200`, `${logics} 200`, `${logics} 200`, `${logics} 200`]);
    expect(client.logins).toBe(1);
  });

  it('is one login when many ask at once', async () => {
    const { device, client } = await setUp();
    await Promise.all([client.liveLogics(signal), client.liveCounts(signal), client.deviceInfo(signal)]);
    expect(seenOf(device).filter((line) => line.startsWith(login))).toHaveLength(1);
  });

  it('goes on for the others when who began it gives up', async () => {
    const { device, client } = await setUp();
    await device.setFault('half-open');
    const abort = new AbortController();
    const first = client.liveLogics(abort.signal);
    const second = client.liveLogics(signal);
    await device.setFault(null);
    abort.abort();
    expect(await first).toMatchObject({ error: { kind: 'unreachable', detail: 'aborted' } });
    expect(await second).toMatchObject({ ok: true });
  });

  it('is renewed before the token ends', async () => {
    let ms = 0;
    const { device, client } = await setUp({
      options: { now: () => 1_000_000 + ms },
      settings: { tokenValidS: 100, tokenUnusedS: 100 },
      client: { monotonic: () => ms },
    });
    await client.liveLogics(signal);
    ms = 89_000;
    await client.liveLogics(signal);
    ms = 91_000;
    await client.liveLogics(signal);
    expect(seenOf(device)).toEqual([
      `${login} 200`,
      `${logics} 200`,
      `${logics} 200`,
      `${login} 200`,
      `${logics} 200`,
    ]);
  });

  it('is renewed after a pause that is too long for the token', async () => {
    let ms = 0;
    const { device, client } = await setUp({
      options: { now: () => 1_000_000 + ms },
      settings: { tokenValidS: 86_400, tokenUnusedS: 600 },
      client: { monotonic: () => ms },
    });
    await client.liveLogics(signal);
    ms += 500_000;
    await client.liveLogics(signal);
    ms += 545_000;
    await client.liveLogics(signal);
    expect(seenOf(device).map((line) => line.split(' ').at(-1))).toEqual(['200', '200', '200', '200', '200']);
    expect(client.logins).toBe(2);
  });

  it('is done once more when the sensor has restarted and knows the token no more', async () => {
    const { device, client } = await setUp();
    await client.liveLogics(signal);
    await device.setFault('reset-counters');
    expect(await client.liveLogics(signal)).toMatchObject({ ok: true });
    expect(seenOf(device).slice(2)).toEqual([`${logics} 401`, `${login} 200`, `${logics} 200`]);
  });

  it('ends with the second 401: the token is new and the sensor still refuses', async () => {
    const { device, client } = await setUp({ settings: { tokenValidS: 0 } });
    expect(await client.liveLogics(signal)).toEqual({
      ok: false,
      error: { kind: 'unauthorized', status: 401 },
    });
    expect(seenOf(device)).toEqual([`${login} 200`, `${logics} 401`]);
  });

  it('ends with a second 401 after a token that was good before', async () => {
    const { device, client } = await setUp();
    await client.liveLogics(signal);
    device.set({ tokenValidS: 0 });
    expect(await client.liveLogics(signal)).toMatchObject({ error: { kind: 'unauthorized' } });
    expect(seenOf(device).slice(2)).toEqual([`${logics} 401`, `${login} 200`, `${logics} 401`]);
    device.set({ tokenValidS: 60 });
    expect(await client.liveLogics(signal)).toMatchObject({ ok: true });
  });

  it('tries a wrong password once a request', async () => {
    const wrong = { ...credentials, password: 'wrong' };
    const { device, client } = await setUp({ client: { credentials: wrong } });
    expect(await client.liveLogics(signal)).toEqual({
      ok: false,
      error: { kind: 'unauthorized', status: 401 },
    });
    expect(seenOf(device)).toEqual([`${login} 401`]);
  });

  it('sends the password with each request where there is no login', async () => {
    const { device, client } = await setUp({ settings: { hasLogin: false } });
    await client.liveLogics(signal);
    expect(await client.liveLogics(signal)).toMatchObject({ ok: true });
    expect(seenOf(device)).toEqual([`${login} 404`, `${logics} 200`, `${logics} 200`]);
  });

  it('never sends a password unencrypted', async () => {
    const device = await xovisSimulator.start({ ...credentials, settings: { mode: 'v5' } });
    const http = new DeviceConnection({ origin: device.url, tls: 'verify' });
    opened.push(device, http);
    const client = new V5Client(http, { url: device.url, credentials, scope: 'singlesensor' });
    expect(await client.liveLogics(signal)).toEqual({ ok: false, error: { kind: 'basic-over-http' } });
    expect(device.requests).toBe(0);
  });

  it('is not done where no password is configured', async () => {
    const device = await xovisSimulator.start({ settings: { mode: 'v5' } });
    const http = new DeviceConnection({ origin: device.url, tls: 'verify' });
    opened.push(device, http);
    const client = new V5Client(http, { url: device.url, scope: 'singlesensor' });
    expect(await client.liveLogics(signal)).toMatchObject({ ok: true });
    expect(seenOf(device)).toEqual([`${logics} 200`]);
  });

  it('with a login that answers nonsense is invalid, not a token', async () => {
    const { device, client } = await setUp();
    await device.setFault('error-in-200');
    expect(await client.liveLogics(signal)).toMatchObject({ error: { kind: 'invalid', field: 'token' } });
  });
});
