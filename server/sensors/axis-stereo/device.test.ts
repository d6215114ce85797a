import { afterEach, expect, it } from 'vitest';
import { axisStereoSimulator } from '#server/simulators/axis-stereo/simulator.ts';
import { type Closable, openDriver } from '../conformance/open-device.ts';
import { contentOf } from '../http/test-http.ts';
import { axisStereo } from './driver.ts';

const opened: Closable[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

const signal = new AbortController().signal;
const signIn = { username: 'op', password: 'secret' };

async function setUp() {
  const simulated = await axisStereoSimulator.start({
    ...signIn,
    now: () => Date.parse('2026-03-03T11:00:00Z'),
    settings: { historyDays: 3, io: true },
  });
  opened.push(simulated);
  const { device } = openDriver(axisStereo, simulated, opened, signIn);
  if (device === undefined) throw new Error('no access to the device');
  return { simulated, device };
}

it('reports its frame rates and the signal at its input', async () => {
  const { device } = await setUp();
  const facts = await device.facts?.(signal);
  if (!facts?.ok) throw new Error('no facts');
  expect(facts.value.map(({ name, subject }) => [name, subject])).toEqual([
    ['frame-rate', undefined],
    ...['5', '50', '100', '1000'].map((frames) => ['frame-rate-mean', frames]),
    ['frames', undefined],
    ['signal', undefined],
  ]);
  expect(facts.value.at(-1)?.value).toBe('true');
});

it('reports its parameters, none of which can be set', async () => {
  const { device } = await setUp();
  const parameters = await device.parameters?.all(signal);
  if (!parameters?.ok) throw new Error('no parameters');
  expect(parameters.value.length).toBeGreaterThan(0);
  expect(parameters.value.some(({ isWritable }) => isWritable)).toBe(false);
  expect(device.parameters?.set).toBeUndefined();
});

it('exports in each format that is offered, by each resolution', async () => {
  const { device, simulated } = await setUp();
  for (const { subject, formats, resolutions } of device.exports?.offers ?? []) {
    for (const format of formats) {
      for (const resolution of resolutions) {
        const request = { subject, format, resolution, from: '2026-03-01', to: '2026-03-02' } as const;
        const file = await device.exports?.fetch(request, signal);
        if (!file?.ok) throw new Error(`${format} ${resolution}`);
        expect((await contentOf(file.value)).length).toBeGreaterThan(0);
      }
    }
  }
  expect(simulated.seen.at(-1)?.path).toBe(
    '/stereo/people-counter/export.json?resolution=day&date=20260301-20260302&method=download',
  );
});

it('has no format of other devices', async () => {
  const { device, simulated } = await setUp();
  const request = {
    subject: 'counts',
    format: 'xml',
    resolution: '1h',
    from: '2026-03-01',
    to: '2026-03-02',
  } as const;
  expect(await device.exports?.fetch(request, signal)).toMatchObject({
    ok: false,
    error: { kind: 'parameter', parameter: 'format' },
  });
  expect(simulated.seen).toEqual([]);
});
