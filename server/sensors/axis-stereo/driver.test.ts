import { afterEach, describe, expect, it } from 'vitest';
import { axisStereoSimulator } from '#server/simulators/axis-stereo/simulator.ts';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import { axisStereo } from './driver.ts';

const opened: { close?(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

const signal = new AbortController().signal;
const wants = [{ channel: 'main', use: 'auto' }] as const;

async function setUp(options: SimulatorOptions = {}) {
  const credentials = { username: 'op', password: 'secret' };
  const device = await axisStereoSimulator.start({ ...credentials, ...options });
  const http = new DeviceConnection({ origin: device.url, credentials, tls: 'verify', timeoutMs: 1000 });
  const config = {
    site: 'bern',
    id: 'door',
    driver: axisStereo.id,
    url: device.url,
    tls: 'verify',
    pollMs: 1000,
    options: {},
  } as const;
  const driver = axisStereo.create(config, { http, timezone: 'Europe/Zurich' });
  opened.push(device, http, driver);
  return { device, read: () => driver.read(wants, signal), driver };
}

describe('a stereo camera', () => {
  it('gives the counts of its day with one request a poll, once it knows the nonce', async () => {
    const { device, read } = await setUp({ now: () => Date.UTC(2026, 2, 1, 12) });
    device.walk({ in: 12, out: 3 });
    const expected = {
      ok: true,
      value: {
        readings: [{ kind: 'count', channel: 'main', in: 12, out: 3, epoch: '20260301' }],
        serial: 'ACCC8E235294',
      },
    };
    expect(await read()).toMatchObject(expected);
    const before = device.requests;
    expect(await read()).toMatchObject(expected);
    expect(device.requests - before).toBe(1);
  });

  it('starts over at midnight, with another epoch', async () => {
    let nowMs = Date.UTC(2026, 2, 1, 22, 59);
    const { device, read } = await setUp({ now: () => nowMs, timezone: 'Europe/Zurich' });
    device.walk({ in: 12, out: 3 });
    nowMs += 60_000;
    device.walk({ in: 1 });
    expect(await read()).toMatchObject({ value: { readings: [{ in: 1, out: 0, epoch: '20260302' }] } });
  });

  it('has no occupancy that could be set', async () => {
    const { driver } = await setUp();
    expect(driver.occupancyControl).toBeUndefined();
    expect(axisStereo.gives).toEqual(new Set(['count']));
  });

  it.each([
    ['malformed-json', 'invalid'],
    ['html', 'invalid'],
    ['empty', 'invalid'],
    ['negative', 'invalid'],
    ['huge', 'invalid'],
    ['status-401', 'unauthorized'],
    ['status-403', 'forbidden'],
    ['status-404', 'not-found'],
    ['status-429', 'rate-limited'],
    ['status-500', 'http-status'],
    ['half-open', 'timeout'],
  ] as const)('that fails as %s is %s, and gives no number', async (fault, kind) => {
    const { device, read } = await setUp();
    await device.setFault(fault);
    expect(await read()).toMatchObject({ ok: false, error: { kind } });
  });

  it.each(['numbers-as-text', 'stale-nonce', 'wrong-clock'] as const)(
    'is read all the same under %s',
    async (fault) => {
      const { device, read } = await setUp();
      device.walk({ in: 5 });
      await device.setFault(fault);
      expect(await read()).toMatchObject({ value: { readings: [{ in: 5, out: 0 }] } });
    },
  );
});
