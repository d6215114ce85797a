// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as the file writes them
import { describe, expect, it } from 'vitest';
import type { ConfigurationError } from './configuration-error.ts';
import { parseSiteFile, parseSites, readSiteFile } from './site-file.ts';
import { testFamilies } from './test-families.ts';

const variables = { DOOR_A: 'a: [1] # "x', DOOR_B: 'b', XOVIS: 'x', INDIVD: 'i', DISPLAY_KEY: 'k' };
const options = { families: testFamilies, variables };

const bern = `
sites:
  - id: bern
    name: Bern Marktgasse
    timezone: Europe/Zurich
    languages: [de, fr, en]
    resetAt: "05:00"
    hours: { mon-fri: "08:00-20:00", sat: "08:00-18:00", sun: closed }
    sensors:
      - { id: door-a, driver: axis-people-counter, url: "http://10.0.0.11/", username: op, password: "\${DOOR_A}", poll: 1s }
      - { id: door-b, driver: axis-3d, url: "https://10.0.0.12", username: op, password: "\${DOOR_B}", tls: insecure }
      - { id: hall, driver: xovis, url: "http://192.168.1.100/api/v1", apiKey: "\${XOVIS}", poll: 5s }
      - { id: hq, driver: indivd, url: "https://api.indivd.com/api/v1/rnd/insights/external", token: "\${INDIVD}", poll: 15m }
    zones:
      - id: store
        name: Store
        capacity: 120
        amberAt: 0.8
        redAt: 1
        staleAfter: 10s
        sources:
          - { sensor: door-a }
          - { sensor: door-b }
          - { sensor: hall, channel: entrance_a, optional: true }
    displays:
      - { id: entrance, zone: store, key: "\${DISPLAY_KEY}" }
`;

function refused(text: string): ConfigurationError {
  try {
    parseSiteFile(text, 'sites.yaml', options);
  } catch (error) {
    return error as ConfigurationError;
  }
  throw new Error('the file was taken');
}

const door = { id: 'door', driver: 'axis-people-counter', url: 'http://10.0.0.1' };
const hall = { id: 'hall', driver: 'xovis', url: 'http://10.0.0.3' };
const zone = { id: 'z', name: 'Z', capacity: 50, sources: [{ sensor: 'door' }] };

