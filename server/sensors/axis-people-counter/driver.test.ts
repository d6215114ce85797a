import { afterEach, describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import type { SensorDriver, Use } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import type { Snapshot } from '../reading.ts';
import { axisPeopleCounter } from './driver.ts';

const opened: { close?(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

async function setUp(options: SimulatorOptions = {}) {
  const device = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret', ...options });
  opened.push(device);
  return { device, driver: driverOf(device) };
}

function driverOf(device: SimulatedDevice): SensorDriver {
  const credentials = { username: device.username ?? '', password: device.password ?? '' };
  const http = new DeviceConnection({ origin: device.url, credentials, tls: 'verify', timeoutMs: 1000 });
  const config = {
    site: 'bern',
    id: 'door',
    driver: axisPeopleCounter.id,
    url: device.url,
    tls: 'verify',
    pollMs: 1000,
    options: {},
  } as const;
  const driver = axisPeopleCounter.create(config, { http, timezone: 'Europe/Zurich' });
  opened.push(http, driver);
  return driver;
}

const signal = new AbortController().signal;

function read(driver: SensorDriver, ...uses: Use[]): Promise<Result<Snapshot, SensorError>> {
  return driver.read(
    uses.map((use) => ({ channel: 'main', use })),
    signal,
  );
}

/** The paths asked and answered with 200, without the application's root. */
function answered(device: SimulatedDevice): string[] {
  return device.seen.filter((request) => request.status === 200).map(({ path }) => path.replace(/^.*\?/, ''));
}

describe('reading', () => {
  it('asks live-sum.json alone for counts, and gives them with the date of the device', async () => {
    const now = () => Date.UTC(2026, 2, 1, 23, 30);
    const { device, driver } = await setUp({ now, timezone: 'Europe/Zurich', serial: '00408CAC512B' });
    device.walk({ in: 12, out: 3 });
    expect(await read(driver, 'count')).toMatchObject({
      ok: true,
      value: {
        readings: [{ kind: 'count', channel: 'main', in: 12, out: 3, epoch: '20260302' }],
        serial: '00408CAC512B',
        deviceTime: '20260302003000',
      },
    });
    expect(answered(device)).toEqual(['live-sum.json']);
  });

  it('starts the counts over at the midnight of the device, and keeps the people inside', async () => {
    let now = Date.UTC(2026, 2, 1, 22, 59);
    const { device, driver } = await setUp({ now: () => now, timezone: 'Europe/Zurich' });
    device.walk({ in: 12, out: 3 });
    now += 2 * 60_000;
    device.walk({ in: 1 });
    expect(await read(driver, 'count', 'level')).toMatchObject({
      value: { readings: [{ occupancy: 10 }, { in: 1, out: 0, epoch: '20260302' }] },
    });
  });

  it('asks live-occupancy.json alone for levels, in both spellings, below 0 too', async () => {
    for (const spelling of ['joined', 'spaced']) {
      const { device, driver } = await setUp({ settings: { spelling } });
      device.walk({ in: 2, out: 5 });
      expect(await read(driver, 'level')).toMatchObject({
        value: { readings: [{ kind: 'level', occupancy: -3, totals: { in: 2, out: 5 } }] },
      });
      expect(answered(device)).toEqual(['live-occupancy.json']);
    }
  });

  it('asks both where both are wanted', async () => {
    const { device, driver } = await setUp();
    device.walk({ in: 4, out: 1 });
    const both = await read(driver, 'auto', 'count');
    expect(both).toMatchObject({
      value: {
        readings: [
          { kind: 'level', occupancy: 3 },
          { kind: 'count', in: 4 },
        ],
      },
    });
    expect(answered(device).sort()).toEqual(['live-occupancy.json', 'live-sum.json']);
  });

  it('has people at a secondary in the occupancy of the primary, not in its own counts', async () => {
    const { device, driver } = await setUp();
    device.walk({ in: 4 });
    device.walk({ in: 3, out: 1 }, 'secondary');
    expect(await read(driver, 'level', 'count')).toMatchObject({
      value: {
        readings: [
          { occupancy: 6, totals: { in: 7, out: 1 } },
          { in: 4, out: 0 },
        ],
      },
    });
  });

  it('needs one request a poll once it has signed in', async () => {
    const { device, driver } = await setUp({ digest: 'SHA-256' });
    await read(driver, 'auto');
    const before = device.requests;
    for (let poll = 0; poll < 5; poll += 1) expect(await read(driver, 'auto')).toMatchObject({ ok: true });
    expect(device.requests - before).toBe(5);
  });
});

describe('auto', () => {
  it('is the level where the device offers it, and stays it when the device stops', async () => {
    const { device, driver } = await setUp();
    device.walk({ in: 2 });
    expect(await read(driver, 'auto')).toMatchObject({ value: { readings: [{ kind: 'level' }] } });
    for (const offAnswer of ['not-found', 'empty']) {
      device.set({ offAnswer });
      await device.setFault('occupancy-off');
      expect(await read(driver, 'auto')).toEqual({
        ok: false,
        error: { kind: 'switched-off', feature: 'occupancy' },
      });
      await device.setFault(null);
      expect(await read(driver, 'auto')).toMatchObject({ value: { readings: [{ occupancy: 2 }] } });
    }
  });

  it.each(['not-found', 'empty'])(
    'is the count where the occupancy is %s at first, and stays it',
    async (offAnswer) => {
      const { device, driver } = await setUp({ settings: { offAnswer } });
      await device.setFault('occupancy-off');
      expect(await read(driver, 'auto')).toMatchObject({ value: { readings: [{ kind: 'count' }] } });
      await device.setFault(null);
      const before = device.requests;
      expect(await read(driver, 'auto')).toMatchObject({ value: { readings: [{ kind: 'count' }] } });
      expect(device.requests - before).toBe(1);
    },
  );

  it.each(['status-404', 'empty', 'status-500', 'half-open'] as const)(
    'is not decided by a first contact that fails as %s',
    async (fault) => {
      const { device, driver } = await setUp();
      await device.setFault(fault);
      expect((await read(driver, 'auto')).ok).toBe(false);
      await device.setFault(null);
      const healed = await expectSoon(() => read(driver, 'auto'));
      expect(healed).toMatchObject({ value: { readings: [{ kind: 'level' }] } });
    },
  );
});

describe('a wanted level that the device does not offer', () => {
  it.each(['not-found', 'empty'])('is switched off where the counts answer (%s)', async (offAnswer) => {
    const { device, driver } = await setUp({ settings: { offAnswer } });
    await device.setFault('occupancy-off');
    expect(await read(driver, 'level')).toEqual({
      ok: false,
      error: { kind: 'switched-off', feature: 'occupancy' },
    });
  });

  it('is not found where nothing of the application is', async () => {
    const { device, driver } = await setUp();
    await device.setFault('status-404');
    expect(await read(driver, 'level')).toMatchObject({ error: { kind: 'not-found' } });
  });
});

describe('the paths of the firmware', () => {
  it.each(['local', 'root', 'old'])('are found once and remembered (%s)', async (paths) => {
    const { device, driver } = await setUp({ settings: { paths } });
    device.walk({ in: 3 });
    const expected = { value: { readings: [{ occupancy: 3 }, { in: 3 }] } };
    expect(await read(driver, 'level', 'count')).toMatchObject(expected);
    const before = device.requests;
    expect(await read(driver, 'level', 'count')).toMatchObject(expected);
    expect(device.requests - before).toBe(2);
  });

  it('are looked for again when a new firmware has moved them', async () => {
    const { device, driver } = await setUp({ settings: { paths: 'old' } });
    await read(driver, 'count');
    device.set({ paths: 'local' });
    expect(await read(driver, 'count')).toMatchObject({ ok: true });
  });

  it('are not looked for elsewhere after an answer other than 404', async () => {
    const { device, driver } = await setUp();
    await device.setFault('status-500');
    expect(await read(driver, 'count')).toMatchObject({ error: { kind: 'http-status', status: 500 } });
    expect(new Set(device.seen.map((request) => request.path)).size).toBe(1);
  });
});

describe('setting the occupancy', () => {
  it('can be done for main alone', async () => {
    const { driver } = await setUp();
    expect(driver.occupancyControl?.canSet('main')).toBe(true);
    expect(driver.occupancyControl?.canSet('other')).toBe(false);
  });

  it.each(['json', 'text', 'empty'])('is taken when the device answers %s', async (resetAnswer) => {
    const { device, driver } = await setUp({ settings: { resetAnswer } });
    device.walk({ in: 9 });
    expect(await driver.occupancyControl?.set('main', 4, signal)).toEqual({ ok: true, value: undefined });
    expect(await read(driver, 'level')).toMatchObject({ value: { readings: [{ occupancy: 4 }] } });
  });

  it.each([403, 404])(
    'goes to .apioperator after %i, and there at once the next time',
    async (resetRefusal) => {
      const { device, driver } = await setUp({ settings: { resetRefusal } });
      await read(driver, 'level');
      expect(await driver.occupancyControl?.set('main', 7, signal)).toMatchObject({ ok: true });
      expect(device.truth()[0]?.occupancy).toBe(7);
      const before = device.requests;
      expect(await driver.occupancyControl?.set('main', 0, signal)).toMatchObject({ ok: true });
      expect(device.requests - before).toBe(1);
    },
  );

  it('reports the text of a device that refuses', async () => {
    const { driver } = await setUp({ settings: { mode: 'smart' } });
    expect(await driver.occupancyControl?.set('main', 0, signal)).toEqual({
      ok: false,
      error: { kind: 'device', code: 0, message: '{"status":"ERROR"}' },
    });
  });

  it('works before anything was read, wherever the application lives', async () => {
    const { device, driver } = await setUp({ settings: { paths: 'old' } });
    expect(await driver.occupancyControl?.set('main', 3, signal)).toMatchObject({ ok: true });
    expect(device.truth()[0]?.occupancy).toBe(3);
  });

  it('reports the first refusal when .apioperator is not there', async () => {
    const { device, driver } = await setUp();
    await read(driver, 'level');
    await device.setFault('status-403');
    expect(await driver.occupancyControl?.set('main', 0, signal)).toMatchObject({
      error: { kind: 'forbidden' },
    });
  });
});

/** A device that has failed may be left alone for a moment before it is asked again. */
async function expectSoon(ask: () => Promise<Result<Snapshot, SensorError>>) {
  await expect.poll(async () => (await ask()).ok).toBe(true);
  return ask();
}
