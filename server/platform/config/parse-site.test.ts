// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as the file writes them
import { describe, expect, it } from 'vitest';
import type { ConfigurationError } from './configuration-error.ts';
import { parseSites } from './site-file.ts';
import { testFamilies } from './test-families.ts';

const options = { families: testFamilies, variables: { DISPLAY_KEY: 'k' } };

/** `path | found | expected | hint` of all that is wrong with a site made of these sensors and zones. */
function wrong(site: Record<string, unknown>): string[] {
  try {
    parseSites({ sites: [{ id: 's', name: 'S', timezone: 'Europe/Zurich', ...site }] }, options);
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems.map(({ path, found, expected, hint }) =>
      [path.replace('sites[0].', ''), found, expected, ...(hint === undefined ? [] : [hint])].join(' | '),
    );
  }
}

const door = { id: 'door', driver: 'axis-people-counter', url: 'http://10.0.0.1' };
const level = { id: 'level', driver: 'axis-3d', url: 'http://10.0.0.2' };
const hall = { id: 'hall', driver: 'xovis', url: 'http://10.0.0.3' };
const zone = { id: 'z', name: 'Z', capacity: 50, sources: [{ sensor: 'door' }] };

describe('a site', () => {
  it.each([
    [
      { timezone: 'Europe/Zürich' },
      'timezone | "Europe/Zürich" | an IANA timezone such as Europe/Zurich; did you mean Europe/Zurich?',
    ],
    [{ timezone: '+02:00' }, 'timezone | "+02:00" | an IANA timezone such as Europe/Zurich'],
    [{ name: 12 }, 'name | 12 | text | put the value in quotes'],
    [{ name: ' ' }, 'name | " " | text that is not empty'],
    [{ languages: [] }, 'languages | an empty list | a list of languages such as [de, fr, en]'],
    [
      { languages: ['de', 'german!'] },
      'languages[1] | "german!" | a language such as de, fr or pt-BR (BCP 47)',
    ],
    [{ languages: ['de', 'de'] }, 'languages | a list | each language once'],
    [{ resetAt: '24:00' }, 'resetAt | "24:00" | a time of day from "00:00" to "23:59", in quotes'],
    [{ hours: {} }, 'hours | a mapping | at least one day'],
    [
      { hours: { mon: '8-20' } },
      'hours.mon | "8-20" | closed, or times in quotes: "08:00-20:00" or "08:00-12:00, 13:00-18:00"',
    ],
    [{ tags: 'west' }, 'tags | "west" | a mapping (key: value)'],
    [
      { tags: { Region: 'west' } },
      'tags.Region | "west" | the name of a tag, of 1 to 40 characters: a-z, 0-9 and -',
    ],
    [{ tags: { region: ' ' } }, 'tags.region | " " | text of 1 to 60 characters'],
    [{ tags: { region: 'x'.repeat(61) } }, `tags.region | "${'x'.repeat(61)}" | text of 1 to 60 characters`],
    [{ tags: { floor: 2 } }, 'tags.floor | 2 | text | put the value in quotes'],
    [
      { tags: Object.fromEntries(Array.from({ length: 21 }, (_, tag) => [`t${tag}`, 'x'])) },
      'tags | a mapping | at most 20 tags',
    ],
  ])('with %j is refused', (keys, problem) => {
    expect(wrong(keys)).toEqual([problem]);
  });

  it('has tags of free text, the same however it was typed', () => {
    const tags = { region: ' West: Genève ', format: 'city' };
    const typed = { ...tags, region: tags.region.normalize('NFD') };
    const site = { id: 's', name: 'S', timezone: 'Europe/Zurich' };
    const { sites } = parseSites(
      {
        sites: [
          { ...site, tags: typed },
          { ...site, id: 't' },
        ],
      },
      options,
    );
    expect(sites[0]?.tags).toEqual({ region: 'West: Genève', format: 'city' });
    expect(sites[1]).not.toHaveProperty('tags');
  });

  it.each([
    [undefined, undefined],
    [false, undefined],
    [true, { number: 'exact', forecast: true }],
    [
      { number: true, forecast: true },
      { number: 'exact', forecast: true },
    ],
    [{ number: false }, { number: 'hidden', forecast: true }],
    [
      { number: 'rounded', forecast: false, zones: ['z'] },
      { number: 'rounded', forecast: false, zones: ['z'] },
    ],
  ])('with public: %j makes public %j', (written, read) => {
    const site = { id: 's', name: 'S', timezone: 'UTC', sensors: [door], zones: [zone], public: written };
    expect(parseSites({ sites: [site] }, options).sites[0]?.public).toEqual(read);
  });

  it.each([
    ['yes', 'public | "yes" | true, false, or keys such as number: rounded'],
    [{ number: 'about' }, 'public.number | "about" | true, false or rounded'],
    [{ zones: ['y'] }, 'public.zones[0] | "y" | the id of a zone of this site: z'],
    [{ zones: [] }, 'public.zones | an empty list | at least one zone'],
    [
      { numbers: true },
      'public.numbers | an unknown key | one of the keys number, forecast, zones | did you mean number?',
    ],
  ])('with public: %j is refused', (written, problem) => {
    expect(wrong({ sensors: [door], zones: [zone], public: written })).toEqual([problem]);
  });

  it('has ids that are unique among its sensors, zones and displays, and among sites', () => {
    const display = { id: 'd', zone: 'z' };
    expect(wrong({ sensors: [door, door], zones: [zone, zone], displays: [display, display] })).toEqual([
      'sensors[1].id | "door" | an id that no other sensor of the site has; sites[0].sensors[0].id is the same',
      'zones[1].id | "z" | an id that no other zone of the site has; sites[0].zones[0].id is the same',
      'displays[1].id | "d" | an id that no other display of the site has; sites[0].displays[0].id is the same',
    ]);
    const site = { id: 's', name: 'S', timezone: 'UTC' };
    expect(() => parseSites({ sites: [site, site] }, options)).toThrow(
      /sites\[1\]\.id[\s\S]*no other site has/,
    );
  });
});