describe('a site file', () => {
  it('gives the whole site, with variables and defaults filled in', () => {
    const [site] = parseSiteFile(bern, 'sites.yaml', options).configuration.sites;
    expect(site).toMatchObject({
      id: 'bern',
      languages: ['de', 'fr', 'en'],
      resetAt: { hour: 5, minute: 0 },
      simulated: false,
      displays: [{ site: 'bern', id: 'entrance', zone: 'store', key: 'k', showNumber: true }],
    });
    expect(site?.hours?.[5]).toEqual([{ from: 480, to: 1080 }]);
    expect(site?.sensors).toEqual([
      {
        site: 'bern',
        id: 'door-a',
        driver: 'axis-people-counter',
        url: 'http://10.0.0.11',
        username: 'op',
        password: 'a: [1] # "x',
        tls: 'verify',
        pollMs: 1000,
        options: {},
      },
      expect.objectContaining({ id: 'door-b', tls: 'insecure', pollMs: 1000 }),
      expect.objectContaining({ id: 'hall', pollMs: 5000, options: { apiKey: 'x', mode: 'auto' } }),
      expect.objectContaining({ id: 'hq', pollMs: 900_000, options: { token: 'i' } }),
    ]);
    expect(site?.zones).toEqual([
      {
        site: 'bern',
        id: 'store',
        name: 'Store',
        capacity: 120,
        amberAt: 0.8,
        redAt: 1,
        release: 0.05,
        minHoldMs: 3000,
        staleAfterMs: 10_000,
        onStale: 'unknown',
        maxStep: 120,
        sources: [
          { sensor: 'door-a', channel: 'main', direction: 'normal', use: 'auto', optional: false },
          { sensor: 'door-b', channel: 'main', direction: 'normal', use: 'auto', optional: false },
          { sensor: 'hall', channel: 'entrance_a', direction: 'normal', use: 'auto', optional: true },
        ],
      },
    ]);
  });

  it('waits three polls of the slowest required sensor, and at least 10 s, where staleAfter is not given', () => {
    const staleAfter = (poll: string, optional: boolean): number | undefined =>
      parseSites(
        {
          sites: [
            {
              id: 's',
              name: 'S',
              timezone: 'UTC',
              sensors: [door, { ...hall, poll }],
              zones: [{ ...zone, sources: [{ sensor: 'door' }, { sensor: 'hall', channel: 'x', optional }] }],
            },
          ],
        },
        options,
      ).sites[0]?.zones[0]?.staleAfterMs;
    expect(staleAfter('20s', false)).toBe(60_000);
    expect(staleAfter('20s', true)).toBe(10_000);
  });

  it('reports the path, the line, the value and what was expected, of all problems at once', () => {
    const text = bern
      .replace('id: bern', 'id: Bern')
      .replace('poll: 5s', 'poll: 5')
      .replace('capacity: 120', 'capacity: 0')
      .replace('amberAt', 'amberat')
      .replace('zone: store', 'zone: stor');
    expect(refused(text).message).toBe(
      `The configuration file sites.yaml has 5 problems. Nothing of it was applied.

  line 3: sites[0].id
    found:    "Bern"
    expected: an id of 1 to 40 characters: a-z, 0-9 and -

  line 12: sites[0].sensors[2].poll
    found:    5
    expected: a duration with its unit, such as 500ms, 2s, 5m, 1h or 1d

  line 17: sites[0].zones[0].capacity
    found:    0
    expected: at least 1 person

  line 18: sites[0].zones[0].amberat
    found:    an unknown key
    expected: one of the keys id, name, capacity, capacityAt, staff, amberAt, redAt, release, minHold, staleAfter, onStale, maxStep, zeroAfter, calibration, careful, sources
    hint:     did you mean amberAt?

  line 26: sites[0].displays[0].zone
    found:    "stor"
    expected: the id of a zone of this site: store
    hint:     did you mean store?`,
    );
  });

  it('names a variable that is not set, and says nothing else of that value', () => {
    const { problems } = refused(bern.replace('"http://10.0.0.11/"', '"${DOOR_URL}"'));
    expect(problems).toEqual([
      {
        path: 'sites[0].sensors[0].url',
        line: 10,
        found: '"" from "${DOOR_URL}"',
        expected: 'the environment variable DOOR_URL to be set, and not empty',
      },
    ]);
  });

  it('reports a key given twice at its line, and the line of the first', () => {
    expect(refused(bern.replace('redAt: 1', 'capacity: 9')).problems).toEqual([
      {
        path: 'sites[0].zones[0].capacity',
        line: 19,
        column: 9,
        found: 'a key given twice',
        expected: 'each key once; the first is in line 17',
      },
    ]);
  });

  it('reports a fault of syntax with line and column, and how variables are written inside braces', () => {
    const [problem, ...others] = refused(bern.replace('"${DOOR_A}"', '${DOOR_A}')).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: 10, expected: 'YAML', hint: expect.stringContaining('"${NAME}"') });
    expect(problem?.column).toBeGreaterThan(90);
  });

  it.each(['password: *hunter2', 'password: !hunter2', 'password: "hunter2" hunter2', 'password: [hunter2'])(
    'never quotes the text around a fault of syntax: %s',
    (line) => {
      expect(refused(`sites:\n  - id: x\n    ${line}\n`).message).not.toContain('hunter2');
    },
  );

  it('refuses a file that is empty, has no site, or cannot be read', async () => {
    expect(refused('').problems[0]?.expected).toBe('a mapping that begins with sites:');
    expect(refused('sites: []').problems[0]?.expected).toBe('at least one site');
    expect(refused('site: []').problems.map(({ path, hint }) => [path, hint])).toContainEqual([
      'site',
      'did you mean sites?',
    ]);
    await expect(readSiteFile('/does/not/exist.yaml', options)).rejects.toThrow(
      /exist\.yaml has 1 problem[\s\S]*ENOENT/,
    );
  });

  it('marks sites as simulated where it is configured to', () => {
    const site = { id: 'demo', name: 'Demo', timezone: 'UTC', sensors: [door], zones: [zone] };
    expect(
      parseSites({ sites: [site] }, { ...options, simulated: new Set(['demo']) }).sites[0]?.simulated,
    ).toBe(true);
  });
});

