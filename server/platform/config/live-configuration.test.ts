import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { Outbound } from '#server/network/outbound.ts';
import { type EntryDocument, type EntryKey, isSame, type StoredEntry } from './config-entry.ts';
import type { SiteConfig } from './configuration.ts';
import type { EntryChange } from './entry-writer.ts';
import { LiveConfiguration } from './live-configuration.ts';
import { testFamilies } from './test-families.ts';

const door = {
  id: 'door',
  driver: 'axis-stereo',
  url: 'http://10.0.0.1',
  username: 'op',
  password: 'hunter2',
};
const store = { id: 'store', name: 'Store', capacity: 20, sources: [{ sensor: 'door' }] };
const bern = { id: 'bern', name: 'Bern', timezone: 'Europe/Zurich', sensors: [door], zones: [store] };

const zoneKey = (id: string, site = 'bern'): EntryKey => ({ site, kind: 'zone', id });
const cafe = { name: 'Café', capacity: 8, sources: [{ sensor: 'door' }] };

/** The stored entries, in memory. */
class Saver {
  entries: StoredEntry[] = [];
  async load() {
    return this.entries;
  }
  async replace({ saved, removed }: EntryChange) {
    const touched = [...saved, ...removed];
    const stay = (entry: StoredEntry) => !touched.some((other) => isSame(entry, other));
    this.entries = [...this.entries.filter(stay), ...saved];
  }
}

async function load(
  base: readonly EntryDocument[],
  { saver = new Saver(), baseOwner = 'file' as 'file' | 'demo', deviceNetworks = ['0.0.0.0/0', '::/0'] } = {},
) {
  const leftOut: string[] = [];
  const reportable: (readonly SiteConfig[])[] = [];
  const configuration = await LiveConfiguration.load({
    base,
    baseOwner,
    addresses: new Outbound({ deviceNetworks }).entered,
    families: testFamilies,
    saver,
    onLeftOut: (name) => leftOut.push(name),
    onTrouble: () => undefined,
  });
  configuration.follow({
    name: 'zones',
    replace: (sites) => {
      reportable.push(sites);
      return { undo: () => undefined };
    },
  });
  return { configuration, saver, leftOut, reportable };
}

const zonesOf = (sites: readonly SiteConfig[], site = 'bern') =>
  sites.find(({ id }) => id === site)?.zones.map(({ id, capacity }) => `${id}:${capacity}`);

describe('an address outside of DEVICE_NETWORKS', () => {
  const sensorKey: EntryKey = { site: 'bern', kind: 'sensor', id: 'new' };
  const sensor = (url: string) => ({ driver: 'axis-stereo', url, username: 'op', password: 'secret' });

  it('stays where the file has it, and is refused where it is entered', async () => {
    const { configuration } = await load([bern], { deviceNetworks: ['192.168.0.0/16'] });
    expect(configuration.sites[0]?.sensors[0]).not.toHaveProperty('isEntered');
    for (const url of ['http://10.0.0.2', 'http://169.254.169.254/latest', 'http://[::ffff:a9fe:a9fe]']) {
      const refused = await configuration.put(sensorKey, sensor(url), 'anna');
      expect(refused).toMatchObject({ kind: 'wrong', problems: [{ path: 'url', found: `"${url}"` }] });
    }
    expect(await configuration.put(sensorKey, sensor('http://192.168.0.2'), 'anna')).toEqual({
      kind: 'done',
    });
    expect(configuration.sites[0]?.sensors[1]).toMatchObject({ id: 'new', isEntered: true });
  });

  it('that was entered before the networks were narrowed is kept: its status says why it is not asked', async () => {
    const saver = new Saver();
    saver.entries = [{ ...sensorKey, document: { id: 'new', ...sensor('http://10.0.0.2') } }];
    const { configuration, leftOut } = await load([bern], { saver, deviceNetworks: ['192.168.0.0/16'] });
    expect(leftOut).toEqual([]);
    expect(configuration.sites[0]?.sensors[1]).toMatchObject({ id: 'new', isEntered: true });
  });
});

