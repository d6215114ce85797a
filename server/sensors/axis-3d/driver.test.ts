import { afterEach, describe, expect, it } from 'vitest';
import { axis3dSimulator, generalErrors } from '#server/simulators/axis-3d/simulator.ts';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import type { SensorDriver, Use } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import type { DeviceHttp, DeviceRequest } from '../http/device-http.ts';
import { testHttp } from '../http/test-http.ts';
import { axis3d } from './driver.ts';

const opened: { close?(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

async function setUp(options: SimulatorOptions = {}) {
  const credentials = { username: 'op', password: 'secret' };
  const device = await axis3dSimulator.start({ ...credentials, ...options });
  const http = new DeviceConnection({ origin: device.url, credentials, tls: 'verify', timeoutMs: 30_000 });
  const driver = driverOver(http, device.url);
  opened.push(device, http, driver);
  return { device, driver };
}

function driverOver(http: DeviceHttp, url = 'http://127.0.0.1'): SensorDriver {
  const config = {
    site: 'bern',
    id: 'door',
    driver: 'axis-3d',
    url,
    tls: 'verify',
    pollMs: 1000,
    options: {},
  } as const;
  return axis3d.create(config, { http, timezone: 'Europe/Zurich' });
}

/** A device that gives every request the same answer, and keeps what it was asked. */
function answering(text: string) {
  const asked: DeviceRequest[] = [];
  const http = testHttp(async (request) => {
    asked.push(request);
    return { ok: true, value: { status: 200, headers: {}, text } };
  });
  return { asked, driver: driverOver(http) };
}

const signal = new AbortController().signal;
const read = (driver: SensorDriver, use: Use) => driver.read([{ channel: 'main', use }], signal);
const set = (driver: SensorDriver, occupancy: number) =>
  driver.occupancyControl?.set('main', occupancy, signal);

describe('reading', () => {
  it.each(['auto', 'level', 'count'] as const)('gives level and count in one request (%s)', async (use) => {
    const { device, driver } = await setUp({ serial: 'b8:a4:4f:00:00:01', timezone: 'Europe/Zurich' });
    device.walk({ in: 9, out: 4 });
    await read(driver, use);
    const before = device.requests;
    expect(await read(driver, use)).toMatchObject({
      value: {
        readings: [
          { kind: 'level', channel: 'main', occupancy: 5, totals: { in: 9, out: 4 } },
          { kind: 'count', channel: 'main', in: 9, out: 4 },
        ],
        serial: 'B8A44F000001',
        deviceTime: expect.stringMatching(/[+]0[12]:00$/),
      },
    });
    expect(device.requests - before).toBe(1);
  });

  it('says that occupancy is switched off, as the device reports it in a 200', async () => {
    const { device, driver } = await setUp();
    await device.setFault('occupancy-off');
    expect(await read(driver, 'level')).toEqual({
      ok: false,
      error: { kind: 'switched-off', feature: 'occupancy' },
    });
  });

  it('passes on another error in a 200, with its code', async () => {
    const { device, driver } = await setUp();
    await device.setFault('error-in-200');
    expect(await read(driver, 'level')).toEqual({
      ok: false,
      error: { kind: 'device', code: 1100, message: 'Internal error' },
    });
  });

  it('takes an answer without totals as a level, but not where a count is wanted', async () => {
    const { driver } = answering('{"occupancy":3,"total_in":7}');
    expect(await read(driver, 'auto')).toMatchObject({
      value: { readings: [{ kind: 'level', occupancy: 3 }] },
    });
    expect(await read(driver, 'count')).toMatchObject({ error: { kind: 'invalid', field: 'total_out' } });
  });

  it.each(['html', 'empty', 'malformed-json', 'negative', 'huge'] as const)(
    'never makes a number of an answer spoilt as %s',
    async (fault) => {
      const { device, driver } = await setUp();
      device.walk({ in: 5 });
      await device.setFault(fault);
      expect(await read(driver, 'count')).toMatchObject({ error: { kind: 'invalid' } });
    },
  );
});

describe('setting the occupancy', () => {
  it.each(['example', 'table'])(
    'is taken, and visible later, with the answer of the %s',
    async (adjustAnswer) => {
      let now = 1_000_000;
      const { device, driver } = await setUp({
        now: () => now,
        settings: { adjustAnswer, adjustDelayMs: 500 },
      });
      device.walk({ in: 8 });
      expect(await set(driver, 2)).toEqual({ ok: true, value: undefined });
      expect(await read(driver, 'level')).toMatchObject({ value: { readings: [{ occupancy: 8 }, {}] } });
      now += 500;
      expect(await read(driver, 'level')).toMatchObject({
        value: { readings: [{ occupancy: 2 }, { in: 8 }] },
      });
    },
  );

  it('asks as the vendor prints it, with a context of its own each time', async () => {
    const { asked, driver } = answering('{"apiVersion":"1.0","method":"adjustOccupancy"}');
    await set(driver, 0);
    await set(driver, 12);
    const bodies = asked.map(({ method, path, body }) => ({ method, path, ...JSON.parse(body ?? '') }));
    expect(bodies[1]).toEqual({
      path: '/axis-cgi/a3dpc.cgi',
      apiVersion: '1',
      context: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'adjustOccupancy',
      params: { occupancy: 12 },
    });
    expect(asked.every((request) => request.method === 'POST')).toBe(true);
    expect(bodies[0].context).not.toBe(bodies[1].context);
  });

  it('passes on that a secondary was asked, and that occupancy is off, with code 1200', async () => {
    const { device, driver } = await setUp({ settings: { role: 'secondary' } });
    expect(await set(driver, 0)).toEqual({
      ok: false,
      error: {
        kind: 'device',
        code: 1200,
        message: 'Device is configured as occupancy secondary, adjust occupancy on primary device.',
      },
    });
    await device.setFault('occupancy-off');
    expect(await set(driver, 0)).toMatchObject({
      error: { code: 1200, message: 'Occupancy estimation is off, turn it on to use this feature.' },
    });
  });

  it.each(Object.entries(generalErrors))('passes on general code %s', async (code, message) => {
    const { driver } = await setUp({ settings: { cgiError: Number(code) } });
    expect(await set(driver, 0)).toEqual({
      ok: false,
      error: { kind: 'device', code: Number(code), message },
    });
  });

  it.each(['', 'OK', '<html></html>', '[]', '"done"'])('does not take %j for a success', async (text) => {
    expect(await set(answering(text).driver, 0)).toMatchObject({ error: { kind: 'invalid' } });
  });
});

describe('the simulated CGI', () => {
  async function call(body: string) {
    const device = await axis3dSimulator.start({});
    opened.push(device);
    const answer = await fetch(`${device.url}/axis-cgi/a3dpc.cgi`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { error?: { code: number } };
  }

  it.each([
    ['{', 2101],
    ['{"apiVersion":"2","method":"adjustOccupancy"}', 2100],
    ['{"apiVersion":"1","method":"dance"}', 2102],
    ['{"apiVersion":"1","method":"adjustOccupancy"}', 2103],
    ['{"apiVersion":"1","method":"adjustOccupancy","params":{"occupancy":-1}}', 2104],
  ])('answers %s with code %i', async (body, code) => {
    expect((await call(body)).error?.code).toBe(code);
  });
});