describe('a sensor', () => {
  it.each([
    [
      { driver: 'axis3d' },
      'driver | "axis3d" | one of the drivers axis-people-counter, axis-3d, axis-stereo, xovis, indivd | did you mean axis-3d?',
    ],
    [{ url: 'ftp://10.0.0.1' }, 'url | "ftp://10.0.0.1" | an http or https address such as http://10.0.0.11'],
    [{ url: '10.0.0.1' }, 'url | "10.0.0.1" | an http or https address such as http://10.0.0.11'],
    [
      { url: 'http://op:hunter2@10.0.0.1' },
      'url | "http://(hidden)@10.0.0.1" | an address without user name and password: give them as username: and password:',
    ],
    [
      { url: 'http://10.0.0.1/?key=hunter2' },
      'url | "http://10.0.0.1/?(hidden)" | an address without ? and #',
    ],
    [{ username: 'op' }, 'password | nothing | a password to go with username'],
    [{ password: 'hunter2' }, 'username | nothing | a username to go with password'],
    [{ username: 'op', password: 1234 }, 'password | (hidden) | text | put the value in quotes'],
    [{ pushToken: '' }, 'pushToken | (hidden) | text that is not empty'],
    [
      { tls: 'ab:cd' },
      'tls | "ab:cd" | verify, insecure, or the SHA-256 fingerprint of the certificate (64 hexadecimal digits)',
    ],
    [{ poll: '99ms' }, 'poll | "99ms" | a duration from 100ms to 1d'],
    [
      { mode: 'v5' },
      'mode | an unknown key | one of the keys id, name, driver, url, username, password, tls, poll, pushToken',
    ],
  ])('with %j is refused', (keys, problem) => {
    expect(wrong({ sensors: [{ ...door, ...keys }] })).toEqual([`sensors[0].${problem}`]);
  });

  it('has the keys of its own family checked too, their secrets hidden', () => {
    expect(wrong({ sensors: [{ ...hall, mode: 'v6', apiKey: 7, apikey: 'x' }] })).toEqual([
      'sensors[0].apikey | an unknown key | one of the keys id, name, driver, url, username, password, tls, poll, pushToken, apiKey, mode | did you mean apiKey?',
      'sensors[0].apiKey | (hidden) | text | put the value in quotes',
      'sensors[0].mode | "v6" | one of auto, gateway, v5',
    ]);
  });

  it('takes a fingerprint with or without colons', () => {
    const tls = `${'AB:'.repeat(31)}AB`;
    const sites = { sites: [{ id: 's', name: 'S', timezone: 'UTC', sensors: [{ ...door, tls }] }] };
    expect(parseSites(sites, options).sites[0]?.sensors[0]?.tls).toEqual({ fingerprint: 'ab'.repeat(32) });
  });

  it('shows no value that came from a variable with a secret name', () => {
    const sensors = [{ ...door, url: 'ftp://${DISPLAY_KEY}' }];
    expect(wrong({ sensors })[0]).toContain('"ftp://${DISPLAY_KEY}" (value hidden)');
  });
});

