import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExportFormat } from '#lib/contract/device.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import { type Closable, openDriver } from '../conformance/open-device.ts';
import { contentOf } from '../http/test-http.ts';
import { axisPeopleCounter } from './driver.ts';

const opened: Closable[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

const signal = new AbortController().signal;
const signIn = { username: 'op', password: 'secret' };
const timezone = 'Europe/Zurich';

/** 5 came in on 2 March 2026; it is the afternoon of that day. */
async function setUp() {
  let now = Date.parse('2026-03-02T09:07:00Z');
  const simulated = await axisPeopleCounterSimulator.start({ ...signIn, timezone, now: () => now });
  opened.push(simulated);
  simulated.walk({ in: 5 });
  now = Date.parse('2026-03-02T15:00:00Z');
  const driver = openDriver(axisPeopleCounter, simulated, opened, { ...signIn, timezone });
  const { device } = driver;
  if (device === undefined) throw new Error('no access to the device');
  return { simulated, driver, device };
}

const fetched = { from: '2026-03-02', to: '2026-03-02' };

describe('the device', () => {
  it('says what it is, and where its line lies', async () => {
    const { device } = await setUp();
    expect(await device.facts?.(signal)).toEqual({
      ok: true,
      value: [
        { name: 'model', value: 'AXIS M3045-V' },
        { name: 'serial', value: 'ACCC8E000001' },
        { name: 'firmware', value: '4.5.2' },
        { name: 'name', value: 'axis-accc8e000001' },
      ],
    });
    expect(await device.placement?.(signal)).toMatchObject({
      ok: true,
      value: { width: 320, height: 240, yFirst: 88, yLast: 152, radius: 0 },
    });
  });

  it('reports its parameters, and which of them can be set', async () => {
    const { device } = await setUp();
    expect(await device.parameters?.all(signal)).toMatchObject({
      ok: true,
      value: expect.arrayContaining([
        { name: 'Counter.Height', value: '260', isWritable: true },
        { name: 'Static.Serial', value: 'ACCC8E000001', isWritable: false },
      ]),
    });
  });

  it('shows a parameter as it was set', async () => {
    const { device } = await setUp();
    expect(await device.parameters?.set?.('Counter.Height', '280', signal)).toEqual({
      ok: true,
      value: { name: 'Counter.Height', before: '260', after: '280' },
    });
    expect(await device.parameters?.set?.('Counter.Depth', '1', signal)).toMatchObject({
      ok: false,
      error: { kind: 'parameter' },
    });
  });

  it('gives its logs, and an archive of them', async () => {
    const { device } = await setUp();
    expect(await device.logs?.text(signal)).toMatchObject({
      ok: true,
      value: expect.stringContaining('5 in'),
    });
    const archive = await device.logs?.archive(signal);
    expect(archive).toMatchObject({ ok: true, value: { mediaType: 'application/gzip' } });
    if (archive?.ok)
      expect(gunzipSync(await contentOf(archive.value)).toString()).toContain('people counter');
  });

  it('says of which days it has counts', async () => {
    const { device } = await setUp();
    expect(await device.days?.(signal)).toEqual({ ok: true, value: ['2026-03-02'] });
  });
});

describe('an export', () => {
  it('comes in each format that is offered, of each subject, by each resolution', async () => {
    const { device, simulated } = await setUp();
    for (const { subject, formats, resolutions } of device.exports?.offers ?? []) {
      for (const format of formats) {
        for (const resolution of resolutions) {
          const file = await device.exports?.fetch({ subject, format, resolution, ...fetched }, signal);
          if (!file?.ok) throw new Error(`${subject} ${format} ${resolution}`);
          expect((await contentOf(file.value)).length).toBeGreaterThan(0);
        }
      }
    }
    const asked = simulated.seen.map(({ path }) => path).join('\n');
    for (const call of ['export-csv', 'export-json', 'export-xml', 'export-cnt', 'occupancy-export-xml'])
      expect(asked).toContain(`?${call}&date=20260302`);
  });

  it.each(['xml', 'csv'] as const)('has the counts of the day (%s)', async (format: ExportFormat) => {
    const { device } = await setUp();
    const file = await device.exports?.fetch(
      { subject: 'counts', format, resolution: '1d', ...fetched },
      signal,
    );
    if (!file?.ok) throw new Error('no file');
    expect((await contentOf(file.value)).toString()).toMatch(/\b5\b/);
    expect(file.value.fileName).toBe(`counts-20260302.${format}`);
  });

  it('that is not offered is refused before anything is sent', async () => {
    const { device, simulated } = await setUp();
    const wrong = { subject: 'visits', format: 'csv', resolution: '1h', ...fetched } as const;
    expect(await device.exports?.fetch(wrong, signal)).toMatchObject({
      ok: false,
      error: { kind: 'parameter', parameter: 'subject' },
    });
    expect(simulated.seen).toEqual([]);
  });
});

describe('clearing the data', () => {
  it('reports what was counted until then, and deletes the days', async () => {
    const { device, driver } = await setUp();
    const read = () => driver.read([{ channel: 'main', use: 'count' }], signal);
    expect(device.actions?.offers()).toEqual([{ id: 'clear-data', isDestructive: true }]);
    const done = await device.actions?.run({ id: 'clear-data' }, { signal, read });
    expect(done).toMatchObject({
      ok: true,
      value: { before: { readings: [{ in: 5, out: 0 }] }, restarted: new Set(['main']) },
    });
    expect(await device.days?.(signal)).toEqual({ ok: true, value: [] });
    expect(await read()).toMatchObject({ ok: true, value: { readings: [{ in: 0, out: 0 }] } });
  });

  it('does nothing where what was counted cannot be read', async () => {
    const { device, simulated } = await setUp();
    const error = { kind: 'unreachable', detail: 'ECONNREFUSED' } as const;
    const read = async () => ({ ok: false, error }) as const;
    expect(await device.actions?.run({ id: 'clear-data' }, { signal, read })).toEqual({ ok: false, error });
    expect(simulated.seen).toEqual([]);
  });
});
