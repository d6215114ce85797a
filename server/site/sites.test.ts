import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunningSidecar, type Visitor } from '../test-support/running-sidecar.ts';

const siteFile = `
sites:
  - { id: bern, name: Bern, timezone: Europe/Zurich, languages: [de] }
  - { id: basel, name: Basel, timezone: Europe/Zurich, languages: [de] }
`;

describe('a change of the configuration', () => {
  let running: RunningSidecar;
  let admin: Visitor;

  beforeEach(async () => {
    running = await RunningSidecar.start(siteFile);
    admin = await running.signIn();
    for (const site of ['bern', 'basel']) {
      await put(`${site}/sensor/door`, { driver: 'axis-people-counter', url: 'http://10.255.255.1' });
      await put(`${site}/zone/store`, { name: 'Store', capacity: 10, sources: [{ sensor: 'door' }] });
    }
  });
  afterEach(async () => running.stop());

  async function put(entry: string, document: object): Promise<void> {
    const answer = await running.send('PUT', `/api/v1/config/${entry}`, admin, document);
    expect(answer.status, await answer.text()).toBeLessThan(300);
  }

  it('touches only the runner of its site', async () => {
    const { sites } = running.sidecar;
    const all = () =>
      ['bern', 'basel'].map((site) => [sites.zone(`${site}/store`), sites.sensor(`${site}/door`)]);
    const [bern, basel] = all();
    await put('bern/zone/store', { name: 'Store', capacity: 20, sources: [{ sensor: 'door' }] });
    const [bernAfter, baselAfter] = all();
    expect(baselAfter?.[0]).toBe(basel?.[0]);
    expect(baselAfter?.[1]).toBe(basel?.[1]);
    expect(bernAfter?.[0]).not.toBe(bern?.[0]);
    expect(bernAfter?.[1], 'a sensor that stays as it is runs on').toBe(bern?.[1]);
    expect(sites.state('bern/store')?.capacity).toBe(20);
  });

  it('begins and ends a site beside others that run on', async () => {
    const { sites } = running.sidecar;
    const basel = sites.sensor('basel/door');
    await put('chur/site/chur', { name: 'Chur', timezone: 'Europe/Zurich', languages: ['de'] });
    await put('chur/sensor/door', { driver: 'axis-people-counter', url: 'http://10.255.255.1' });
    await put('chur/zone/store', { name: 'Store', capacity: 10, sources: [{ sensor: 'door' }] });
    expect(sites.states().map(({ site }) => site)).toEqual(['bern', 'basel', 'chur']);
    const removed = await running.send('DELETE', '/api/v1/config/chur/site/chur', admin);
    expect(removed.status).toBeLessThan(300);
    expect(sites.states().map(({ site }) => site)).toEqual(['bern', 'basel']);
    expect(sites.sensor('chur/door')).toBeUndefined();
    expect(sites.sensor('basel/door')).toBe(basel);
  });
});