describe('a calendar that is a file of the server', () => {
  const siteKey: EntryKey = { site: 'genf', kind: 'site', id: 'genf' };
  const genf = (calendar: string) => ({
    name: 'Genf',
    timezone: 'Europe/Zurich',
    languages: ['fr'],
    calendar,
  });

  it('is named by the configuration file alone: entered in the console, or imported, it is refused', async () => {
    const { configuration } = await load([{ ...bern, calendar: '/srv/closures.ics' }]);
    expect(configuration.sites[0]?.calendarFeed).toBe('/srv/closures.ics');
    for (const calendar of ['/etc/secret.ics', '../closures.ics', 'C:\\closures.ics']) {
      const refused = await configuration.put(siteKey, genf(calendar), 'mia');
      expect(refused).toMatchObject({
        kind: 'wrong',
        problems: [{ path: 'calendar', expected: expect.stringContaining('only the configuration file') }],
      });
    }
    expect(await configuration.put(siteKey, genf('https://example.com/a.ics'), 'mia')).toEqual({
      kind: 'done',
    });
    const file = `sites:\n  - id: genf\n    name: Genf\n    timezone: Europe/Zurich\n    languages: [fr]\n    calendar: /etc/secret.ics\n`;
    expect(await configuration.importYaml(file, 'mia')).toMatchObject({ kind: 'wrong' });
  });
});

describe('the tags of a site', () => {
  const siteKey: EntryKey = { site: 'bern', kind: 'site', id: 'bern' };
  const own = { name: 'Bern', timezone: 'Europe/Zurich' };
  const tags = { region: 'west' };

  it('change only with the right to it, and the log says from what to what', async () => {
    const changes: EntryChange[] = [];
    const saver = new Saver();
    const replace = saver.replace.bind(saver);
    saver.replace = async (change) => {
      changes.push(change);
      await replace(change);
    };
    const { configuration } = await load([], { saver, baseOwner: 'demo' });
    const kept = { kind: 'tags-kept' };
    expect(await configuration.put(siteKey, { ...own, tags }, 'mia')).toEqual(kept);
    expect(configuration.sites).toEqual([]);
    expect(await configuration.put(siteKey, { ...own, tags }, 'anna', { mayTag: true })).toEqual({
      kind: 'done',
    });
    expect(configuration.site('bern')?.tags).toEqual(tags);
    // Neither another value, nor one more, nor none, nor on trial.
    for (const wanted of [{ region: 'east' }, { ...tags, format: 'city' }, {}, undefined, 'west']) {
      const document = wanted === undefined ? own : { ...own, tags: wanted };
      expect(await configuration.put(siteKey, document, 'mia')).toEqual(kept);
      expect(await configuration.put(siteKey, document, 'mia', { isTrial: true })).toEqual(kept);
    }
    const same = { ...own, name: 'Bern West', tags: { region: ' west ' } };
    expect(await configuration.put(siteKey, same, 'mia')).toEqual({ kind: 'done' });
    await configuration.put(siteKey, { ...own, tags: { region: 'east' } }, 'anna', { mayTag: true });
    const untagged: EntryKey = { site: 'genf', kind: 'site', id: 'genf' };
    for (const none of [{ tags: {} }, {}])
      expect(await configuration.put(untagged, { ...own, ...none }, 'mia')).toEqual({ kind: 'done' });
    expect(changes.map(({ by, audit }) => [by, audit.note])).toEqual([
      ['anna', 'tags: none → region: west'],
      ['mia', undefined],
      ['anna', 'tags: region: west → region: east'],
      ['mia', undefined],
      ['mia', undefined],
    ]);
  });

  it('come back from below with nobody’s change but that of who may change them', async () => {
    const { configuration } = await load([{ ...bern, tags }], { baseOwner: 'demo' });
    await configuration.put(siteKey, own, 'anna', { mayTag: true });
    expect(configuration.site('bern')?.tags).toBeUndefined();
    expect(await configuration.remove(siteKey, 'mia')).toEqual({ kind: 'tags-kept' });
    expect(await configuration.remove(siteKey, 'anna', { mayTag: true })).toEqual({ kind: 'done' });
    expect(configuration.site('bern')?.tags).toEqual(tags);
  });
});

