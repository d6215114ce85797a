import { afterEach, describe, expect, it } from 'vitest';
import { credentials, read, signal, TestBench } from './test-bench.ts';

const bench = new TestBench();

afterEach(() => bench.close());

const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const days = { from: yesterday, to: yesterday };

async function sensor() {
  const simulated = await bench.startSensor();
  const driver = bench.driverOf(simulated, credentials);
  const first = await read(driver);
  if (!first.ok) throw new Error(JSON.stringify(first.error));
  const line = first.value.readings.find(({ kind }) => kind === 'count')?.channel ?? '';
  const { device } = driver;
  if (device === undefined) throw new Error('no access to the device');
  return { simulated, driver, device, line };
}

async function gateway() {
  const simulated = await bench.start({ token: 'K', channels: [{ id: 'hall' }] });
  const driver = bench.driverOf(simulated, { path: '/api/v1', options: { apiKey: 'K', mode: 'gateway' } });
  const { device } = driver;
  if (device === undefined) throw new Error('no access to the device');
  return { simulated, device };
}

describe('before the protocol is found', () => {
  it('it is not known what can be asked', async () => {
    const simulated = await bench.startSensor();
    expect(bench.driverOf(simulated, credentials).device).toBeUndefined();
  });
});

describe('a sensor', () => {
  it('says what it is, and every number it keeps', async () => {
    const { device, simulated, line } = await sensor();
    simulated.walk({ in: 3 }, line);
    const facts = await device.facts?.(signal);
    if (!facts?.ok) throw new Error('no facts');
    expect(facts.value.map(({ name }) => name)).toEqual(expect.arrayContaining(['serial', 'counter']));
    expect(facts.value).toContainEqual({ name: 'counter', subject: `${line} fw`, value: '3' });
  });

  it('exports its history by each resolution, in each format', async () => {
    const { device, simulated } = await sensor();
    for (const { subject, formats, resolutions } of device.exports?.offers ?? []) {
      for (const format of formats) {
        for (const resolution of resolutions) {
          const file = await device.exports?.fetch({ subject, format, resolution, ...days }, signal);
          expect(file, `${format} ${resolution}`).toMatchObject({ ok: true });
        }
      }
    }
    const asked = simulated.seen.map(({ path }) => path).join('\n');
    for (const minutes of [1, 15, 60, 1440]) expect(asked).toContain(`resolution_min=${minutes}&`);
  });

  it('is asked day by day, so that polls find their turn', async () => {
    const { device, simulated } = await sensor();
    const request = {
      subject: 'counts',
      format: 'csv',
      resolution: '1d',
      from: '2026-03-28',
      to: '2026-03-30',
    } as const;
    expect(await device.exports?.fetch(request, signal)).toMatchObject({ ok: true });
    const asked = simulated.seen.filter(({ path }) => path.includes('/history/'));
    // The clocks of Zurich were set forward on 29 March 2026: that day has 23 hours.
    const hours = asked.map(({ path }) => {
      const query = new URLSearchParams(path.split('?')[1]);
      return (Number(query.get('end')) - Number(query.get('begin'))) / 3_600_000;
    });
    expect(hours).toEqual([24, 23, 24]);
  });

  it('reports what a line counted until its counters were reset', async () => {
    const { device, driver, simulated, line } = await sensor();
    simulated.walk({ in: 4, out: 1 }, line);
    expect(device.actions?.offers()).toEqual([
      { id: 'reset-counters', isDestructive: false, channels: expect.arrayContaining([line]) },
    ]);
    const means = { signal, read: () => read(driver) };
    const done = await device.actions?.run({ id: 'reset-counters', channel: line }, means);
    expect(done).toMatchObject({
      ok: true,
      value: {
        before: { readings: expect.arrayContaining([{ kind: 'count', channel: line, in: 4, out: 1 }]) },
        restarted: new Set([line]),
      },
    });
    const after = await read(driver, line);
    expect(after).toMatchObject({
      ok: true,
      value: {
        readings: expect.arrayContaining([expect.objectContaining({ channel: line, in: 0, out: 0 })]),
      },
    });
  });

  it('resets all its counters at once, and reports them all before', async () => {
    const { device, driver, simulated, line } = await sensor();
    simulated.walk({ in: 2 }, line);
    const means = { signal, read: () => read(driver) };
    const done = await device.actions?.run({ id: 'reset-counters' }, means);
    if (!done?.ok) throw new Error('not done');
    expect(done.value.before?.readings).toContainEqual(expect.objectContaining({ channel: line, in: 2 }));
    expect(done.value.restarted?.has(line)).toBe(true);
    expect(simulated.seen.some(({ path }) => path.endsWith('/data/live/counts/reset'))).toBe(true);
  });
});

describe('a gateway', () => {
  it('reports the sensors that count for it', async () => {
    const { device } = await gateway();
    expect(await device.facts?.(signal)).toMatchObject({
      ok: true,
      value: expect.arrayContaining([expect.objectContaining({ name: 'sensor' })]),
    });
  });

  it('exports by each resolution, in each format', async () => {
    const { device, simulated } = await gateway();
    for (const { subject, formats, resolutions } of device.exports?.offers ?? []) {
      for (const format of formats) {
        for (const resolution of resolutions) {
          const file = await device.exports?.fetch({ subject, format, resolution, ...days }, signal);
          expect(file, `${format} ${resolution}`).toMatchObject({ ok: true });
        }
      }
    }
    const asked = simulated.seen.map(({ path }) => path).join('\n');
    for (const call of ['/counts/interval', '/counts/hourly', '/data/count']) expect(asked).toContain(call);
    expect(device.actions).toBeUndefined();
  });
});
