import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BinSeconds } from './export-query.ts';
import { placeRows } from './exported-counts.ts';
import { parseExportedCsv, parseExportedJson } from './exported-rows.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const zurich = 'Europe/Zurich';
const header = 'Interval Start,Interval Start (Unixtime),In,Out\n';

function read(text: string, binSeconds: BinSeconds = 3600, zone = zurich) {
  const rows = text.trimStart().startsWith('{') ? parseExportedJson(text) : parseExportedCsv(text);
  return rows.ok ? placeRows(rows.value, binSeconds, zone) : rows;
}

function spansIn(text: string, binSeconds: BinSeconds = 3600, zone = zurich) {
  const read_ = read(text, binSeconds, zone);
  if (!read_.ok) throw new Error(JSON.stringify(read_.error));
  return read_.value.spans.map((span) => ({ ...span, from: iso(span.from), to: iso(span.to) }));
}

const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z');

const morning = [
  { from: '2017-01-10T07:00Z', to: '2017-01-10T08:00Z', in: 12, out: 3 },
  { from: '2017-01-10T08:00Z', to: '2017-01-10T09:00Z', in: 318, out: 290 },
];

describe('an export', () => {
  it.each(['export.csv', 'export-keyed.json', 'export-list.json'])('is the same people in %s', (name) => {
    expect(spansIn(fixture(name))).toEqual(morning);
  });

  it('may have nothing in it', () => {
    expect(spansIn(header)).toEqual([]);
    expect(spansIn('{"counter":{"types":{"In":1,"Out":2}},"data":{}}')).toEqual([]);
    expect(spansIn('{"data":[]}')).toEqual([]);
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

  it('takes columns of the JSON in the order that it names', () => {
    const text = '{"counter":{"types":["Out","Adults","In"]},"data":{"20170110080000":[3,9,"12"]}}';
    expect(spansIn(text)).toEqual(morning.slice(0, 1));
    expect(spansIn('{"data":{"20170110080000":[12,3]}}')).toEqual(morning.slice(0, 1));
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
    ['{"data":{"20170110080000":[1,2,3]}}', 'data.20170110080000', '[1,2,3]'],
    ['{"data":{"20170110080000":[1,null]}}', 'data.20170110080000, out', 'null'],
    ['{"data":[{"start":"20170110080000","in":1}]}', 'data[0], out', 'nothing'],
    ['{"data":[{"in":1,"out":1}]}', 'data[0], start', 'nothing'],
    [
      '{"counter":{"types":{"Height":1}},"data":{"20170110080000":[1]}}',
      'data.20170110080000, in',
      'nothing',
    ],
    ['{"error":"busy"}', 'body', '{"error":"busy"}'],
  ])('is refused whole as %j, naming what is wrong', (text, field, found) => {
    expect(read(text)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });
});

describe('an export without Unixtime', () => {
  it('has the hour that happens twice, twice', () => {
    const csv =
      'Interval Start,In,Out\n20261025010000,1,0\n20261025020000,2,0\n20261025020000,3,0\n20261025030000,4,0';
    const expected = [
      { from: '2026-10-24T23:00Z', to: '2026-10-25T00:00Z', in: 1, out: 0 },
      { from: '2026-10-25T00:00Z', to: '2026-10-25T01:00Z', in: 2, out: 0 },
      { from: '2026-10-25T01:00Z', to: '2026-10-25T02:00Z', in: 3, out: 0 },
      { from: '2026-10-25T02:00Z', to: '2026-10-25T03:00Z', in: 4, out: 0 },
    ];
    expect(spansIn(csv)).toEqual(expected);
    const keyed = csv
      .split('\n')
      .slice(1)
      .map((row) => row.replace(/(\d+),(.*)/, '"$1" : [$2]'));
    expect(spansIn(`{"data":{${keyed.join()}}}`)).toEqual(expected);
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
  const json = fc
    .array(fc.record({ start: time, in: fc.jsonValue(), out: number }, { requiredKeys: [] }))
    .map((data) => JSON.stringify({ data }));

  it('is read without a throw, and its people are all in the text', () => {
    fc.assert(
      fc.property(fc.oneof(csv, json, fc.string(), fc.json()), (text) => {
        for (const parse of [parseExportedCsv, parseExportedJson]) {
          const rows = parse(text);
          const placed = rows.ok ? placeRows(rows.value, 60, zurich) : rows;
          for (const span of placed.ok ? placed.value.spans : []) {
            expect(span.to).toBeGreaterThan(span.from);
            for (const count of [span.in, span.out]) {
              expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
              // JSON may print 12 as 1.2e1.
              if (parse === parseExportedCsv) expect(text).toContain(String(count));
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
