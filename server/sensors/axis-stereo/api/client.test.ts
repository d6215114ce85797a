import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '#lib/result.ts';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import { contentOf, testHttp } from '#server/sensors/http/test-http.ts';
import { axisStereoSimulator } from '#server/simulators/axis-stereo/simulator.ts';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { AxisStereoClient } from './client.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const signal = new AbortController().signal;
const zurich = 'Europe/Zurich';
const hourMs = 3_600_000;

async function setUp(options: SimulatorOptions = {}) {
  const credentials = { username: 'op', password: 'secret' };
  const device = await axisStereoSimulator.start({ ...credentials, timezone: zurich, ...options });
  const http = new DeviceConnection({ origin: device.url, credentials, tls: 'verify', timeoutMs: 1000 });
  opened.push(device, http);
  return { device, client: new AxisStereoClient(http, '', options.timezone ?? zurich) };
}

/** A client whose device answers everything with `{}`, and the paths that were asked. */
function recorded(prefix = '') {
  const paths: string[] = [];
  const http = testHttp(async ({ path }) => {
    paths.push(path);
    return ok({ status: 200, headers: {}, text: '{}' });
  });
  return { paths, client: new AxisStereoClient(http, prefix, zurich) };
}

describe('every call, against the simulated camera', () => {
  it('counts', async () => {
    const { device, client } = await setUp({ now: () => Date.UTC(2018, 0, 15, 11, 17, 10) });
    device.walk({ in: 12, out: 3 });
    expect(await client.counts(signal)).toEqual({
      ok: true,
      value: {
        in: 12,
        out: 3,
        serial: 'ACCC8E235294',
        name: 'Untitled AXIS 3D People Counter',
        timestamp: '20180115121710',
      },
    });
  });

  it('frame rates, signal and parameters', async () => {
    const { device, client } = await setUp();
    expect(await client.frameRates(signal)).toMatchObject({ value: { now: 14.62, mean: { 1000: 15 } } });
    expect(await client.signal(signal)).toEqual(ok(false));
    device.set({ io: true, ioForm: 'bare' });
    expect(await client.signal(signal)).toEqual(ok(true));
    const parameters = await client.parameters(signal);
    expect(parameters.ok && parameters.value.get('Static.Serial')).toBe('ACCC8E235294');
  });

  it.each([{}, { unixtime: false }])(
    'exports in every resolution, with the same people (%j)',
    async (settings) => {
      let nowMs = Date.UTC(2026, 9, 24, 22);
      const { device, client } = await setUp({ now: () => nowMs, settings });
      // One person each half hour, through the hour that happens twice.
      for (; nowMs < Date.UTC(2026, 9, 25, 23); nowMs += hourMs / 2) device.walk({ in: 1, out: 1 });
      const day = { from: '2026-10-25', to: '2026-10-25' };
      for (const resolution of ['1m', '1h', '1d'] as const) {
        const csv = await client.exportCsv({ ...day, resolution }, signal);
        if (!csv.ok) throw new Error(JSON.stringify(csv.error));
        expect(csv.value.reduce((sum, span) => sum + span.in, 0)).toBe(50);
        const all = csv.value;
        expect(all.slice(1).every((span, index) => span.from === all[index]?.to)).toBe(true);
      }
      const hours = await client.exportCsv({ ...day, resolution: '1h' }, signal);
      expect(hours.ok && hours.value.map((span) => span.in)).toEqual(Array(25).fill(2));
    },
  );

  it('exports of the days that are asked for', async () => {
    const { client } = await setUp({
      now: () => Date.UTC(2017, 0, 14, 20),
      settings: { historyDays: 5 },
    });
    const daysOf = async (from: string, to: string) => {
      const answer = await client.exportCsv({ from, to, resolution: '1d' }, signal);
      return answer.ok && answer.value.map((span) => new Date(span.from + hourMs).getUTCDate());
    };
    expect(await daysOf('2017-01-10', '2017-01-10')).toEqual([10]);
    expect(await daysOf('2017-01-10', '2017-01-12')).toEqual([10, 11, 12]);
  });

  it('export as a file, with the name the device gives it', async () => {
    const { device, client } = await setUp();
    device.walk({ in: 1 });
    const query = { from: '2017-01-10', to: '2017-01-10', resolution: '1d' } as const;
    const file = await client.exportFile('csv', query, signal);
    if (!file.ok) throw new Error(JSON.stringify(file.error));
    expect(file.value.fileName).toBe('people-counter_20170110.csv');
    expect((await contentOf(file.value)).toString()).toBe(
      'Interval Start,Interval Start (Unixtime),In,Out\r\n',
    );
    expect(await client.exportFile('json', query, signal)).toMatchObject({
      value: { fileName: expect.stringMatching(/[.]json$/) },
    });
  });
});

describe('what is sent', () => {
  it('is what the vendor prints', async () => {
    const { paths, client } = recorded();
    const days = { from: '2017-01-10', to: '2017-02-01' };
    await client.exportCsv({ from: '2017-01-10', to: '2017-01-10', resolution: '1m' }, signal);
    await client.exportFile('json', { ...days, resolution: '1h' }, signal);
    await client.exportFile('csv', { ...days, resolution: '1d' }, signal);
    await client.counts(signal);
    await client.frameRates(signal);
    await client.signal(signal);
    await client.parameters(signal);
    expect(paths).toEqual([
      '/stereo/people-counter/export.csv?resolution=minute&date=20170110&method=open',
      '/stereo/people-counter/export.json?resolution=hour&date=20170110-20170201&method=download',
      '/stereo/people-counter/export.csv?resolution=day&date=20170110-20170201&method=download',
      '/stereo/people-counter/counts.json',
      '/stereo/fps.json',
      '/stereo/io.json',
      '/stereo/params.json',
    ]);
  });

  it('goes below the path of the address', async () => {
    const { paths, client } = recorded('/cam1');
    await client.counts(signal);
    expect(paths).toEqual(['/cam1/stereo/people-counter/counts.json']);
  });
});
