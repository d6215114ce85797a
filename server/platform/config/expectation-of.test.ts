import { describe, expect, test } from 'vitest';
import { fillIn } from '#lib/i18n/fill-in.ts';
import fieldError from '#lib/i18n/languages/en/field-error.json' with { type: 'json' };
import { expectationOf, hintOf } from './expectation-of.ts';
import { fieldErrorOf } from './field-error-of.ts';
import { checkSites } from './site-file.ts';
import { testFamilies } from './test-families.ts';

describe('expectationOf', () => {
  test.each(Object.entries(fieldError.expects))('finds %s again in its own text', (code, template) => {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const values = Object.fromEntries(names.map((name) => [name, `${name}-1`]));
    expect(expectationOf(fillIn(template, values))).toEqual({ code, values });
  });

  test('does not know what nobody has words for', () => {
    expect(expectationOf('something else')).toBeUndefined();
    expect(hintOf('something else')).toBeUndefined();
  });
});

const door = { id: 'door', driver: 'axis-people-counter', url: 'http://10.0.0.1' };
const zone = { id: 'z', name: 'Z', capacity: 50, sources: [{ sensor: 'door' }] };
const site = { id: 'bern', name: 'Bern', timezone: 'Europe/Zurich', sensors: [door], zones: [zone] };

describe('whatever is wrong in a configuration', () => {
  test.each<[string, object]>([
    ['names and ids', { ...site, id: 'Bern!', name: ' ', nmae: 'x' }],
    ['a name too long', { ...site, name: 'x'.repeat(101) }],
    ['no timezone', { ...site, timezone: 'Europe/Zürich' }],
    ['no such timezone', { ...site, timezone: '+02:00' }],
    ['languages', { ...site, languages: ['de', 'x y', 7], resetAt: '25:00' }],
    ['languages twice', { ...site, languages: ['de', 'de'] }],
    ['tags', { ...site, tags: { Region: 'west', format: '', size: 7 } }],
    ['no tags', { ...site, tags: ['west'] }],
    [
      'many tags',
      { ...site, tags: Object.fromEntries([...'abcdefghijklmnopqrstu'].map((tag) => [tag, 'x'])) },
    ],
    ['no languages', { ...site, languages: [] }],
    ['no list of languages', { ...site, languages: 'de', sensors: {} }],
    ['no mapping', { ...site, hours: 'always' }],
    ['no hours', { ...site, hours: {} }],
    [
      'hours',
      { ...site, hours: { 'mon-xyz': '08:00', tue: '08:00-08:00', wed: '08:00-10:00, 09:00-11:00' } },
    ],
    ['days twice', { ...site, hours: { mon: null, 'mon-fri': '08:00-20:00' } }],
    [
      'a sensor',
      { ...site, sensors: [{ ...door, url: 'ftp://x', tls: 'maybe', poll: '10', username: 'op' }, door] },
    ],
    [
      'addresses',
      {
        ...site,
        sensors: [
          { ...door, url: 'http://op:pass@x', poll: '1ms', password: 'x' },
          { ...door, id: 'b', url: 'http://x?y', driver: 'axis-4d', pasword: 'x' },
          { ...door, id: 'c', url: 7, username: '' },
        ],
      },
    ],
    [
      'a zone',
      { ...site, zones: [{ ...zone, capacity: 0, amberAt: 3, release: 1, onStale: 'green' }, zone] },
    ],
    ['limits', { ...site, zones: [{ ...zone, amberAt: 1.2, release: 0.9, capacity: 1.5, minHold: 3 }] }],
    ['limits below', { ...site, zones: [{ ...zone, amberAt: 0.1, release: 0.2, staleAfter: '1s' }] }],
    ['no people', { ...site, zones: [{ ...zone, capacity: 2_000_000, maxStep: 'many', sources: [] }] }],
    [
      'sources',
      { ...site, zones: [{ ...zone, sources: [{ sensor: 'dor' }, { sensor: 'door', channel: 'x' }] }] },
    ],
    [
      'uses',
      {
        ...site,
        sensors: [
          { ...door, id: 'level', driver: 'axis-3d' },
          { ...door, id: 'count', driver: 'axis-stereo' },
          { ...door, id: 'many', driver: 'xovis', mode: 'v6' },
          { ...door, id: 'cloud', driver: 'indivd' },
          door,
        ],
        zones: [
          {
            ...zone,
            sources: [
              { sensor: 'level', use: 'counts' },
              { sensor: 'count', use: 'occupancy' },
              { sensor: 'level', direction: 'reverse' },
              { sensor: 'door', direction: 'reverse', use: 'occupancy' },
              { sensor: 'many' },
              { sensor: 'door', optional: 'yes' },
            ],
          },
          { ...zone, id: 'twice', sources: [{ sensor: 'door' }, { sensor: 'door' }] },
          { ...zone, id: 'free', sources: [{ sensor: 'door', optional: true }] },
        ],
      },
    ],
    ['no sensors', { ...site, sensors: [] }],
    [
      'displays',
      {
        ...site,
        displays: [
          { id: 'a', zone: 'y' },
          { id: 'b', zone: 'z', zones: [], layout: 'x' },
        ],
      },
    ],
    ['displays of nothing', { ...site, zones: [], displays: [{ id: 'a', zone: 'y', showNumber: 1 }] }],
    [
      'a look',
      {
        ...site,
        displays: [
          {
            id: 'a',
            zone: 'z',
            texts: { Deutsch: { green: '' }, de: { green: 'x'.repeat(81) } },
            colours: { red: '#888888', green: { tone: '#888888', ink: '#888889' } },
            logo: 'javascript:x',
            zones: ['z', 'z', 'z', 'z', 'z', 'z', 'z'],
          },
        ],
      },
    ],
  ])('%s: has a code', (_name, wrong) => {
    const { problems } = checkSites({ sites: [wrong] }, { families: testFamilies });
    expect(problems.length).toBeGreaterThan(0);
    const silent = problems.map(fieldErrorOf).filter(({ code }) => code === undefined);
    expect(silent).toEqual([]);
  });
});
