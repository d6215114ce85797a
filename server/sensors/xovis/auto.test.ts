import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '#lib/result.ts';
import { AutoDriver } from './driver.ts';
import { callsOf, credentials, read, resetLine, resettableLines, TestBench } from './test-bench.ts';

const bench = new TestBench();
afterEach(() => bench.close());

const apiPaths = { occupancy: '/api/v1/occupancy/current', logics: '/api/v5/singlesensor/data/live/logics' };

describe('mode auto', () => {
  it('finds a gateway by its key, and stays with it', async () => {
    const device = await bench.start({ token: 'K', settings: { apiKeyHeader: 'apikey' } });
    const driver = bench.driverOf(device, { path: '/api/v1', options: { apiKey: 'K' } });
    for (let poll = 0; poll < 3; poll += 1) expect(await read(driver, 'hall')).toMatchObject({ ok: true });
    expect(callsOf(device)).toEqual(Array(3).fill(`${apiPaths.occupancy} 200`));
    expect(resettableLines(driver)).toEqual([]);
  });

  it('finds a sensor by its password, and stays with it', async () => {
    const device = await bench.startSensor();
    const driver = bench.driverOf(device, credentials);
    for (let poll = 0; poll < 3; poll += 1) expect(await read(driver, '1')).toMatchObject({ ok: true });
    expect(callsOf(device)).toEqual([
      '/api/v5/users/login 200',
      `${apiPaths.logics} 200`,
      '/api/v5/device/info 200',
      `${apiPaths.logics} 200`,
      `${apiPaths.logics} 200`,
    ]);
    expect(resettableLines(driver)).toEqual(['1']);
    expect(await resetLine(driver, '1')).toMatchObject({ ok: true });
  });

  it('finds what is configured in an unlikely way, too', async () => {
    const openSensor = await bench.start({ settings: { mode: 'v5' } });
    expect(await read(bench.driverOf(openSensor), '1')).toMatchObject({ ok: true });
    const gateway = await bench.start();
    expect(await read(bench.driverOf(gateway, { ...credentials, path: '/api/v1' }), 'hall')).toMatchObject({
      ok: true,
    });
    const named = await bench.startSensor();
    expect(
      await read(bench.driverOf(named, { ...credentials, path: '/api/v5', options: { apiKey: 'K' } }), '1'),
    ).toMatchObject({ ok: true });
    expect(named.seen[0]?.path).toBe('/api/v5/users/login');
  });

  it('finds a gateway of which only the host is given, and a sensor at the path of a gateway', async () => {
    const gateway = await bench.start({ token: 'K', settings: { apiKeyHeader: 'apikey' } });
    const found = bench.driverOf(gateway, { options: { apiKey: 'K' } });
    expect(await read(found, 'hall')).toMatchObject({ ok: true });
    expect(callsOf(gateway)).toEqual([`${apiPaths.occupancy} 200`]);
    gateway.set({ basePath: '' });
    expect(await read(bench.driverOf(gateway, { options: { apiKey: 'K' } }), 'hall')).toMatchObject({
      ok: true,
    });
    const sensor = await bench.startSensor();
    expect(await read(bench.driverOf(sensor, { ...credentials, path: '/api/v1' }), '1')).toMatchObject({
      ok: true,
    });
  });

  it('says what refused it, and finds it once the sign-in is right', async () => {
    const device = await bench.startSensor();
    const wrong = bench.driverOf(device, { ...credentials, password: 'wrong' });
    expect(await read(wrong, '1')).toEqual({ ok: false, error: { kind: 'unauthorized', status: 401 } });
    const plain = await bench.start({ ...credentials, settings: { mode: 'v5' } });
    expect(await read(bench.driverOf(plain, credentials), '1')).toEqual({
      ok: false,
      error: { kind: 'basic-over-http' },
    });
    expect(await read(bench.driverOf(device, credentials), '1')).toMatchObject({ ok: true });
  });

  it.each(['half-open', 'status-500', 'status-429'] as const)(
    'decides nothing while the device has the fault %s, and asks no further',
    async (fault) => {
      const device = await bench.startSensor();
      const driver = bench.driverOf(device, credentials);
      await device.setFault(fault);
      // It may be given up before the request has come, on a slow machine.
      if (fault === 'half-open') bench.allowSilence(1000);
      expect((await read(driver, '1')).ok).toBe(false);
      if (fault === 'half-open') expect(device.requests).toBeLessThanOrEqual(1);
      else expect(device.requests).toBe(1);
      bench.allowSilence(30_000);
      await device.setFault(null);
      expect(await read(driver, '1')).toMatchObject({ ok: true });
    },
  );

  it('says what is wrong with a device that speaks neither', async () => {
    const device = await bench.start({ settings: { basePath: '/elsewhere' } });
    expect(await read(bench.driverOf(device, { path: '/api/v1' }), 'a')).toEqual({
      ok: false,
      error: { kind: 'not-found', path: apiPaths.occupancy },
    });
  });

  it('stays with a protocol whose answer has a fault inside', async () => {
    const device = await bench.start({ settings: {} });
    const driver = bench.driverOf(device, { path: '/api/v1' });
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
    expect(driver.device).toBeUndefined();
    await driver.close();
    expect(closed).toEqual(['one', 'other']);
  });
});
