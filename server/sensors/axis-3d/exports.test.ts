import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import { badRequestIn } from './answer.ts';
import { countRows, type PrintedRow, peakRows, readRows } from './history-rows.ts';
import { rowsInCsv, rowsInJson } from './printed-rows.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
}

const zone = 'Europe/Stockholm';

function countsIn(printed: Result<PrintedRow[], SensorError>, seconds = 3600) {
  return printed.ok ? readRows(printed.value, countRows, zone, seconds) : printed;
}

function peaksIn(printed: Result<PrintedRow[], SensorError>, seconds = 3600) {
  return printed.ok ? readRows(printed.value, peakRows, zone, seconds) : printed;
}

describe('the printed examples', () => {
  it('of foot traffic are rows of an hour, a minute, a day', async () => {
    expect(countsIn(rowsInJson(fixture('export.json')))).toEqual({
      ok: true,
      value: [
        { from: Date.parse('2020-06-22T22:00:00Z'), to: Date.parse('2020-06-22T23:00:00Z'), in: 0, out: 0 },
      ],
    });
    const minutes = countsIn(await rowsInCsv(fixture('export-minutes.csv')), 60);
    expect(minutes.ok && minutes.value.map((row) => row.to - row.from)).toEqual(Array(9).fill(60_000));
    const days = countsIn(await rowsInCsv(fixture('export-days.csv')), 86_400);
    expect(days.ok && days.value.map((row) => row.to - row.from)).toEqual(Array(9).fill(86_400_000));
  });

  it('of occupancy are peaks', async () => {
    expect(peaksIn(rowsInJson(fixture('export-occupancy.json')))).toMatchObject({
      value: [{ from: Date.parse('2023-01-07T23:00:00Z'), peak: 0 }, { peak: 0 }],
    });
    const hours = peaksIn(await rowsInCsv(fixture('export-occupancy-hours.csv')));
    expect(hours.ok && hours.value.map((row) => row.peak)).toEqual([0, 0, 0, 0, 0, 0, 0, 3, 17, 21]);
    const days = peaksIn(await rowsInCsv(fixture('export-occupancy-days.csv')), 86_400);
    expect(days.ok && days.value.map((row) => row.peak)).toEqual([1, 2, 17, 21, 26, 19, 5, 2, 1]);
  });

  it('of a refusal tells field and reason', () => {
    expect(badRequestIn(fixture('error-validation.json'))).toEqual({
      kind: 'device',
      code: 400,
      message: 'Validation failed: <field>: <reason>',
    });
    expect(badRequestIn('<html></html>')).toEqual({ kind: 'http-status', status: 400 });
    expect(badRequestIn('{"error":{"message":"Bad"}}')).toMatchObject({ message: 'Bad' });
  });
});

describe('an export', () => {
  const row = '"start":"2020-06-23 00:00:00","end":"2020-06-23 01:00:00"';

  it('takes numbers as text, adults and columns that it does not know', () => {
    const text = `{"data":[{${row},"in":"4","out":1,"adults_in":3,"adults_out":0,"queue":{}}]}`;
    expect(countsIn(rowsInJson(text))).toMatchObject({
      value: [{ in: 4, out: 1, adultsIn: 3, adultsOut: 0 }],
    });
  });

  it.each([
    ['a byte order mark and CRLF', (csv: string) => `\ufeff${csv.replaceAll('\n', '\r\n')}`],
    ['capitals in its titles', (csv: string) => csv.replace('start,end,in,out', 'Start,End,In,Out')],
    [
      'another order',
      (csv: string) =>
        csv
          .split('\n')
          .map((line) => line.split(',').reverse().join())
          .join('\n'),
    ],
    ['blanks after commas', (csv: string) => csv.replaceAll(',', ', ')],
    ['no line feed at its end', (csv: string) => csv.trim()],
  ])('in CSV is read with %s', async (_name, vary) => {
    const expected = countsIn(await rowsInCsv(fixture('export-minutes.csv')), 60);
    expect(countsIn(await rowsInCsv(vary(fixture('export-minutes.csv'))), 60)).toEqual(expected);
  });

  it('in CSV may have no row', async () => {
    expect(await rowsInCsv('start,end,in,out\n')).toEqual({ ok: true, value: [] });
  });

  it('adds an hour that did not happen to the one that did, and drops it where it is empty', () => {
    const hours = (first: number) =>
      `{"data":[{"start":"2026-03-29 02:00:00","end":"2026-03-29 03:00:00","in":${first},"out":0},` +
      '{"start":"2026-03-29 03:00:00","end":"2026-03-29 04:00:00","in":1,"out":2}]}';
    const stretch = { from: Date.parse('2026-03-29T01:00:00Z'), to: Date.parse('2026-03-29T02:00:00Z') };
    expect(countsIn(rowsInJson(hours(0)))).toEqual({ ok: true, value: [{ ...stretch, in: 1, out: 2 }] });
    expect(countsIn(rowsInJson(hours(7)))).toEqual({ ok: true, value: [{ ...stretch, in: 8, out: 2 }] });
  });

  it.each([
    ['', 'body', 'an empty body'],
    ['{"data":{}}', 'data', '{}'],
    ['{"data":[{"start":"x"}]}', 'data[0].end', 'nothing'],
    [`{"data":[{${row},"in":1}]}`, 'data[0].out', 'nothing'],
    [`{"data":[{${row},"in":1,"out":-1}]}`, 'data[0].out', '-1'],
    [
      '{"data":[{"start":"2020-06-23 01:00:00","end":"2020-06-23 00:00:00","in":1,"out":1}]}',
      'data[0]',
      '"2020-06-23 01:00:00 to 2020-06-23 00:00:00"',
    ],
  ])('is refused as %s, naming the place', (text, field, found) => {
    expect(countsIn(rowsInJson(text))).toMatchObject({ error: { kind: 'invalid', field, found } });
  });

  it.each(['', '<!DOCTYPE html>', 'OK', 'start,end,in,out\n2020-06-23 00:00:00,1', '{"data":[]}'])(
    'in CSV is refused as %j',
    async (text) => {
      expect(await rowsInCsv(text)).toMatchObject({ error: { kind: 'invalid', field: 'body' } });
    },
  );

  it('whatever it is, throws nothing and invents no number', async () => {
    const edit = fc.record({ at: fc.nat(600), length: fc.nat(40), by: fc.string({ maxLength: 10 }) });
    const readers = [
      ['export-occupancy-days.csv', rowsInCsv],
      ['export-occupancy.json', rowsInJson],
    ] as const;
    for (const [name, read] of readers) {
      const whole = fixture(name);
      const edited = edit.map(({ at, length, by }) => whole.slice(0, at) + by + whole.slice(at + length));
      await fc.assert(
        fc.asyncProperty(fc.oneof(edited, fc.string(), fc.json()), async (text) => {
          const rows = peaksIn(await read(text), 86_400);
          if (!rows.ok) return;
          const printed = new Set(
            (text.match(/-?\d+/g) ?? []).flatMap((one) => [Number(one) + 0, Math.abs(Number(one))]),
          );
          for (const { from, to, peak } of rows.value) {
            expect(from).toBeLessThan(to);
            expect(printed).toContain(peak);
          }
        }),
        { numRuns: 500 },
      );
    }
  });
});