describe('a zone', () => {
  it.each([
    [{ capacity: 1.5 }, 'capacity | 1.5 | a whole number of people'],
    [{ capacity: '120' }, 'capacity | "120" | a whole number of people'],
    [{ amberAt: 80 }, 'amberAt | 80 | a share of the capacity above 0, up to 2: 0.8 is 80 %'],
    [{ amberAt: 0.9, redAt: 0.5 }, 'amberAt | 0.9 | at most redAt, which is 0.5'],
    [{ redAt: 0.5 }, 'amberAt | nothing | at most redAt, which is 0.5'],
    [{ release: 0.8 }, 'release | 0.8 | less than amberAt, which is 0.8'],
    [{ staleAfter: '1s' }, 'staleAfter | "1s" | longer than door takes from poll to poll (1s)'],
    [{ onStale: 'green' }, 'onStale | "green" | one of unknown, red'],
    [{ sources: 'door' }, 'sources | "door" | a list'],
    [
      { sources: [{ sensor: 'door', optional: true }] },
      'sources | a list | at least one source that is not optional',
    ],
    [
      { sources: [{ sensor: 'dor' }] },
      'sources[0].sensor | "dor" | the id of a sensor of this site: door, level, hall | did you mean door?',
    ],
    [
      { sources: [{ sensor: 'door', channel: '1' }] },
      'sources[0].channel | "1" | main, or no channel: axis-people-counter has just that',
    ],
    [
      { sources: [{ sensor: 'hall' }] },
      'sources[0].channel | nothing | a channel: xovis counts several things, name the one that is meant',
    ],
    [
      { sources: [{ sensor: 'hall', channel: 7 }] },
      'sources[0].channel | 7 | text | put the value in quotes',
    ],
    [
      { sources: [{ sensor: 'level', use: 'counts' }] },
      'sources[0].use | "counts" | occupancy: axis-3d gives no counts',
    ],
    [
      { sources: [{ sensor: 'level', direction: 'reverse' }] },
      'sources[0].direction | "reverse" | normal: axis-3d gives no counts, which reverse needs',
    ],
    [
      { sources: [{ sensor: 'door', use: 'occupancy', direction: 'reverse' }] },
      'sources[0].use | "occupancy" | counts: direction reverse needs people counted in and out',
    ],
    [
      { sources: [{ sensor: 'door' }, { sensor: 'door', channel: 'main', direction: 'reverse' }] },
      'sources[1] | a mapping | each channel of a sensor once in a zone; sites[0].zones[0].sources[0] is the same',
    ],
  ])('with %j is refused', (keys, problem) => {
    expect(wrong({ sensors: [door, level, hall], zones: [{ ...zone, ...keys }] })).toEqual([
      `zones[0].${problem}`,
    ]);
  });

  it('takes counts where the direction is reverse, and what the source asks for otherwise', () => {
    const sources = [
      { sensor: 'door', direction: 'reverse' },
      { sensor: 'hall', channel: 'a', use: 'occupancy' },
      { sensor: 'hall', channel: 'b', use: 'counts' },
      { sensor: 'level' },
    ];
    const sites = [
      { id: 's', name: 'S', timezone: 'UTC', sensors: [door, level, hall], zones: [{ ...zone, sources }] },
    ];
    const uses = parseSites({ sites }, options).sites[0]?.zones[0]?.sources.map(({ use }) => use);
    expect(uses).toEqual(['count', 'level', 'count', 'auto']);
  });

  it('is not blamed for a sensor that is wrong itself', () => {
    expect(wrong({ sensors: [{ ...door, poll: 5 }], zones: [zone] })).toHaveLength(1);
  });
});
