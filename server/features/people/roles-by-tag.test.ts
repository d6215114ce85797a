import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NewApiKey } from '#lib/contract/api-key.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { Me, Person } from '#lib/contract/person.ts';
import type { Site } from '#lib/contract/site.ts';
import type { LockedTablet } from '#lib/contract/tablet.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

let running: RunningSidecar;
let admin: Visitor;
const sockets: Socket[] = [];

const base = `sites:
  - id: basel
    name: Basel
    timezone: Europe/Zurich
    tags: { region: north }
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]`;
const door = { driver: 'axis-3d', url: 'http://127.0.0.1:9', username: 'op', password: 'secret' };
const store = { name: 'Store', capacity: 20, sources: [{ sensor: 'door' }] };

const put = (path: string, body: object, visitor = admin) =>
  running.send('PUT', `/api/v1/config/${path}`, visitor, body);

/** Makes a site, or gives it other tags. */
async function tag(site: string, tags: Readonly<Record<string, string>>): Promise<void> {
  const saved = await put(`${site}/site/${site}`, { name: site, timezone: 'Europe/Zurich', tags });
  if (!saved.ok) throw new Error(await saved.text());
}

beforeAll(async () => {
  running = await RunningSidecar.start(base);
  admin = await running.signIn();
  for (const site of ['bern', 'genf']) {
    await tag(site, { region: 'west' });
    await put(`${site}/sensor/door`, door);
    await put(`${site}/zone/store`, store);
  }
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  for (const site of ['bern', 'genf']) await tag(site, { region: 'west' });
});

afterAll(() => running?.stop());

const sitesOf = async (visitor: Visitor) =>
  (await running.read<Site[]>('/api/v1/sites', visitor)).map(({ id }) => id).toSorted();

async function lastAudit(action: AuditEntry['action']): Promise<AuditEntry | undefined> {
  const [entry] = await running.read<AuditEntry[]>(`/api/v1/audit?action=${action}&limit=1`, admin);
  return entry;
}

/** Opens a console; the sites of which it gets states, in the order they come. */
function watch({ cookie = '' }: Visitor): { readonly socket: Socket; readonly seen: string[] } {
  const socket = io(`${running.url}/live`, {
    path: '/socket.io',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  });
  sockets.push(socket);
  const seen: string[] = [];
  socket.on('zone', (state: ZoneState) => seen.push(state.site));
  return { socket, seen };
}

describe('a role by tag', () => {
  it('holds at the sites that carry it, now and later, and is shown and logged as it was given', async () => {
    const anna = await running.user('anna', { 'region:west': 'staff' });
    expect(await sitesOf(anna)).toEqual(['bern', 'genf']);
    expect(await running.read<Me>('/api/v1/me', anna)).toMatchObject({
      role: 'staff',
      sites: { bern: 'staff', genf: 'staff' },
    });
    const people = await running.read<Person[]>('/api/v1/people', admin);
    expect(people.find(({ username }) => username === 'anna')?.sites).toEqual({ 'region:west': 'staff' });
    expect(await lastAudit('add-person')).toMatchObject({
      to: 'anna (staff at all sites with region: west)',
    });
    expect((await running.fetch('/api/v1/zones/basel/store', anna)).status).toBe(403);

    await tag('chur', { region: 'west' });
    expect(await sitesOf(anna)).toEqual(['bern', 'chur', 'genf']);
    await running.send('DELETE', '/api/v1/config/chur/site/chur', admin);
    expect(await sitesOf(anna)).toEqual(['bern', 'genf']);
  });

  it('is gone at once with the tag, for requests and for open sockets, and comes back with it', async () => {
    const otto = await running.user('otto', { 'region:west': 'manager', genf: 'viewer' });
    const { socket, seen } = watch(otto);
    await expect.poll(() => new Set(seen)).toEqual(new Set(['bern', 'genf']));
    await tag('bern', { region: 'east' });
    expect(await sitesOf(otto)).toEqual(['genf']);
    expect((await running.fetch('/api/v1/zones/bern/store', otto)).status).toBe(403);
    await expect.poll(() => socket.connected).toBe(false);

    await tag('genf', {});
    // What was given by its id stays, and no more than that.
    expect((await running.send('POST', '/api/v1/zones/genf/store/reset', otto)).status).toBe(403);
    const later = watch(otto);
    await expect.poll(() => new Set(later.seen)).toEqual(new Set(['genf']));
    await tag('bern', { region: 'west' });
    await expect.poll(() => later.socket.connected).toBe(false);
    expect(await sitesOf(otto)).toEqual(['bern', 'genf']);
  });

  it('is one of a key as well, and of a PIN at a tablet of such a site', async () => {
    const made = await running.send('POST', '/api/v1/api-keys', admin, {
      name: 'Till',
      sites: { 'region: west': 'viewer' },
    });
    const { key, sites } = (await made.json()) as NewApiKey;
    expect(sites).toEqual({ 'region:west': 'viewer' });
    const withKey = (path: string) =>
      running.fetch(path, {}, { headers: { authorization: `Bearer ${key}` } });
    expect((await withKey('/api/v1/zones/bern/store')).status).toBe(200);
    expect((await withKey('/api/v1/zones/basel/store')).status).toBe(403);

    const pia = { username: 'pia', name: 'Pia', pin: '4711', sites: { 'region:west': 'manager' } };
    const { id } = (await (await running.send('POST', '/api/v1/people', admin, pia)).json()) as Person;
    const cookiesOf = (answer: Response) =>
      answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
    const registrar = await running.signIn();
    const tablet = {
      cookie: cookiesOf(
        await running.send('POST', '/api/v1/tablets', registrar, { name: 'T', site: 'bern' }),
      ),
    };
    const { people } = await running.read<LockedTablet>('/api/v1/unlock', tablet);
    expect(people.map(({ name }) => name)).toEqual(['Pia']);
    const opened = await running.send('POST', '/api/v1/unlock', tablet, { person: id, pin: '4711' });
    const session = { cookie: cookiesOf(opened) };
    expect(await running.read<Me>('/api/v1/me', session)).toMatchObject({ sites: { bern: 'staff' } });
    await tag('bern', {});
    expect((await running.fetch('/api/v1/zones/bern/store', session)).status).toBe(403);
    expect((await running.read<LockedTablet>('/api/v1/unlock', tablet)).people).toEqual([]);
    expect((await running.send('POST', '/api/v1/unlock', tablet, { person: id, pin: '4711' })).status).toBe(
      401,
    );
  });

  it('of a tag that no site carries is taken, and opens nothing', async () => {
    const nora = await running.user('nora', { 'region:south': 'manager' });
    expect(await sitesOf(nora)).toEqual([]);
    expect((await running.fetch('/api/v1/config', nora)).status).toBe(403);
  });

  it.each([
    [{ 'region:': 'staff' }],
    [{ 'Region:west': 'staff' }],
    [{ ':west': 'staff' }],
    [{ 'region:west': 'administrator' }],
    [{ [`region:${'x'.repeat(61)}`]: 'staff' }],
  ])('%j is refused', async (sites) => {
    const wrong = await running.send('POST', '/api/v1/people', admin, { username: 'nobody', sites });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('sites');
  });
});

