import { afterEach, describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { SensorConfig, SensorDriver } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import { testTls } from '../http/test-device.ts';
import type { Snapshot } from '../reading.ts';
import type { SimulatedDevice, SimulatorOptions } from '../simulation/simulated-device.ts';
import { AutoDriver } from './auto-driver.ts';
import type { ResettableDriver } from './counter-reset.ts';
import { xovis } from './driver.ts';
import { xovisSimulator } from './simulator.ts';

const opened: { close(): Promise<void> }[] = [];
const signal = new AbortController().signal;
const credentials = { username: 'admin', password: 'secret' };

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface Configured extends Pick<SensorConfig, 'username' | 'password'> {
  readonly path?: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

function driverOf(device: SimulatedDevice, { path = '', options = {}, ...signIn }: Configured = {}) {
  const http = new DeviceConnection({ origin: device.url, tls: 'insecure', timeoutMs: 1000 });
  const config: SensorConfig = {
    site: 'bern',
    id: 'hall',
    driver: 'xovis',
    url: `${device.url}${path}`,
    tls: 'insecure',
    pollMs: 5000,
    options: xovis.optionsSchema.parse(options),
    ...signIn,
  };
  const driver = xovis.create(config, { http, timezone: 'Europe/Zurich' });
  opened.push(http, driver);
  return driver;
}

async function start(options: SimulatorOptions = {}): Promise<SimulatedDevice> {
  const device = await xovisSimulator.start(options);
  opened.push(device);
  return device;
}

const startSensor = (settings = {}, options: SimulatorOptions = {}) =>
  start({ tls: testTls, ...credentials, ...options, settings: { mode: 'v5', ...settings } });

const read = (driver: SensorDriver, ...channels: string[]): Promise<Result<Snapshot, SensorError>> =>
  driver.read(
    channels.map((channel) => ({ channel, use: 'auto' })),
    signal,
  );

const callsOf = (device: SimulatedDevice) => device.seen.map(({ path, status }) => `${path} ${status}`);
const apiPaths = { occupancy: '/api/v1/occupancy/current', logics: '/api/v5/singlesensor/data/live/logics' };

describe('a gateway', () => {
  const gateway = { path: '/api/v1', options: { mode: 'gateway', apiKey: 'K' } };

  it('is asked for its queues only where one is wanted, and for its zones only where one is', async () => {
    const device = await start({ token: 'K', settings: { queues: ['till'] } });
    device.walk({ in: 2 }, 'hall');
    device.walk({ in: 5 }, 'queue:till');
    const driver = driverOf(device, gateway);
    expect(await read(driver, 'queue:till')).toMatchObject({
      value: { readings: [{ kind: 'level', channel: 'queue:till', occupancy: 5 }] },
    });
    expect(callsOf(device)).toEqual(['/api/v1/queue/status 200']);
    const both = await read(driver, 'hall', 'queue:till');
    expect(both.ok && both.value.readings.map(({ channel }) => channel)).toEqual([
      'entrance_a',
      'hall',
      'lounge',
      'queue:till',
    ]);
    expect(await read(driver, 'hall')).toMatchObject({ ok: true });
    expect(callsOf(device).slice(1)).toEqual([
      '/api/v1/occupancy/current 200',
      '/api/v1/queue/status 200',
      '/api/v1/occupancy/current 200',
    ]);
  });

  it('shows zones and queues to who looks for something to want', async () => {
    const device = await start({ token: 'K', settings: { queues: ['till'] } });
    const all = await read(driverOf(device, gateway));
    expect(all.ok && all.value.readings.map(({ channel }) => channel)).toContain('queue:till');
    expect(all.ok && all.value.channelNames?.get('queue:till')).toBe('till');
  });

  it('whose queue is broken is an error for who wants the queue', async () => {
    const device = await start({ token: 'K', settings: { queues: ['till'] } });
    const driver = driverOf(device, gateway);
    await device.setFault('huge');
    expect(await read(driver, 'queue:till')).toMatchObject({
      error: { kind: 'invalid', field: 'data[0].queue_length' },
    });
  });

  it('has no counters to reset, and no occupancy to set', async () => {
    const driver = driverOf(await start(), { path: '/api/v1', options: { mode: 'gateway' } });
    expect(driver.occupancyControl).toBeUndefined();
    expect('counterReset' in driver).toBe(false);
  });
});

describe('a sensor', () => {
  const v5 = { ...credentials, options: { mode: 'v5' } };

  it('gives lines as counts, zones as levels, and its serial, asked for once', async () => {
    const device = await startSensor({}, { serial: '801F12D530DC' });
    device.walk({ in: 12, out: 3 }, '1');
    device.walk({ in: 4 }, '2');
    const driver = driverOf(device, v5);
    for (let poll = 0; poll < 2; poll += 1) {
      expect(await read(driver, '1', '2')).toMatchObject({
        value: {
          serial: '801F12D530DC',
          readings: [
            { kind: 'count', channel: '1', in: 12, out: 3 },
            { kind: 'level', channel: '2', occupancy: 4 },
          ],
        },
      });
    }
    expect(callsOf(device).filter((call) => call.includes('device/info'))).toHaveLength(1);
  });

  it('that is another one after a login has another serial in the same answer', async () => {
    const one = await startSensor({}, { serial: '000000000001' });
    const driver = driverOf(one, v5);
    expect(await read(driver, '1')).toMatchObject({ value: { serial: '000000000001' } });
    const port = Number(new URL(one.url).port);
    await one.close();
    await startSensor({}, { serial: '000000000002', port });
    expect(await read(driver, '1')).toMatchObject({ value: { serial: '000000000002' } });
  });

  it('goes on counting when its counters are reset in the middle of the day', async () => {
    const device = await startSensor();
    const driver = driverOf(device, v5);
    device.walk({ in: 12, out: 3 }, '1');
    await read(driver, '1');
    await device.setFault('reset-counters');
    device.walk({ in: 1 }, '1');
    expect(await read(driver, '1')).toMatchObject({ value: { readings: [{ in: 1, out: 0 }, {}] } });
  });

  it('resets a line and tells what it had counted, so that nothing is lost', async () => {
    const device = await startSensor();
    const driver = driverOf(device, v5);
    const { counterReset } = resettable(driver);
    expect(counterReset.canReset('1')).toBe(false);
    await read(driver, '1');
    expect([counterReset.canReset('1'), counterReset.canReset('2'), counterReset.canReset('9')]).toEqual([
      true,
      false,
      false,
    ]);
    device.walk({ in: 7, out: 2 }, '1');
    expect(await counterReset.reset('1', signal)).toMatchObject({
      value: { readings: [{ channel: '1', in: 7, out: 2 }, {}] },
    });
    expect(await read(driver, '1')).toMatchObject({
      value: { readings: [{ channel: '1', in: 0, out: 0 }, {}] },
    });
    expect(await counterReset.reset('2', signal)).toMatchObject({ error: { kind: 'no-channel' } });
    await device.setFault('status-403');
    expect(await counterReset.reset('1', signal)).toMatchObject({ error: { kind: 'forbidden' } });
  });

  it('cannot have its occupancy set', async () => {
    expect(driverOf(await startSensor(), v5).occupancyControl).toBeUndefined();
  });

  it('refuses to be spoken to with a password over plain HTTP', async () => {
    const device = await start({ ...credentials, settings: { mode: 'v5' } });
    expect(await read(driverOf(device, v5), '1')).toEqual({ ok: false, error: { kind: 'basic-over-http' } });
    expect(device.requests).toBe(0);
  });
});

describe('mode auto', () => {
  it('finds a gateway by its key, and stays with it', async () => {
    const device = await start({ token: 'K', settings: { apiKeyHeader: 'apikey' } });
    const driver = driverOf(device, { path: '/api/v1', options: { apiKey: 'K' } });
    for (let poll = 0; poll < 3; poll += 1) expect(await read(driver, 'hall')).toMatchObject({ ok: true });
    expect(callsOf(device)).toEqual(Array(3).fill(`${apiPaths.occupancy} 200`));
    expect(resettable(driver).counterReset.canReset('hall')).toBe(false);
  });

  it('finds a sensor by its password, and stays with it', async () => {
    const device = await startSensor();
    const driver = driverOf(device, credentials);
    for (let poll = 0; poll < 3; poll += 1) expect(await read(driver, '1')).toMatchObject({ ok: true });
    expect(callsOf(device)).toEqual([
      '/api/v5/users/login 200',
      `${apiPaths.logics} 200`,
      '/api/v5/device/info 200',
      `${apiPaths.logics} 200`,
      `${apiPaths.logics} 200`,
    ]);
    expect(resettable(driver).counterReset.canReset('1')).toBe(true);
    expect(await resettable(driver).counterReset.reset('1', signal)).toMatchObject({ ok: true });
  });

  it('finds what is configured in an unlikely way, too', async () => {
    const openSensor = await start({ settings: { mode: 'v5' } });
    expect(await read(driverOf(openSensor), '1')).toMatchObject({ ok: true });
    const gateway = await start();
    expect(await read(driverOf(gateway, { ...credentials, path: '/api/v1' }), 'hall')).toMatchObject({
      ok: true,
    });
    const named = await startSensor();
    expect(
      await read(driverOf(named, { ...credentials, path: '/api/v5', options: { apiKey: 'K' } }), '1'),
    ).toMatchObject({ ok: true });
    expect(named.seen[0]?.path).toBe('/api/v5/users/login');
  });

  it('finds a gateway of which only the host is given, and a sensor at the path of a gateway', async () => {
    const gateway = await start({ token: 'K', settings: { apiKeyHeader: 'apikey' } });
    const found = driverOf(gateway, { options: { apiKey: 'K' } });
    expect(await read(found, 'hall')).toMatchObject({ ok: true });
    expect(callsOf(gateway)).toEqual([`${apiPaths.occupancy} 200`]);
    gateway.set({ basePath: '' });
    expect(await read(driverOf(gateway, { options: { apiKey: 'K' } }), 'hall')).toMatchObject({ ok: true });
    const sensor = await startSensor();
    expect(await read(driverOf(sensor, { ...credentials, path: '/api/v1' }), '1')).toMatchObject({
      ok: true,
    });
  });

  it('says what refused it, and finds it once the sign-in is right', async () => {
    const device = await startSensor();
    const wrong = driverOf(device, { ...credentials, password: 'wrong' });
    expect(await read(wrong, '1')).toEqual({ ok: false, error: { kind: 'unauthorized', status: 401 } });
    const plain = await start({ ...credentials, settings: { mode: 'v5' } });
    expect(await read(driverOf(plain, credentials), '1')).toEqual({
      ok: false,
      error: { kind: 'basic-over-http' },
    });
    expect(await read(driverOf(device, credentials), '1')).toMatchObject({ ok: true });
  });

  it.each(['half-open', 'status-500', 'status-429'] as const)(
    'decides nothing while the device has the fault %s, and asks no further',
    async (fault) => {
      const device = await startSensor();
      const driver = driverOf(device, credentials);
      await device.setFault(fault);
      expect((await read(driver, '1')).ok).toBe(false);
      expect(device.requests).toBe(1);
      await device.setFault(null);
      expect(await read(driver, '1')).toMatchObject({ ok: true });
    },
  );

  it('says what is wrong with a device that speaks neither', async () => {
    const device = await start({ settings: { basePath: '/elsewhere' } });
    expect(await read(driverOf(device, { path: '/api/v1' }), 'a')).toEqual({
      ok: false,
      error: { kind: 'not-found', path: apiPaths.occupancy },
    });
  });

  it('stays with a protocol whose answer has a fault inside', async () => {
    const device = await start({ settings: {} });
    const driver = driverOf(device, { path: '/api/v1' });
    await device.setFault('huge');
    expect(await read(driver, 'hall')).toMatchObject({ error: { field: 'data[1].current_people' } });
    expect(callsOf(device)).toEqual([`${apiPaths.occupancy} 200`]);
    await device.setFault('status-404');
    await read(driver, 'hall');
    expect(device.requests).toBe(2);
  });

  it('closes what it opened', async () => {
    const closed: string[] = [];
    const candidate = (name: string) => ({
      driver: {
        read: async () => fail({ kind: 'not-found', path: name } as const),
        close: async () => void closed.push(name),
        pastCounts: { longestMs: 1, fetch: async () => ok([]) },
      },
      signsIn: false,
    });
    const driver = new AutoDriver([candidate('one'), candidate('other')]);
    expect(await read(driver, 'a')).toEqual({ ok: false, error: { kind: 'not-found', path: 'one' } });
    expect(await driver.counterReset.reset('a', signal)).toMatchObject({ error: { kind: 'no-channel' } });
    await driver.close();
    expect(closed).toEqual(['one', 'other']);
  });
});

function resettable(driver: SensorDriver): ResettableDriver {
  if (!('counterReset' in driver)) throw new Error('no counters to reset');
  return driver as ResettableDriver;
}
