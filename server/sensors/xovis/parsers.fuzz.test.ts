import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '#lib/result.ts';
import { isLongTest } from '#server/test-support/test-length.ts';
import type { Reading } from '../reading.ts';
import { parseDwell, parsePaths } from './gateway/analytics.ts';
import { parseCounts } from './gateway/counts.ts';
import { queueReadingsOf, readingsOf } from './gateway/readings.ts';
import { parseCurrentOccupancy, parseQueueStatus, parseSensors } from './gateway/schema.ts';
import { parsePush } from './push.ts';
import { parseHistory } from './v5/history.ts';
import { v5ReadingsOf } from './v5/readings.ts';
import { parseLiveCounts, parseLiveLogics } from './v5/schema.ts';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

const asked = { fromMs: 0, toMs: Date.UTC(2030, 0, 1) };
const numbersOf = (readings: readonly Reading[]) =>
  readings.flatMap((reading) => (reading.kind === 'level' ? [reading.occupancy] : [reading.in, reading.out]));

/** The numbers of people that a parser made of a text, or nothing where it refused. */
type Parser = (text: string) => readonly number[];

function from<T>(result: Result<T, unknown>, numbers: (value: T) => readonly number[]): readonly number[] {
  return result.ok ? numbers(result.value) : [];
}

interface Example {
  readonly example: unknown;
  /** How many numbers of people are in it. */
  readonly people: number;
  readonly parse: Parser;
}

const parsers: Readonly<Record<string, Example>> = {
  'occupancy/current': {
    example: fixture('several-zones'),
    people: 3,
    parse: (text) =>
      from(parseCurrentOccupancy(text), (answer) =>
        from(readingsOf(answer, []), ({ readings }) => numbersOf(readings)),
      ),
  },
  'queue/status': {
    example: fixture('queue-status'),
    people: 2,
    parse: (text) =>
      from(parseQueueStatus(text), (answer) =>
        from(queueReadingsOf(answer, []), ({ readings }) => numbersOf(readings)),
      ),
  },
  'data/count': {
    example: fixture('data-count'),
    people: 8,
    parse: (text) =>
      from(parseCounts(text, 'unknown', asked, 'Europe/Zurich'), ({ rows }) =>
        rows.flatMap((row) => [row.in, row.out, row.passby ?? row.in, row.occupancy ?? row.in]),
      ),
  },
  sensors: {
    example: { data: [{ sensorId: 'a', name: 'Door', serial: '00:01' }] },
    people: 0,
    parse: (text) => from(parseSensors(text), () => []),
  },
  dwell: {
    example: { data: [{ zoneId: 'a', average_dwell_time: 312_000 }] },
    people: 1,
    parse: (text) => from(parseDwell(text, 'a'), (rows) => rows.map(({ averageMs }) => averageMs)),
  },
  paths: {
    example: {
      data: [
        { from_zone: 'a', to_zone: 'b', count: 7 },
        { path: ['a', 'b', 'c'], count: 2 },
      ],
    },
    people: 2,
    parse: (text) => from(parsePaths(text), (rows) => rows.map(({ people }) => people)),
  },
  'live logics': {
    example: fixture('v5-many-logics'),
    people: 4,
    parse: (text) =>
      from(parseLiveLogics(text), (answer) =>
        from(v5ReadingsOf(answer, []), ({ readings }) => numbersOf(readings)),
      ),
  },
  'live counts': {
    example: { counts: [{ id: 1, logic_id: 2, name: 'fw', value: 4 }] },
    people: 1,
    parse: (text) => from(parseLiveCounts(text), (counts) => counts.map(({ value }) => value)),
  },
  'history logics': {
    example: fixture('v5-history'),
    people: 6,
    parse: (text) =>
      from(parseHistory(text), (bins) =>
        bins.flatMap((bin) => ('in' in bin ? [bin.in, bin.out] : [bin.occupancy])),
      ),
  },
  ...Object.fromEntries(
    Object.entries({
      'push-logics': 6,
      'push-live-data': 0,
      'push-legacy': 3,
      'webhook-occupancy': 1,
      'webhook-queue': 1,
    }).map(([name, people]) => [
      name,
      {
        example: fixture(name),
        people,
        parse: (text: string) =>
          from(parsePush(text), ({ intervals, levels }) => [
            ...intervals.flatMap((interval) => [interval.in, interval.out]),
            ...numbersOf(levels.map(({ reading }) => reading)),
          ]),
      },
    ]),
  ),
};

/** Every number and every text that reads as one, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value + 0];
  if (typeof value === 'string') return value.trim() === '' ? [] : [Number(value) + 0];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Where something stands in a JSON value. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inside.flatMap(([key, each]) => pathsIn(each, [...path, key]))];
}

function withAt(value: unknown, [key, ...rest]: readonly string[], change: unknown): unknown {
  if (key === undefined) return change;
  if (typeof value !== 'object' || value === null) return value;
  const changed = withAt(Reflect.get(value, key), rest, change);
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (String(index) === key ? changed : each));
  return { ...value, [key]: changed };
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.integer(),
  fc.integer().map(String),
  fc.double(),
  fc.constantFrom(undefined, null, '', '1e3', ' 7 ', '-0', -0, 1e20, true, [], {}, '2026-02-30T25:00:00'),
);

describe.each(Object.entries(parsers))('the parser of %s', (_name, { example, people, parse }) => {
  it('understands its example', () => {
    expect(parse(JSON.stringify(example))).toHaveLength(people);
  });

  it('never throws and never invents a number, whatever is put into the example', () => {
    const paths = pathsIn(example);
    const change = fc.tuple(fc.constantFrom(...paths), odd);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const sent = changes.reduce((value, [path, put]) => withAt(value, path, put), example);
        const text = JSON.stringify(sent) ?? '';
        const there = new Set(numbersIn(text === '' ? null : JSON.parse(text)));
        for (const number of parse(text)) expect(there).toContain(number);
      }),
      { numRuns: isLongTest ? 300 : 50 },
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.nat(), (text, cut) => {
        const half = JSON.stringify(example).slice(0, cut % JSON.stringify(example).length);
        for (const each of [text, half]) parse(each);
      }),
    );
  });
});
