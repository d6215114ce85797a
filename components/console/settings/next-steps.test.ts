import { expect, test } from 'vitest';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { stepsOf } from './next-steps.tsx';

const entry = (kind: ConfigEntry['kind'], document: ConfigEntry['document'] = {}): ConfigEntry => ({
  site: 'bern',
  kind,
  id: kind,
  managedBy: 'console',
  document,
  secrets: [],
  revision: '1',
});
const done = (entries: readonly ConfigEntry[], people?: number) =>
  [...stepsOf(entries, people)].filter(([, isDone]) => isDone).map(([step]) => step);

test('the steps of a new site tick themselves off; a zone counts once a sensor feeds it', () => {
  expect(done([entry('site')], 1)).toEqual([]);
  expect(done([entry('site'), entry('sensor'), entry('zone', { sources: [] })], 1)).toEqual(['sensor']);
  expect(
    done(
      [
        entry('site', { hours: { 'mon-fri': '08:00-20:00' } }),
        entry('sensor'),
        entry('zone', { sources: [{ sensor: 'sensor' }] }),
        entry('display'),
      ],
      2,
    ),
  ).toEqual(['sensor', 'zone', 'display', 'hours', 'people']);
});

test('who cannot invite anybody is not asked to', () => {
  expect([...stepsOf([entry('site')], undefined).keys()]).not.toContain('people');
});
