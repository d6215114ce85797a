import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { families } from '#server/sensors/registry.ts';
import { allFamilies, templateFamily } from './own-templates.ts';
import { parseSiteFile } from './site-file.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'doorlight-templates-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const acme = `driver: acme
label: Acme door counter
seen: true
sources: [https://acme.example/api.pdf]
setup: Switch the API on.
over: http-json
pollSeconds: 2
signIn: password
options:
  door: { label: { en: Number of the door }, default: 1 }
path: /api/doors/{door}
in: in
out: out
example: { source: A device, answer: '{"in": 5, "out": 2}', readings: [{ in: 5, out: 2 }] }
simulate: { answer: '{"in": {in}, "out": {out}}' }
`;

async function put(file: string, text: string): Promise<void> {
  await mkdir(join(dataDir, 'templates'), { recursive: true });
  await writeFile(join(dataDir, 'templates', file), text);
}

const site = (sensor: string) => `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - ${sensor}
    zones:
      - { id: store, name: Store, capacity: 50, sources: [{ sensor: door }] }
`;

function wrong(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}

describe('an own template', () => {
  it('is a driver like any other, with keys of its own', async () => {
    await put('acme.yaml', acme);
    const all = await allFamilies(dataDir);
    expect(all.size).toBe(families.size + 1);
    const text = site(
      '{ id: door, driver: acme, url: "http://10.0.0.9", door: 3, username: op, password: x }',
    );
    const { configuration } = parseSiteFile(text, 'site.yaml', { families: all });
    expect(configuration.sites[0]?.sensors[0]).toMatchObject({
      driver: 'acme',
      options: { door: 3 },
      pollMs: 2000,
    });
    const typo = () => parseSiteFile(text.replace('door: 3', 'dor: 3'), 'site.yaml', { families: all });
    expect(wrong(typo)).toContain('did you mean door?');
  });

  it('holds in the place of one of Doorlight’s, but not of a driver that is code', async () => {
    await put('dahua.yaml', acme.replace('driver: acme', 'driver: dahua'));
    expect((await allFamilies(dataDir)).get('dahua')?.label).toBe('Acme door counter');
    const taken = () => templateFamily(acme.replace('driver: acme', 'driver: xovis'), 'xovis.yaml');
    expect(wrong(taken)).toContain('a name that no driver of Doorlight has');
  });

  it('has the name of its file', async () => {
    await put('other.yaml', acme);
    await expect(allFamilies(dataDir)).rejects.toThrow(/driver[\s\S]*expected: other, as the file/);
  });

  it.each([
    [
      'in: in',
      'in: lines[0',
      'line 12: in',
      'a JSONata expression (Expected "]" before end of expression at character 7)',
    ],
    ['out: out', 'out: out\nformt: json', 'line 14: formt', 'did you mean format?'],
    ['path: /api', 'path: api', 'line 11: path', 'a path that begins with /'],
    ['seen: true', 'seen: perhaps', 'line 3: seen', 'true or false'],
    ['en: Number', 'de: Number', 'line 10: options.door.label', 'a label for en'],
    ['over: http-json', 'over: mqtt', 'line 1: topics', 'a list of topics'],
    ['signIn: password', 'signIn: [', 'line', 'YAML'],
  ])('with "%s" as "%s" is reported with its line', (before, after, place, expected) => {
    const message = wrong(() => templateFamily(acme.replace(before, after), 'acme.yaml'));
    expect(message).toMatch(/^The template acme.yaml has [12] problem/);
    expect(message).toContain(place);
    expect(message).toContain(expected);
  });

  it('is looked for only where there is a folder', async () => {
    expect(await allFamilies(join(dataDir, 'nowhere'))).toBe(families);
  });
});

describe('keys of a generic driver', () => {
  it.each([
    [
      'driver: http-json, url: "http://10.0.0.9/x?a=1", in: "lines[0", out: b',
      'sites[0].sensors[0].in',
      'at character 7',
    ],
    [
      'driver: http-json, url: "http://10.0.0.9", in: a, headers: { Authorization: x }',
      'headers',
      'give the secret as token:',
    ],
    ['driver: mqtt, url: "http://10.0.0.9", topic: a, in: b', 'url', 'the address of an MQTT broker'],
    [
      'driver: mqtt, url: "mqtt://10.0.0.9", topic: "a/#/b", in: b',
      'topic',
      'an MQTT topic such as shop/door/counts',
    ],
    ['driver: push, kind: level, in: a', 'kind', 'totals or changes, or an expression for occupancy'],
    ['driver: http-json, url: "http://10.0.0.9", chanels: x, in: a', 'chanels', 'did you mean channels?'],
  ])('%s is reported with its place', (keys, place, expected) => {
    const message = wrong(() => parseSiteFile(site(`{ id: door, ${keys} }`), 'site.yaml', { families }));
    expect(message).toContain(place);
    expect(message).toContain(expected);
    expect(message).toMatch(/line 7/);
  });

  it('a push needs no address, a broker has one of its own', () => {
    const text = site('{ id: door, driver: push, in: a, out: b }');
    expect(parseSiteFile(text, 'site.yaml', { families }).configuration.sites[0]?.sensors[0]?.url).toBe(
      'push:',
    );
    const broker = site('{ id: door, driver: mqtt, url: "mqtt://10.0.0.9/", topic: t, in: a, out: b }');
    const [sensor] = parseSiteFile(broker, 'site.yaml', { families }).configuration.sites[0]?.sensors ?? [];
    expect(sensor?.url).toBe('mqtt://10.0.0.9');
  });
});
