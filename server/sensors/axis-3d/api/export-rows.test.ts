import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badRequestIn } from '../schema.ts';
import { countRowsIn } from './export-rows.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}

const countsIn = (text: string) => countRowsIn(text, 'Europe/Stockholm', 3600);

describe('the printed examples', () => {
  it('of foot traffic are rows of an hour', () => {
    expect(countsIn(fixture('export.json'))).toEqual({
      ok: true,
      value: [
        { from: Date.parse('2020-06-22T22:00:00Z'), to: Date.parse('2020-06-22T23:00:00Z'), in: 0, out: 0 },
      ],
    });
  });

  it('of a refusal reports field and reason', () => {
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

  it('takes numbers as text, and columns that it does not know', () => {
    const text = `{"data":[{${row},"in":"4","out":1,"adults_in":3,"adults_out":0,"queue":{}}]}`;
    expect(countsIn(text)).toMatchObject({
      value: [{ in: 4, out: 1 }],
    });
  });

  it('adds an hour that did not happen to the one that did, and drops it where it is empty', () => {
    const hours = (first: number) =>
      `{"data":[{"start":"2026-03-29 02:00:00","end":"2026-03-29 03:00:00","in":${first},"out":0},` +
      '{"start":"2026-03-29 03:00:00","end":"2026-03-29 04:00:00","in":1,"out":2}]}';
    const stretch = { from: Date.parse('2026-03-29T01:00:00Z'), to: Date.parse('2026-03-29T02:00:00Z') };
    expect(countsIn(hours(0))).toEqual({ ok: true, value: [{ ...stretch, in: 1, out: 2 }] });
    expect(countsIn(hours(7))).toEqual({ ok: true, value: [{ ...stretch, in: 8, out: 2 }] });
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
    expect(countsIn(text)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });

  it('whatever it is, throws nothing and invents no number', () => {
    const edit = fc.record({ at: fc.nat(600), length: fc.nat(40), by: fc.string({ maxLength: 10 }) });
    const whole = fixture('export.json');
    const edited = edit.map(({ at, length, by }) => whole.slice(0, at) + by + whole.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(edited, fc.string(), fc.json()), (text) => {
        const rows = countsIn(text);
        if (!rows.ok) return;
        const printed = new Set(
          (text.match(/-?\d+/g) ?? []).flatMap((one) => [Number(one) + 0, Math.abs(Number(one))]),
        );
        for (const row of rows.value) {
          expect(row.from).toBeLessThan(row.to);
          expect(printed).toContain(row.in);
          expect(printed).toContain(row.out);
        }
      }),
      { numRuns: 500 },
    );
  });
});
