import { describe, expect, test } from 'vitest';
import type { Path } from '#lib/contract/path.ts';
import { choiceOf, type HistoryChoice, queryOf } from './history-choice.ts';

const zones: readonly Path[] = ['bern/store', 'bern/cafe'];
const start: HistoryChoice = { zone: 'bern/store', kind: 'day', date: '2026-11-03', compare: 'usual' };
const read = (query: string) => choiceOf(new URLSearchParams(query), zones, start);

describe('the address of the history page', () => {
  test('keeps what is shown', () => {
    const choice: HistoryChoice = {
      zone: 'bern/cafe',
      kind: 'week',
      date: '2026-10-05',
      compare: 'bern/store',
    };
    expect(read(queryOf(choice))).toEqual(choice);
  });

  test('without anything in it shows the start', () => {
    expect(read('')).toEqual(start);
  });

  test.each([
    ['zone=bern/gone', { zone: 'bern/store' }],
    ['kind=hour', { kind: 'day' }],
    ['date=soon', { date: '2026-11-03' }],
    ['date=2026-13-40', { date: '2026-11-03' }],
    ['kind=week&compare=usual', { compare: 'none' }],
    ['compare=bern/store', { compare: 'none' }],
    ['compare=bern/gone', { compare: 'none' }],
  ])('with %s in it does not take that', (query, expected) => {
    expect(read(query)).toMatchObject(expected);
  });
});
