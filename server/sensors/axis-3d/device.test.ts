import { afterEach, describe, expect, it } from 'vitest';
import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import { type Closable, openDriver } from '../conformance/open-device.ts';
import { contentOf } from '../http/test-http.ts';
import { axis3d } from './driver.ts';

const opened: Closable[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

const signal = new AbortController().signal;
const signIn = { username: 'op', password: 'secret' };
const timezone = 'Europe/Zurich';

/** 5 came in on 2 March 2026; it is noon of the 3rd. */
async function setUp() {
  let now = Date.parse('2026-03-02T09:07:00Z');
  const simulated = await axis3dSimulator.start({
    ...signIn,
    timezone,
    serial: 'B8A44F000001',
    now: () => now,
  });
  opened.push(simulated);
  simulated.walk({ in: 5 });
  now = Date.parse('2026-03-03T11:00:00Z');
  const { device } = openDriver(axis3d, simulated, opened, { ...signIn, timezone });
  if (device === undefined) throw new Error('no access to the device');
  return { simulated, device };
}

describe('the device', () => {
  it('says who it is', async () => {
    const { device } = await setUp();
    expect(await device.facts?.(signal)).toMatchObject({
      ok: true,
      value: expect.arrayContaining([{ name: 'serial', value: 'B8A44F000001' }]),
    });
  });

  it('restarts the countdown of passers-by', async () => {
    const { device, simulated } = await setUp();
    const read = () => Promise.reject(new Error('nothing is lost by it'));
    expect(await device.actions?.run({ id: 'restart-passthrough' }, { signal, read })).toEqual({
      ok: true,
      value: {},
    });
    expect(simulated.seen.at(-1)).toMatchObject({ method: 'POST', path: '/axis-cgi/a3dpc.cgi', status: 200 });
  });

  it('is not sent what it does not know', async () => {
    const { device, simulated } = await setUp();
    const read = () => Promise.reject(new Error('not needed'));
    expect(await device.actions?.run({ id: 'clear-data' }, { signal, read })).toMatchObject({
      ok: false,
      error: { kind: 'parameter', parameter: 'action' },
    });
    expect(simulated.seen).toEqual([]);
  });
});

describe('an export', () => {
  it('is not asked for in minutes of occupancy, which the device does not know', async () => {
    const { device, simulated } = await setUp();
    const days = { from: '2026-03-02', to: '2026-03-02' };
    const request = { subject: 'occupancy', format: 'csv', resolution: '1m', ...days } as const;
    expect(await device.exports?.fetch(request, signal)).toMatchObject({
      error: { kind: 'parameter', parameter: 'resolution', expected: '1h or 1d', found: '1m' },
    });
    expect(simulated.requests).toBe(0);
  });

  it('comes in each format that is offered, of each subject, by each resolution', async () => {
    const { device, simulated } = await setUp();
    for (const { subject, formats, resolutions } of device.exports?.offers ?? []) {
      for (const format of formats) {
        for (const resolution of resolutions) {
          const request = { subject, format, resolution, from: '2026-03-02', to: '2026-03-02' } as const;
          const file = await device.exports?.fetch(request, signal);
          if (!file?.ok) throw new Error(`${subject} ${format} ${resolution}`);
          expect((await contentOf(file.value)).length).toBeGreaterThan(0);
        }
      }
    }
    const asked = simulated.seen.map(({ path }) => path).join('\n');
    for (const call of ['export/csv', 'export/json', 'export_occupancy/csv', 'export_occupancy/json'])
      expect(asked).toContain(`/${call}?start=20260302&end=20260303`);
  });

  it('goes up to the end of its last day', async () => {
    const { device } = await setUp();
    const request = { subject: 'counts', format: 'csv', resolution: '1d' } as const;
    const days = { from: '2026-03-01', to: '2026-03-02' };
    const file = await device.exports?.fetch({ ...request, ...days }, signal);
    if (!file?.ok) throw new Error('no file');
    expect((await contentOf(file.value)).toString()).toMatch(/\b5\b/);
  });
});