describe('the template of a file', () => {
  const file = (defaults: string, site = '') => `
defaults:
${defaults}
sites:
  - id: bern
    name: Bern
    ${site}
    sensors: [{ id: door, driver: axis-people-counter, url: "http://10.0.0.1" }]
    zones: [{ id: z, name: Z, capacity: 50, sources: [{ sensor: door }] }]
    displays: [{ id: entrance, zone: z }]
`;
  const template = `
  timezone: Europe/Zurich
  languages: [de, fr]
  hours: { mon-sat: "08:00-20:00" }
  sensors: { poll: 2s, username: op, password: "\${DOOR_B}" }
  zones: { amberAt: 0.5, staleAfter: 20s }
  displays: { showNumber: false, dim: 0.2 }`;

  it('is what every site has that does not say otherwise', () => {
    const { configuration, sites } = parseSiteFile(file(template), 'sites.yaml', options);
    const [site] = configuration.sites;
    expect(site).toMatchObject({
      timezone: 'Europe/Zurich',
      languages: ['de', 'fr'],
      sensors: [{ id: 'door', pollMs: 2000 }],
      zones: [{ capacity: 50, amberAt: 0.5, staleAfterMs: 20_000 }],
      displays: [{ showNumber: false, look: { dim: 0.2 } }],
    });
    expect(site?.hours?.[0]).toHaveLength(1);
    expect(site?.hours?.[6]).toHaveLength(0);
    expect(sites).toHaveLength(1);
    expect(sites[0]).toMatchObject({ id: 'bern', zones: [{ amberAt: 0.5 }] });
  });

  it('goes after what a site says, key by key', () => {
    const own = 'timezone: Europe/Paris\n    hours: { sun: "10:00-12:00" }';
    const [site] = parseSiteFile(file(template, own), 'sites.yaml', options).configuration.sites;
    expect(site?.timezone).toBe('Europe/Paris');
    expect(site?.hours?.map((each) => each.length)).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(site?.languages).toEqual(['de', 'fr']);
  });

  it('adds its tags to those of a site, of which a name holds', () => {
    const defaults = `${template}\n  tags: { country: ch, format: mall }`;
    const { configuration, sites } = parseSiteFile(
      file(defaults, 'tags: { format: city, region: west }'),
      'sites.yaml',
      options,
    );
    const tags = { country: 'ch', format: 'city', region: 'west' };
    expect(configuration.sites[0]?.tags).toEqual(tags);
    expect(sites[0]?.tags).toEqual(tags);
    expect(parseSiteFile(file(defaults), 'sites.yaml', options).configuration.sites[0]?.tags).toEqual({
      country: 'ch',
      format: 'mall',
    });
  });

  it.each([
    ['tags: west', 'defaults.tags'],
    ['tags: { region: 7 }', 'defaults.tags.region'],
    ['timezone: Zurich', 'defaults.timezone'],
    ['id: bern', 'defaults.id'],
    ['zones: { amberAt: 7 }', 'defaults.zones.amberAt'],
    ['zones: { name: Hall }', 'defaults.zones.name'],
    ['sensors: 2s', 'defaults.sensors'],
    ['colour: red', 'defaults.colour'],
  ])('with %s names the mistake once, at its line', (line, path) => {
    const { problems } = refused(file(`  ${line}`));
    expect(problems.map((problem) => [problem.path, problem.line])).toEqual([[path, 3]]);
  });
});
