import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { indivdSimulator } from '#server/simulators/indivd/simulator.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import { IndivdClient } from './api/client.ts';
import { IndivdDriver, indivd } from './driver.ts';

const opened: { close?(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

const signal = new AbortController().signal;
const basePath = '/api/v1/rnd/insights/external';
const timezone = 'Europe/Stockholm';

async function setUp(options: SimulatorOptions = {}, location?: number) {
  let nowMs = Date.UTC(2025, 2, 7, 11);
  const now = () => nowMs;
  const device = await indivdSimulator.start({ timezone, now, token: 'T', ...options });
  const http = new DeviceConnection({ origin: device.url, tls: 'verify', timeoutMs: 30_000 });
  opened.push(device, http);
  const client = new IndivdClient(http, { url: `${device.url}${basePath}`, token: 'T' });
  const driver = new IndivdDriver({ client, timezone, location, now });
  return {
    device,
    read: (...channels: string[]) =>
      driver.read(
        channels.map((channel) => ({ channel, use: 'auto' })),
        signal,
      ),
    goTo: (ms: number) => {
      nowMs = ms;
    },
    /** The queries since they were last asked for. */
    asked: (() => {
      let before = 0;
      return () => {
        const paths = device.seen.slice(before).map(({ path }) => path.replace(basePath, ''));
        before = device.seen.length;
        return paths;
      };
    })(),
  };
}

const count = (channel: string, peopleIn: number, peopleOut: number, epoch = '20250307') => ({
  kind: 'count',
  channel,
  in: peopleIn,
  out: peopleOut,
  epoch,
});

describe('the zones that are wanted', () => {
  it("are counted by today's lines into and out of them, and no others are", async () => {
    const { device, read, asked } = await setUp();
    device.walk({ in: 5, out: 2 }, '201');
    device.walk({ in: 9 }, '1121');
    expect(await read('201')).toEqual({
      ok: true,
      value: {
        readings: [count('201', 5, 2)],
        channelNames: new Map([
          ['201', 'Entrance'],
          ['1121', 'Example zone 1'],
        ]),
        deviceClockMs: Date.UTC(2025, 2, 7, 11),
      },
    });
    const today = 'start_date=2025-03-07&end_date=2025-03-07&aggregate_by=dayofmonth';
    const lines = [`/line_crosses/?${today}&zone_to=201`, `/line_crosses/?${today}&zone_from=201`];
    expect(asked()).toEqual([
      ...lines,
      '/zone_visitors/?start_date=2025-02-07&end_date=2025-03-07&aggregate_by=zone',
    ]);
    await read('201');
    expect(asked()).toEqual(lines);
  });

  it('are 0 in the morning, where the zone is known', async () => {
    const { read } = await setUp();
    expect(await read('201', '1121')).toMatchObject({
      value: { readings: [count('201', 0, 0), count('1121', 0, 0)] },
    });
  });

  it('are not counted as 0 where nobody knows them: an empty answer says nothing', async () => {
    const { read } = await setUp();
    expect(await read('999', '201', 'entrance', '0201', '-1')).toMatchObject({
      value: { readings: [count('201', 0, 0)] },
    });
    const other = await setUp({ settings: { historyDays: 0 } });
    expect(await other.read('201')).toMatchObject({ value: { readings: [] } });
    other.device.walk({ in: 1 }, '201');
    expect(await other.read('201')).toMatchObject({ value: { readings: [count('201', 1, 0)] } });
  });

  it('are asked for in one location only, where the configuration names it', async () => {
    const { read, asked } = await setUp({}, 124);
    expect(await read('201')).toMatchObject({ ok: true });
    expect(asked().every((path) => path.includes('&location=124'))).toBe(true);
    const { read: elsewhere } = await setUp({}, 125);
    expect(await elsewhere('201')).toMatchObject({ error: { kind: 'forbidden' } });
  });

  it('are none at all where no zone takes anything, and Indivd is asked all the same', async () => {
    const { device, read } = await setUp();
    expect(await read()).toMatchObject({ ok: true, value: { readings: [] } });
    await device.setFault('status-401');
    expect(await read()).toMatchObject({ error: { kind: 'unauthorized' } });
  });
});

describe('a day that ends', () => {
  it('is read once more, so that its last minutes are counted, and then the next one', async () => {
    const { device, read, goTo } = await setUp();
    goTo(Date.UTC(2025, 2, 7, 22, 50));
    device.walk({ in: 5, out: 2 });
    expect(await read('201')).toMatchObject({ value: { readings: [count('201', 5, 2)] } });
    device.walk({ out: 3 });
    goTo(Date.UTC(2025, 2, 7, 23, 5));
    device.walk({ in: 1 });
    expect(await read('201')).toMatchObject({ value: { readings: [count('201', 5, 5)] } });
    expect(await read('201')).toMatchObject({ value: { readings: [count('201', 1, 0, '20250308')] } });
  });

  it('is read again when that read failed', async () => {
    const { device, read, goTo } = await setUp();
    device.walk({ in: 5 });
    await read('201');
    goTo(Date.UTC(2025, 2, 8, 11));
    await device.setFault('status-500');
    expect(await read('201')).toMatchObject({ ok: false });
    await device.setFault(null);
    expect(await read('201')).toMatchObject({ value: { readings: [count('201', 5, 0)] } });
    expect(await read('201')).toMatchObject({ value: { readings: [count('201', 0, 0, '20250308')] } });
  });

  it('is not one of the future, when the clock was set back', async () => {
    const { read, goTo } = await setUp();
    await read('201');
    goTo(Date.UTC(2025, 2, 5, 11));
    expect(await read('201')).toMatchObject({ value: { readings: [{ epoch: '20250305' }] } });
  });
});

describe('the family', () => {
  it('polls every quarter of an hour and takes its token from the configuration', async () => {
    expect(indivd.defaultPollMs).toBe(900_000);
    const device = await indivdSimulator.start({ token: 'T' });
    const http = new DeviceConnection({ origin: device.url, tls: 'verify', timeoutMs: 30_000 });
    opened.push(device, http);
    const readWith = (options: Record<string, unknown>) => {
      const config = {
        site: 'bern',
        id: 'hq',
        driver: 'indivd',
        url: `${device.url}${basePath}`,
        tls: 'verify',
        pollMs: 900_000,
        options: indivd.optionsSchema.parse(options),
      } as const;
      return indivd.create(config, { http, timezone }).read([], signal);
    };
    expect(await readWith({ token: 'T' })).toMatchObject({ ok: true });
    expect(await readWith({ token: 'other' })).toMatchObject({ error: { kind: 'unauthorized' } });
    expect(await readWith({})).toMatchObject({ error: { kind: 'unauthorized' } });
  });

  it.each(['', 'two words', 'line\nbreak'])('refuses the token %j', (token) => {
    expect(indivd.optionsSchema.safeParse({ token }).error?.issues[0]?.message).toBe(
      'a token without spaces and line breaks',
    );
  });
});