describe('the configuration', () => {
  it('is the file and what people added to it', async () => {
    const { configuration, reportable, saver } = await load([bern]);
    expect(await configuration.put(zoneKey('cafe'), cafe, 'mia')).toEqual({ kind: 'done' });
    expect(zonesOf(configuration.sites)).toEqual(['store:20', 'cafe:8']);
    expect(zonesOf(reportable[0] ?? [])).toEqual(['store:20', 'cafe:8']);
    const again = await load([bern], { saver });
    expect(zonesOf(again.configuration.sites)).toEqual(['store:20', 'cafe:8']);
  });

  it('leaves alone what the file names', async () => {
    const { configuration } = await load([bern]);
    const change = await configuration.put(zoneKey('store'), { ...store, capacity: 5 }, 'mia');
    expect(change).toEqual({ kind: 'managed-by-file' });
    expect(await configuration.remove(zoneKey('store'), 'mia')).toEqual({ kind: 'managed-by-file' });
    expect(zonesOf(configuration.sites)).toEqual(['store:20']);
  });

  it('takes changes of the demo, and goes back to it when they are removed', async () => {
    const { configuration } = await load([bern], { baseOwner: 'demo' });
    await configuration.put(zoneKey('store'), { ...store, capacity: 5 }, 'mia');
    expect(zonesOf(configuration.sites)).toEqual(['store:5']);
    expect(configuration.sites[0]?.simulated).toBe(true);
    await configuration.remove(zoneKey('store'), 'mia');
    expect(zonesOf(configuration.sites)).toEqual(['store:20']);
  });

  it('refuses what is wrong, by its keys, and changes nothing', async () => {
    const { configuration, saver, reportable } = await load([bern]);
    const change = await configuration.put(zoneKey('cafe'), { ...cafe, capacity: 0, colour: 'red' }, 'mia');
    expect(change).toMatchObject({
      kind: 'wrong',
      problems: [{ path: 'capacity' }, { path: 'colour', found: 'an unknown key' }],
    });
    expect(saver.entries).toEqual([]);
    expect(reportable).toEqual([]);
  });

  it('names the other entry that a removal would break', async () => {
    const { configuration } = await load([{ ...bern, sensors: [], zones: [] }]);
    await configuration.put({ site: 'bern', kind: 'sensor', id: 'door' }, door, 'mia');
    await configuration.put(zoneKey('store'), store, 'mia');
    expect(await configuration.remove({ site: 'bern', kind: 'sensor', id: 'door' }, 'mia')).toMatchObject({
      kind: 'wrong',
      problems: [{ path: 'zone bern/store: sources[0].sensor' }],
    });
  });

  it('only checks where it is asked to', async () => {
    const { configuration, saver } = await load([bern]);
    expect(await configuration.put(zoneKey('cafe'), cafe, 'mia', { isTrial: true })).toEqual({
      kind: 'done',
    });
    expect(saver.entries).toEqual([]);
    expect(zonesOf(configuration.sites)).toEqual(['store:20']);
  });

  it('shows no secrets, keeps those that a change does not name, and removes those that are null', async () => {
    const { configuration, saver } = await load([{ ...bern, sensors: [], zones: [] }]);
    const key: EntryKey = { site: 'bern', kind: 'sensor', id: 'door' };
    await configuration.put(key, door, 'mia');
    const entry = configuration.entries().find(({ kind }) => kind === 'sensor');
    expect(entry).toMatchObject({ managedBy: 'console', secrets: ['password'] });
    expect(JSON.stringify(configuration.entries())).not.toContain('hunter2');
    await configuration.put(key, { ...entry?.document, url: 'http://10.0.0.2' }, 'mia');
    expect(saver.entries[0]?.document).toMatchObject({ url: 'http://10.0.0.2', password: 'hunter2' });
    const { driver, url } = door;
    await configuration.put(key, { driver, url, password: null }, 'mia');
    expect(saver.entries[0]?.document).not.toHaveProperty('password');
  });

  it('reads no variables of the environment from what people write', async () => {
    const variable = ['$', '{PATH}'].join('');
    const { configuration } = await load([bern]);
    await configuration.put(zoneKey('cafe'), { ...cafe, name: variable }, 'mia');
    expect(configuration.sites[0]?.zones[1]?.name).toBe(variable);
  });

  it('starts without an entry that fits no longer, and says which', async () => {
    const { configuration, saver } = await load([bern]);
    await configuration.put(zoneKey('cafe'), cafe, 'mia');
    const other = { ...bern, sensors: [{ ...door, id: 'gate' }], zones: [] };
    const { configuration: changed, leftOut } = await load([other], { saver });
    expect(leftOut).toEqual(['zone bern/cafe']);
    expect(changed.sites).toHaveLength(1);
  });

  it('may be a site that people made, and nothing before', async () => {
    const { configuration } = await load([]);
    expect(configuration.sites).toEqual([]);
    const key: EntryKey = { site: 'basel', kind: 'site', id: 'basel' };
    expect(await configuration.put(zoneKey('store', 'basel'), store, 'mia')).toEqual({ kind: 'not-found' });
    await configuration.put(key, { name: 'Basel', timezone: 'Europe/Zurich' }, 'mia');
    await configuration.put({ site: 'basel', kind: 'sensor', id: 'door' }, door, 'mia');
    await configuration.put(zoneKey('store', 'basel'), store, 'mia');
    expect(zonesOf(configuration.sites, 'basel')).toEqual(['store:20']);
    await configuration.remove(key, 'mia');
    expect(configuration.sites).toEqual([]);
  });
});

