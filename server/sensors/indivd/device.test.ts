import { afterEach, expect, it } from 'vitest';
import { indivdSimulator } from '#server/simulators/indivd/simulator.ts';
import { type Closable, openDriver } from '../conformance/open-device.ts';
import { contentOf } from '../http/test-http.ts';
import { indivd } from './driver.ts';

const opened: Closable[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

const signal = new AbortController().signal;
const timezone = 'Europe/Stockholm';

async function setUp() {
  const simulated = await indivdSimulator.start({ token: 'T', timezone });
  opened.push(simulated);
  const { device } = openDriver(indivd, simulated, opened, {
    options: { token: 'T' },
    path: '/api/v1/rnd/insights/external',
    timezone,
  });
  if (device === undefined) throw new Error('no access to the account');
  return { simulated, device };
}

const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const days = { from: yesterday, to: yesterday };

it('reports the zones that had visits of late', async () => {
  const { device } = await setUp();
  const facts = await device.facts?.(signal);
  expect(facts).toMatchObject({
    ok: true,
    value: expect.arrayContaining([{ name: 'zone', subject: '201', value: 'Entrance' }]),
  });
});

it('exports each subject in each format, by each resolution', async () => {
  const { device, simulated } = await setUp();
  for (const { subject, formats, resolutions } of device.exports?.offers ?? []) {
    for (const format of formats) {
      for (const resolution of resolutions) {
        const file = await device.exports?.fetch({ subject, format, resolution, ...days }, signal);
        expect(file, `${subject} ${format} ${resolution}`).toMatchObject({ ok: true });
      }
    }
  }
  const asked = simulated.seen.map(({ path }) => path).join('\n');
  for (const call of ['line_crosses', 'zone_visitors', 'drop_in_rate']) expect(asked).toContain(`/${call}/?`);
});

it('names the hour and the zone of each row', async () => {
  const { device } = await setUp();
  const file = await device.exports?.fetch(
    { subject: 'visits', format: 'json', resolution: '1h', ...days },
    signal,
  );
  if (!file?.ok) throw new Error('no file');
  const rows: unknown = JSON.parse((await contentOf(file.value)).toString());
  expect(rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        period: expect.stringMatching(new RegExp(`^${yesterday} \\d\\d:00$`)),
        zone: expect.any(String),
        visits: expect.any(Number),
      }),
    ]),
  );
});

it('says what is not in the plan instead of a number', async () => {
  const { device, simulated } = await setUp();
  simulated.set({ plan: 'basic' });
  const file = await device.exports?.fetch(
    { subject: 'visits', format: 'csv', resolution: '1d', ...days },
    signal,
  );
  if (!file?.ok) throw new Error('no file');
  expect((await contentOf(file.value)).toString()).toContain('not-in-plan');
});

it('is asked for minutes of a few days only', async () => {
  const { device, simulated } = await setUp();
  const request = {
    subject: 'crossings',
    format: 'csv',
    resolution: '1m',
    from: '2026-01-01',
    to: '2026-01-31',
  } as const;
  expect(await device.exports?.fetch(request, signal)).toMatchObject({
    ok: false,
    error: { kind: 'parameter', parameter: 'to', expected: 'at most 3 days by minute' },
  });
  expect(simulated.seen).toEqual([]);
});
