import { describe, expect, it } from 'vitest';
import { readEntries } from './config-yaml.ts';

const wrong = (text: string) => {
  const read = readEntries(text, []);
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
    const wide = `x: &x [${'1,'.repeat(4000)}]\nsites:\n${'  - { id: a, l: *x }\n'.repeat(90)}`;
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
