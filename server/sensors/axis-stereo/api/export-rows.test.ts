import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExport } from './export-rows.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const zurich = 'Europe/Zurich';
const header = 'Interval Start,Interval Start (Unixtime),In,Out\n';

function spansIn(text: string, seconds = 3600) {
  const read = readExport(text, seconds, zurich);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.map((span) => ({ ...span, from: iso(span.from), to: iso(span.to) }));
}

const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z');

const morning = [
  { from: '2017-01-10T07:00Z', to: '2017-01-10T08:00Z', in: 12, out: 3 },
  { from: '2017-01-10T08:00Z', to: '2017-01-10T09:00Z', in: 318, out: 290 },
];

describe('an export', () => {
  it('is read as it is printed', () => {
    expect(spansIn(fixture('export.csv'))).toEqual(morning);
  });

  it('may have nothing in it', () => {
    expect(spansIn(header)).toEqual([]);
  });

  it.each([
    ['other separators', 'Interval Start;In;Out\n20170110080000;12;3\n20170110090000;318;290'],
    [
      'a byte order mark, quotes and an empty line',
      `\ufeff${fixture('export.csv').replaceAll(/,(\d+)/g, ',"$1"')}\r\n`,
    ],
    [
      'columns in another order',
      'out,name,In,interval  start\n3,a,12,2017-01-10 08:00\n290,,318,2017-01-10T09:00:00',
    ],
  ])('is taken with %s', (_what, csv) => {
    expect(spansIn(csv)).toEqual(morning);
  });

  it.each([
    ['', 'body', 'an empty body'],
    ['<!doctype html><p>', 'body', 'an HTML page'],
    ['Interval Start,Out\n', 'line 1', 'Interval Start,Out'],
    [`${header}2017-01-10 08:00:00,1484031600,12`, 'line 2, out', 'nothing'],
    [`${header}2017-01-10 08:00:00,1484031600,-1,0`, 'line 2, in', '"-1"'],
    [`${header}2017-01-10 08:00:00,1484031600,1.5,0`, 'line 2, in', '"1.5"'],
    [`${header}2017-01-10 08:00:00,yesterday,1,0`, 'line 2, unixtime', '"yesterday"'],
    [`${header}2017-01-10 08:00:00,99999999999999,1,0`, 'line 2, start', '99999999999999'],
    ['In,Out,Start\n1,2,2017-02-30 08:00:00', 'line 2, start', '"2017-02-30 08:00:00"'],
    ['"Interval Start,In,Out\n', 'body', expect.any(String)],
  ])('is refused whole as %j, naming what is wrong', (text, field, found) => {
    expect(readExport(text, 3600, zurich)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });
});

describe('an export without Unixtime', () => {
  it('has the hour that happens twice, twice', () => {
    const csv =
      'Interval Start,In,Out\n20261025010000,1,0\n20261025020000,2,0\n20261025020000,3,0\n20261025030000,4,0';
    expect(spansIn(csv)).toEqual([
      { from: '2026-10-24T23:00Z', to: '2026-10-25T00:00Z', in: 1, out: 0 },
      { from: '2026-10-25T00:00Z', to: '2026-10-25T01:00Z', in: 2, out: 0 },
      { from: '2026-10-25T01:00Z', to: '2026-10-25T02:00Z', in: 3, out: 0 },
      { from: '2026-10-25T02:00Z', to: '2026-10-25T03:00Z', in: 4, out: 0 },
    ]);
  });

  it('leaves out the empty hour that did not happen, and marks one in which people are said to have come', () => {
    const csv = 'Interval Start,In,Out\n20260329010000,1,0\n20260329020000,0,0\n20260329030000,4,0';
    expect(spansIn(csv)).toEqual([
      { from: '2026-03-29T00:00Z', to: '2026-03-29T01:00Z', in: 1, out: 0 },
      { from: '2026-03-29T01:00Z', to: '2026-03-29T02:00Z', in: 4, out: 0 },
    ]);
    expect(spansIn(csv.replace('020000,0', '020000,7'))[1]).toMatchObject({ in: 7, isSkipped: true });
  });

  it('has days of 23 and 25 hours', () => {
    const csv = 'Interval Start,In,Out\n20260329000000,1,0\n20261025000000,2,0';
    expect(spansIn(csv, 86_400)).toEqual([
      { from: '2026-03-28T23:00Z', to: '2026-03-29T22:00Z', in: 1, out: 0 },
      { from: '2026-10-24T22:00Z', to: '2026-10-25T23:00Z', in: 2, out: 0 },
    ]);
  });
});

describe('any export at all', () => {
  const number = fc.oneof(fc.nat().map(String), fc.integer().map(String), fc.string(), fc.constant('1e3'));
  const time = fc.oneof(
    fc.constantFrom('20170110080000', '2017-01-10 09:00:00', '20261025023000'),
    fc.string(),
  );
  const csv = fc
    .array(fc.tuple(time, fc.nat().map(String), number, number), { maxLength: 6 })
    .map((rows) => header + rows.map((row) => row.join(',')).join('\n'));
  it('is read without a throw, and its people are all in the text', () => {
    fc.assert(
      fc.property(fc.oneof(csv, fc.string(), fc.json()), (text) => {
        const read = readExport(text, 60, zurich);
        for (const span of read.ok ? read.value : []) {
          expect(span.to).toBeGreaterThan(span.from);
          for (const count of [span.in, span.out]) {
            expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
            expect(text).toContain(String(count));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
