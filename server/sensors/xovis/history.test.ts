import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '#lib/result.ts';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import type { SensorConfig } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { testHttp } from '../http/test-http.ts';
import { xovis } from './driver.ts';
import type { HistoryBin, RememberingDriver } from './history.ts';

const opened: { close(): Promise<void> }[] = [];
const signal = new AbortController().signal;
const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 21, 12);
const lastHours = { fromMs: nowMs - 2 * hourMs, toMs: nowMs };

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function driverOf(http: DeviceHttp, url: string, options: object): RememberingDriver {
  const config: SensorConfig = {
    site: 'bern',
    id: 'hall',
    driver: 'xovis',
    url,
    tls: 'verify',
    pollMs: 5000,
    options: xovis.optionsSchema.parse(options),
  };
  const driver = xovis.create(config, { http, timezone: 'Europe/Zurich' });
  if (!('pastCounts' in driver)) throw new Error('a device that does not remember');
  return driver as RememberingDriver;
}

async function setUp(settings: object, options: SimulatorOptions = {}, own: object = {}) {
  const device = await xovisSimulator.start({
    now: () => nowMs,
    ...options,
    settings: { ...settings, pastHours: 24 },
  });
  const http = new DeviceConnection({ origin: device.url, tls: 'verify', timeoutMs: 30_000 });
  opened.push(device, http);
  const isSensor = 'mode' in settings && settings.mode === 'v5';
  return { device, driver: driverOf(http, `${device.url}${isSensor ? '' : '/api/v1'}`, own) };
}

async function binsOf(driver: RememberingDriver, ...channels: string[]): Promise<readonly HistoryBin[]> {
  const answer = await driver.pastCounts.fetch(new Set(channels), lastHours, signal);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('the past of a sensor', () => {
  it('is minutes of the channels that are asked for', async () => {
    const { driver } = await setUp({ mode: 'v5' }, {}, { mode: 'v5' });
    const bins = await binsOf(driver, '1');
    expect(bins).toHaveLength(120);
    expect(bins[0]).toEqual({
      channel: '1',
      fromMs: lastHours.fromMs,
      toMs: lastHours.fromMs + 60_000,
      in: 1,
      out: 1,
    });
    expect(new Set((await binsOf(driver, '2')).map((bin) => 'in' in bin || bin.occupancy))).toEqual(
      new Set([30]),
    );
    expect(await binsOf(driver, '9')).toEqual([]);
  });

  it('has no part of a bin', async () => {
    const { driver } = await setUp({ mode: 'v5' }, {}, { mode: 'v5' });
    const period = { fromMs: nowMs - 150_000, toMs: nowMs - 30_000 };
    const answer = await driver.pastCounts.fetch(new Set(['1']), period, signal);
    expect(answer).toMatchObject({ value: [{ fromMs: nowMs - 120_000, toMs: nowMs - 60_000 }] });
  });

  it('is asked for where the device was found by itself, and not before', async () => {
    const { device, driver } = await setUp({ mode: 'v5' });
    expect(await binsOf(driver, '1')).toEqual([]);
    expect(device.requests).toBe(0);
    await driver.read([{ channel: '1', use: 'count' }], signal);
    expect(await binsOf(driver, '1')).toHaveLength(120);
  });

  it('that cannot be had is an error', async () => {
    const { device, driver } = await setUp({ mode: 'v5' }, {}, { mode: 'v5' });
    await device.setFault('status-500');
    expect(await driver.pastCounts.fetch(new Set(['1']), lastHours, signal)).toMatchObject({
      error: { kind: 'http-status' },
    });
    const nonsense = { fromMs: 2, toMs: 1 };
    expect(await driver.pastCounts.fetch(new Set(['1']), nonsense, signal)).toMatchObject({
      error: { kind: 'invalid', field: 'toMs' },
    });
  });
});

describe('the past of a gateway', () => {
  const gateway = { mode: 'gateway' };

  it('is hours of the zones that have a number', async () => {
    const { driver } = await setUp({}, { channels: [{ id: '7' }, { id: 'hall' }] }, gateway);
    expect(await binsOf(driver, '7', 'hall')).toEqual([
      {
        channel: '7',
        fromMs: lastHours.fromMs,
        toMs: lastHours.fromMs + hourMs,
        in: 60,
        out: 60,
        occupancy: 30,
      },
      { channel: '7', fromMs: lastHours.fromMs + hourMs, toMs: nowMs, in: 60, out: 60, occupancy: 30 },
    ]);
    expect(await binsOf(driver, 'hall', 'queue:1', '8')).toEqual([]);
  });

  it('is not even asked for where only queues are wanted', async () => {
    const { device, driver } = await setUp({}, {}, gateway);
    expect(await binsOf(driver, 'queue:till')).toEqual([]);
    expect(device.requests).toBe(0);
  });

  it('is its intervals where these name their zones', async () => {
    const row = (zoneId: string, minutes: number) => ({
      zoneId,
      from: lastHours.fromMs + minutes * 60_000,
      to: lastHours.fromMs + (minutes + 15) * 60_000,
      in: minutes,
      out: 0,
    });
    const http = testHttp(async () =>
      ok({
        status: 200,
        headers: {},
        text: JSON.stringify([row('hall', 0), row('bar', 0), row('hall', 15)]),
      }),
    );
    const driver = driverOf(http, 'http://10.0.0.1/api/v1', gateway);
    const bins = await binsOf(driver, 'hall');
    expect(bins.map((bin) => [bin.channel, 'in' in bin && bin.in])).toEqual([
      ['hall', 0],
      ['hall', 15],
    ]);
  });

  it('adds the sensors of a zone up', async () => {
    const answers: Record<string, unknown> = {
      '/api/v1/counts/interval': { data: [] },
      '/api/v1/sensors': { data: [{ id: 'a' }, { id: 'b' }] },
      '/api/v1/data/count': { data: [{ timestamp: lastHours.fromMs, in: 2, out: 1, occupancy: 4 }] },
    };
    const http = testHttp(async ({ path }) =>
      ok({ status: 200, headers: {}, text: JSON.stringify(answers[path.replace(/\?.*/, '')]) }),
    );
    expect(await binsOf(driverOf(http, 'http://10.0.0.1/api/v1', gateway), '7')).toEqual([
      { channel: '7', fromMs: lastHours.fromMs, toMs: lastHours.fromMs + hourMs, in: 4, out: 2 },
    ]);
  });

  it('that cannot be had is an error', async () => {
    const { device, driver } = await setUp({}, { channels: [{ id: '7' }] }, gateway);
    await device.setFault('status-429');
    expect(await driver.pastCounts.fetch(new Set(['7']), lastHours, signal)).toMatchObject({
      error: { kind: 'rate-limited' },
    });
  });
});