describe('a tag, and the names of sites', () => {
  it('are listed for the sites that one may look at, with how many carry it', async () => {
    await tag('genf', { region: 'west', format: 'city: small' });
    expect(await running.read('/api/v1/tags', admin)).toEqual([
      { tag: 'format:city: small', sites: 1 },
      { tag: 'region:north', sites: 1 },
      { tag: 'region:west', sites: 2 },
    ]);
    const lea = await running.user('lea', { basel: 'viewer' });
    expect(await running.read('/api/v1/tags', lea)).toEqual([{ tag: 'region:north', sites: 1 }]);
    const names = '/api/v1/names?site=genf&site=basel&site=nowhere';
    const basel = { site: 'basel', name: 'Basel', zones: { store: 'Store' }, sensors: {}, displays: {} };
    expect(await running.read(names, lea)).toEqual([basel]);
    expect(await running.read('/api/v1/names?site=basel', admin)).toEqual([basel]);
    expect(await running.read<object[]>(names, admin)).toHaveLength(2);
  });

  it('of people stand in the audit log beside their user names', async () => {
    const bea = { username: 'bea', name: 'Béa Müller', password: 'a long password', role: 'viewer' };
    expect((await running.send('POST', '/api/v1/people', admin, bea)).status).toBe(201);
    expect(await lastAudit('add-person')).toMatchObject({
      who: 'admin',
      to: 'bea (viewer)',
      names: { bea: 'Béa Müller' },
    });
    expect(await lastAudit('make-key')).not.toHaveProperty('names');
  });
});

describe('who has a role by tag', () => {
  it('does not get more by it: no tag changes, no people, no keys, no tablets elsewhere', async () => {
    const mia = await running.user('mia', { 'region:west': 'manager' });
    const bern = await running.read<ConfigEntry>('/api/v1/config/bern/site/bern', mia);
    // As manager she may change the rest of the site, with its tags as they are.
    expect((await put('bern/site/bern', { ...bern.document, name: 'Bern West' }, mia)).status).toBe(200);
    for (const tags of [{ region: 'north' }, { region: 'west', format: 'city' }, {}, undefined]) {
      const { tags: _, ...document } = bern.document;
      const refused = await put('bern/site/bern', { ...document, ...(tags && { tags }) }, mia);
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('Only an administrator changes the tags of a site');
    }
    // Nor at a site where she has no role, nor at one that is not there yet.
    for (const site of ['basel', 'chur']) {
      const taken = { name: site, timezone: 'Europe/Zurich', tags: { region: 'west' } };
      expect((await put(`${site}/site/${site}`, taken, mia)).status).toBe(403);
    }
    for (const [path, body] of [
      ['/api/v1/people', { username: 'friend', sites: { 'region:west': 'viewer' } }],
      ['/api/v1/api-keys', { name: 'Mine', sites: { 'region:north': 'manager' } }],
      ['/api/v1/tablets', { name: 'Mine', site: 'basel' }],
    ] as const) {
      expect((await running.send('POST', path, mia, body)).status).toBe(403);
    }
    expect(await sitesOf(mia)).toEqual(['bern', 'genf']);
  });

  it('not even as manager of all sites changes tags, also not by a new site or by removing one', async () => {
    const max = await running.user('max', 'manager');
    const own = { name: 'Chur', timezone: 'Europe/Zurich' };
    expect((await put('chur/site/chur', { ...own, tags: { region: 'west' } }, max)).status).toBe(403);
    expect((await put('chur/site/chur', own, max)).status).toBe(200);
    expect((await put('chur/site/chur?trial=true', { ...own, tags: { a: 'b' } }, max)).status).toBe(403);
    expect((await running.send('DELETE', '/api/v1/config/chur/site/chur', max)).status).toBe(204);
  });

  it('is logged with the tags of before and after', async () => {
    await tag('bern', { region: 'east', format: 'city' });
    expect(await lastAudit('configure')).toMatchObject({
      who: 'admin',
      site: 'bern',
      note: 'tags: region: west → region: east, format: city',
    });
  });
});
