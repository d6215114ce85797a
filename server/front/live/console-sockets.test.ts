import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FoundSite, WallRow, WallUpdate } from '#lib/contract/wall.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

let door: SimulatedDevice;
let running: RunningSidecar;
let admin: Visitor;

const siteText = (id: string) => `
  - id: ${id}
    name: Store ${id}
    timezone: Europe/Zurich
    languages: [de]
    sensors: [{ id: door, driver: axis-people-counter, url: "${door.url}", poll: 100ms }]
    zones: [{ id: store, name: Shop, capacity: 20, sources: [{ sensor: door }] }]`;

beforeAll(async () => {
  door = await axisPeopleCounterSimulator.start({});
  running = await RunningSidecar.start(`sites:${['aarau', 'bern', 'chur'].map(siteText).join('')}`);
  admin = await running.signIn();
});

afterAll(async () => {
  await running?.stop();
  await door?.close();
});

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

/** A console, with the sites of which it hears and what it sees of the wall. */
function open(auth: object, { cookie = '' }: Visitor = admin) {
  const options = { path: '/socket.io', forceNew: true, reconnection: false, transports: ['websocket'] };
  const socket = io(`${running.url}/live`, { ...options, auth, extraHeaders: { cookie } });
  sockets.push(socket);
  const heard = { zones: new Set<string>(), sensors: new Set<string>() };
  const rows = new Map<string, WallRow>();
  let last: WallUpdate | undefined;
  socket.on('zone', ({ site }) => heard.zones.add(site));
  socket.on('sensor', ({ site }) => heard.sensors.add(site));
  socket.on('wall', (update: WallUpdate) => {
    last = update;
    for (const row of update.rows) rows.set(row.site, row);
  });
  const sitesOf = () => [[...heard.zones].sort(), [...heard.sensors].sort()];
  return { socket, heard, sitesOf, rows, last: () => last };
}

const query = { query: 1, search: '', tags: [], order: 'name', from: 0, count: 10 };

test('a console that says nothing hears of every site, as ever', async () => {
  const { sitesOf } = open({});
  const all = ['aarau', 'bern', 'chur'];
  await expect.poll(sitesOf).toEqual([all, all]);
});

test('one that says which sites it watches hears of these, and later of others', async () => {
  const { socket, heard, sitesOf } = open({ watch: ['bern', 'nowhere'] });
  await expect.poll(sitesOf).toEqual([['bern'], ['bern']]);
  socket.emit('watch', ['chur']);
  await expect.poll(() => heard.zones.has('chur')).toBe(true);
  for (const sites of Object.values(heard)) sites.clear();
  door.walk({ in: 1, out: 1 });
  await expect.poll(sitesOf).toEqual([['chur'], ['chur']]);
  // What cannot be understood changes nothing.
  socket.emit('watch', 'everything');
  socket.emit('wall', { order: 'chance' });
  door.walk({ in: 1, out: 1 });
  await expect.poll(sitesOf).toEqual([['chur'], ['chur']]);
});

test('the wall comes to who asks for it, with what it finds', async () => {
  const { socket, rows, last } = open({ watch: [] });
  socket.emit('wall', { ...query, search: 'bern' });
  await expect.poll(() => last()?.sites).toEqual(['bern']);
  await expect.poll(() => rows.get('bern')?.rank).toBe(4);
  await expect.poll(last).toMatchObject({ total: 1, counts: { all: 1, green: 1 } });
  const found = await socket.emitWithAck('find', { search: 'shop', tags: [], order: 'name' });
  expect(found.map(({ name }: FoundSite) => name)).toEqual(['Store aarau', 'Store bern', 'Store chur']);
});

test('nobody watches or finds a site without a role there', async () => {
  const vera = await running.user('vera', { bern: 'viewer' });
  const { socket, sitesOf, last } = open({ watch: ['aarau', 'bern'] }, vera);
  socket.emit('wall', query);
  await expect.poll(() => last()?.sites).toEqual(['bern']);
  await expect.poll(sitesOf).toEqual([['bern'], ['bern']]);
  expect(await socket.emitWithAck('find', { search: '', tags: [], order: 'name' })).toHaveLength(1);
  for (const path of ['zones', 'sensors', 'displays', 'sites']) {
    const answer = await running.read<unknown[]>(`/api/v1/${path}?site=aarau&search=aarau`, vera);
    expect(answer).toEqual([]);
  }
});

test('sites are found by search and tag, page by page', async () => {
  const names = async (query: string) =>
    (await running.read<{ id: string }[]>(`/api/v1/sites?${query}`, admin)).map(({ id }) => id);
  expect(await names('search=STORE+b')).toEqual(['bern']);
  expect(await names('search=shop&limit=2')).toEqual(['aarau', 'bern']);
  expect(await names('tag=region:west')).toEqual([]);
  const zones = await running.read<{ site: string }[]>('/api/v1/zones?site=chur', admin);
  expect(zones.map(({ site }) => site)).toEqual(['chur']);
});
