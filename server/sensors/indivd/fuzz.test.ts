import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '#lib/result.ts';
import { testHttp } from '../http/test-http.ts';
import { IndivdClient } from './api/client.ts';

const signal = new AbortController().signal;
const days = { from: '2025-03-01', to: '2025-03-07' };

function answering(text: string): IndivdClient {
  const http = testHttp(async () => ok({ status: 200, headers: {}, text }));
  return new IndivdClient(http, { url: 'https://api.indivd.com/api/v1' });
}

const number = fc.oneof(
  fc.nat(),
  fc.nat().map(String),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.constantFrom(null, '', 0, -1, '1e3', {}, []),
  fc.jsonValue(),
);
const date = fc.record(
  { year: fc.constant(2025), month: fc.nat({ max: 13 }), dayofmonth: number, hour: fc.nat({ max: 24 }) },
  { requiredKeys: [] },
);
const lines = fc.array(fc.record({ _id: date, count: number }, { requiredKeys: ['_id'] }));
const insight = fc
  .record(
    {
      visits: number,
      unique_visits: number,
      bounce: number,
      dwell_time: number,
      dwell_time_stats: fc.oneof(
        number,
        fc.record({ mean: number, min: number, quantiles: fc.tuple(number, number, number), n: number }),
      ),
    },
    { requiredKeys: ['visits'] },
  )
  .chain((row) =>
    date.map((aggregation) => ({
      ...row,
      aggregation: { ...aggregation, zone_id: 201, bounce_threshold: 9 },
    })),
  );
const period = fc
  .array(insight, { maxLength: 4 })
  .map((insights) => ({ startdate: '2025-03-01', enddate: '2025-03-07', insights }));
const visitors = fc.record({ current: period, comparison: fc.oneof(period, fc.constant({})) });
const dropIn = fc.record({
  summary: fc.record({
    current: fc.record({
      startdate: fc.string(),
      enddate: fc.string(),
      passing_by: number,
      enter: number,
      enter_percentage: number,
    }),
  }),
  details: fc.record({
    interval: fc.string(),
    current: fc.array(fc.record({ passing_by: number, enter: number })),
  }),
});

/** All numbers in a value, in any depth; of a rate its percent. */
function numbersIn(value: unknown, key = ''): number[] {
  if (typeof value === 'number') return [key === 'rate' ? value * 100 : value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, each]) => numbersIn(each, inner));
}

/** The same of an answer, texts that are numbers included. */
function printedIn(value: unknown): number[] {
  if (typeof value === 'string' && value.trim() !== '') return [Number(value)];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(printedIn);
  return numbersIn(value);
}

describe('any answer at all', () => {
  const body = fc.oneof(
    { arbitrary: fc.oneof(lines, visitors, dropIn).map((each) => JSON.stringify(each)), weight: 4 },
    { arbitrary: fc.json(), weight: 1 },
    { arbitrary: fc.string(), weight: 1 },
  );

  it('is read without a throw, and never becomes a number that is not in it', async () => {
    let understood = 0;
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const client = answering(text);
        for (const call of ['lineCrosses', 'zoneVisitors', 'dropInRate'] as const) {
          const answer = await client[call](days, signal);
          if (!answer.ok) {
            expect(answer.error.kind).toBe('invalid');
            continue;
          }
          understood += 1;
          const printed = printedIn(JSON.parse(text));
          for (const found of numbersIn(answer.value)) {
            // What no row reported is 0: nobody was excluded by a filter that was not asked for.
            expect([0, ...printed].some((each) => Math.abs(each - found) <= Math.abs(each) * 1e-12)).toBe(
              true,
            );
            expect(found).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(understood).toBeGreaterThan(10);
  });
});
