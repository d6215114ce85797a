import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insightsSchema } from '#lib/contract/insights.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { indivdSimulator } from '#server/simulators/indivd/simulator.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

let account: SimulatedDevice;
let gateway: SimulatedDevice;
let running: RunningSidecar;
let viewer: Visitor;

beforeAll(async () => {
  account = await indivdSimulator.start({
    token: 'T',
    timezone: 'Europe/Zurich',
    channels: [{ id: '201', name: 'Store' }],
  });
  gateway = await xovisSimulator.start({ token: 'K', settings: { pastHours: 24 * 15, queues: ['till'] } });
  running = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    languages: [de]
    sensors:
      - { id: hq, driver: indivd, url: "${account.url}/api/v1/rnd/insights/external", token: T, poll: 15m }
      - { id: hall, driver: xovis, mode: gateway, url: "${gateway.url}/api/v1", apiKey: K, poll: 10s }
    zones:
      - { id: hall, name: Hall, capacity: 10, sources: [{ sensor: hall, channel: hall }] }
    displays: []
  - id: empty
    name: Empty
    timezone: Europe/Zurich
    languages: [de]
    sensors: []
    zones: []
    displays: []
`);
  viewer = await running.user('vera', 'viewer');
});

afterAll(async () => {
  await running?.stop();
  await Promise.all([account?.close(), gateway?.close()]);
});

const path = '/api/v1/sites/bern/insights';

describe('the insights of a site', () => {
  it('are what each system reports, as the contract says, beside the days before', async () => {
    const answer = insightsSchema.parse(await running.read(path, viewer));
    expect(answer.comparison.kind).toBe('previous');
    expect(answer.sensors.map(({ sensor }) => sensor)).toEqual(['hq', 'hall']);
    const [hq, hall] = answer.sensors;
    expect(hq?.zones[0]).toMatchObject({
      name: 'Store',
      current: { visits: expect.any(Number), dropIn: { isConfigurationSignal: false } },
      comparison: { visits: expect.any(Number) },
    });
    expect(hall?.zones[0]?.current.course).toHaveLength(7);
    expect(hall?.now.queues).toEqual([{ queue: 'till', name: 'till', people: 0 }]);
    expect(answer.sensors.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('are asked of the systems once for all who look', async () => {
    const day = `${path}?from=2026-01-05&to=2026-01-05`;
    await running.read(day, viewer);
    const before = account.seen.length;
    await running.read(day, viewer);
    expect(account.seen.length).toBe(before);
  });

  it('come as a table', async () => {
    const answer = await running.fetch(path, viewer, { headers: { accept: 'text/csv' } });
    expect(answer.headers.get('content-disposition')).toMatch(/filename="bern-insights-.+\.csv"/);
    const lines = (await answer.text()).split('\n');
    expect(lines[0]).toBe('sensor,zone,name,figure,at,current,comparison');
    expect(lines.some((line) => /^hq,201,Store,visits,,\d+,\d+$/.test(line))).toBe(true);
    expect(lines.some((line) => /^hq,201,Store,dropInRate,,0\.6\d*,0\.6\d*$/.test(line))).toBe(true);
  });

  it('are none where no system reports any', async () => {
    expect(await running.read('/api/v1/sites/empty/insights', viewer)).toMatchObject({ sensors: [] });
  });

  it('are for who is signed in, of sites that there are, and of days that were', async () => {
    expect((await running.fetch(path)).status).toBe(401);
    expect((await running.fetch('/api/v1/sites/none/insights', viewer)).status).toBe(404);
    const future = await running.fetch(`${path}?to=2099-01-01`, viewer);
    expect(future.status).toBe(400);
    expect(await future.json()).toMatchObject({ detail: expect.stringContaining('still to come') });
  });

  it('say of a system that fails why, in words, and report the others', async () => {
    await account.setFault('refuse-connections');
    const answer = insightsSchema.parse(await running.read(`${path}?from=2026-02-02&to=2026-02-03`, viewer));
    await account.setFault(null);
    const [hq, hall] = answer.sensors;
    expect(hq?.problems).toMatchObject([{ part: 'visits', message: expect.stringMatching(/\w+ \w+/) }]);
    expect(hall?.problems).toEqual([]);
  });
});
