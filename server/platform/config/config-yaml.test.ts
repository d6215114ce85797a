import { describe, expect, it } from 'vitest';
import { readEntries } from './config-yaml.ts';
import { readYaml } from './yaml-text.ts';

const wrong = (text: string) => {
  const read = readEntries(readYaml(text), []);
  return read.ok ? [] : read.problems.map(({ path, found }) => `${path}: ${found}`);
};

describe('a file that is imported', () => {
  it.each([
    ['sites: [{ id: a }, { id: a }]', 'sites[1].id: an id given twice'],
    [
      'sites: [{ id: a, zones: [{ id: z, name: One }, { id: z, name: Two }] }]',
      'sites[0].zones[1].id: an id given twice',
    ],
    ['sites: [{ name: A }]', 'sites[0].id: no id'],
    ['sites: [{ id: a, sensors: [{ driver: x }] }]', 'sites[0].sensors[0].id: no id'],
    ['sites: [{ id: a, zones: [store] }]', 'sites[0].zones[0]: something else'],
    ['sites: [{ id: a, displays: door }]', 'sites[0].displays: something else'],
  ])('loses nothing that it names: %s', (text, problem) => {
    expect(wrong(text)).toEqual([problem]);
  });

  it('has the template of the file in each of its sites, and no key that nobody reads', () => {
    const template = 'defaults: { timezone: Europe/Zurich, zones: { capacity: 40 } }';
    const sites =
      'sites: [{ id: a, zones: [{ id: z }, { id: y, capacity: 7 }] }, { id: b, timezone: Europe/Rome }]';
    const read = readEntries(readYaml(`${template}\n${sites}`), []);
    expect(read.ok && read.entries.map(({ id, document }) => [id, document])).toEqual([
      ['a', { id: 'a', timezone: 'Europe/Zurich' }],
      ['z', { id: 'z', capacity: 40 }],
      ['y', { id: 'y', capacity: 7 }],
      ['b', { id: 'b', timezone: 'Europe/Rome' }],
    ]);
    expect(wrong(`default: { timezone: Europe/Zurich }\n${sites}`)).toEqual(['default: an unknown key']);
    expect(wrong(`defaults: { timezones: Europe/Zurich }\n${sites}`)).toEqual([
      'defaults.timezones: an unknown key',
    ]);
  });

  it('is refused where aliases multiply', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]`;
    const bomb = [
      'a: &a [x]',
      level('b', 'a'),
      level('c', 'b'),
      level('d', 'c'),
      'sites: [{ id: s, l: *d }]',
    ];
    expect(wrong(bomb.join('\n'))).toHaveLength(1);
    const wide = `x: &x [${'1,'.repeat(12_000)}]\nsites:\n${'  - { id: a, l: *x }\n'.repeat(90)}`;
    expect(wrong(wide)).toEqual(['sites: more']);
    expect(wrong('sites: &s [*s]')).toHaveLength(1);
    expect(wrong('sites: &s\n  - { id: a, l: *s }')).toEqual(['sites: more']);
  });

  it('is refused with the first of its duplicate keys, however many there are', () => {
    expect(wrong(`sites: []\n${'a: 1\n'.repeat(1000)}`)).toHaveLength(20);
  });

  it('is refused where it is nested without end', () => {
    expect(wrong(`sites: ${'['.repeat(20_000)}`)).toHaveLength(1);
  });
});