describe('ten thousand sites', () => {
  const many = Array.from({ length: 1000 }, (_, at) => ({
    ...{ id: `site-${at}`, name: `Store ${at}`, timezone: 'Europe/Zurich' },
    ...structuredClone({ sensors: [door], zones: [store] }),
  }));
  const file = stringify({ sites: many });

  it('come in by one file, are counted in the log, and go on as they are where another changes', async () => {
    const changes: EntryChange[] = [];
    const saver = new Saver();
    saver.replace = async (change) => {
      changes.push(change);
    };
    const { configuration } = await load([], { saver, baseOwner: 'demo' });
    const trial = await configuration.importYaml(file, 'anna', { isTrial: true });
    expect(trial.kind === 'done' && trial.result.differences).toHaveLength(3000);
    expect(configuration.sites).toEqual([]);
    expect(await configuration.importYaml(file, 'anna')).toMatchObject({ kind: 'done' });
    expect(changes.map(({ audit }) => audit.to)).toEqual([
      'added sites: 1000, added sensors: 1000, added zones: 1000',
    ]);
    const before = configuration.sites;
    const key = { site: 'site-7', kind: 'zone', id: 'store' } as const;
    expect(await configuration.put(key, { ...store, capacity: 9 }, 'mia')).toEqual({ kind: 'done' });
    expect(configuration.entry(key)).toMatchObject({ document: { capacity: 9 } });
    const changed = configuration.sites.filter((site, at) => site !== before[at]);
    expect(changed.map(({ id, zones }) => [id, zones[0]?.capacity])).toEqual([['site-7', 9]]);
    expect(await configuration.importYaml(configuration.asYaml(), 'anna')).toMatchObject({
      result: { differences: [] },
    });
  });
});
