import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '#lib/result.ts';
import { parseBody } from '#server/sensors/parse/parse-body.ts';
import { linePlacementSchema, storedDaysSchema, withoutExtraBrace } from '../schema.ts';
import { countRows, occupancyRows, readRows } from './export-rows.ts';
import { readParameters } from './maintenance-client.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}

const zurich = 'Europe/Zurich';
const quarter = 900;

function countsIn(text: string, seconds = quarter) {
  return readRows(text, countRows, zurich, seconds);
}

/** Rows as `02T10:00 +12 -3`, in UTC. */
function short(text: string, seconds = quarter): string[] {
  const rows = countsIn(text, seconds);
  if (!rows.ok) throw new Error(JSON.stringify(rows.error));
  return rows.value.map((row) => `${utc(row.from)}-${utc(row.to).slice(3)} +${row.in} -${row.out}`);
}

function utc(ms: number): string {
  return new Date(ms).toISOString().slice(8, 16);
}

describe('the printed examples', () => {
  it.each(['list-cnt.json', 'list-cnt-extra-brace.json'])('%s lists its days', (name) => {
    expect(parseBody(storedDaysSchema, withoutExtraBrace(fixture(name)))).toEqual({
      ok: true,
      value: { deviceTime: '20170513132513', days: ['2017-05-10', '2017-05-11', '2017-05-13'] },
    });
  });

  it('cntpos.json places the line', () => {
    expect(parseBody(linePlacementSchema, fixture('cntpos.json'))).toMatchObject({
      value: { width: 320, right: 296, yFirst: 88, yLast: 152, radius: 0 },
    });
    expect(parseBody(linePlacementSchema, '{"width":0}')).toMatchObject({
      error: { field: 'width', expected: 'a width above 0' },
    });
  });

  it('the occupancy export has a row for each day of the camera', () => {
    const rows = readRows(fixture('occupancy-export.json'), occupancyRows, zurich, quarter);
    expect(rows.ok && rows.value).toHaveLength(5);
    expect(rows.ok && rows.value[4]).toEqual({
      from: Date.parse('2017-09-11T22:00:00Z'),
      to: Date.parse('2017-09-12T22:00:00Z'),
      occupancy: 0,
    });
  });

  it('params.json is a list of names and texts', () => {
    const parameters = readParameters(fixture('params.json'));
    expect(parameters.ok && Object.fromEntries(parameters.value)).toMatchObject({
      'Counter.Height': '280',
      'Build.Version': '4.6.1',
      'Static.Errors': 'NoTime,LowLight',
    });
    expect(readParameters('{"Counter.Height":"280"}')).toEqual(ok(new Map([['Counter.Height', '280']])));
    expect(readParameters('[1]')).toMatchObject({ error: { field: 'body', found: '[1]' } });
  });

  it('days that are none are refused', () => {
    expect(parseBody(storedDaysSchema, '{"days":["20170510","20170532"]}')).toMatchObject({
      error: { field: 'days[1]', expected: 'a day as YYYYMMDD' },
    });
    expect(parseBody(storedDaysSchema, '{"days":[20170510]}')).toMatchObject({
      value: { days: ['2017-05-10'] },
    });
  });
});

describe('an export in JSON', () => {
  const body = (types: string, rows: string) => `{"counter":{"types":${types}},"data":{${rows}}}`;

  it('takes its columns by name, whatever their order and case, and numbers as text', () => {
    const types = '{"OUT":1,"Passers by":2,"in":3}';
    expect(short(body(types, '"20170512100000":["3",99," 12 "]'))).toEqual(['12T08:00-08:15 +12 -3']);
    expect(short(body('["Total In","Total Out"]', '"20170512100000":[12,3]'))).toEqual([
      '12T08:00-08:15 +12 -3',
    ]);
  });

  it('takes its columns by type where the name says nothing', () => {
    expect(short(body('{"a":4,"b":3}', '"20170512100000":[3,12]'))).toEqual(['12T08:00-08:15 +12 -3']);
  });

  it('keeps both rows of a time that is printed twice', () => {
    const rows = '"20261025020000":[1,0],"20261025020000":[2,0],"20261025030000":[4,0]';
    expect(short(body('{"In":3,"Out":4}', rows), 3600)).toEqual([
      '25T00:00-01:00 +1 -0',
      '25T01:00-02:00 +2 -0',
      '25T02:00-03:00 +4 -0',
    ]);
  });

  it('adds what was counted in an hour that did not happen to the one that did', () => {
    const rows =
      '"20260329013000":[1,0],"20260329021500":[0,0],"20260329023000":[2,1],"20260329033000":[4,0]';
    expect(short(body('{"In":3,"Out":4}', rows))).toEqual(['29T00:30-00:45 +1 -0', '29T01:30-01:45 +6 -1']);
  });

  it.each([
    ['{"counter":{"types":{"In":3}},"data":{"20170512100000":[1]}}', 'data.20170512100000.out', 'nothing'],
    [
      '{"counter":{"types":{"In":3,"Out":4}},"data":{"20170512100000":[1,-1]}}',
      'data.20170512100000.out',
      '-1',
    ],
    [
      '{"counter":{"types":{"In":3,"Out":4}},"data":{"20170512100000":[1.5,1]}}',
      'data.20170512100000.in',
      '1.5',
    ],
    ['{"counter":{"types":{"In":3,"Out":4}},"data":{"20170512100000":7}}', 'data.20170512100000', '7'],
    [
      '{"counter":{"types":{"In":3,"Out":4}},"data":{"20170532100000":[1,1]}}',
      'data.20170532100000',
      '"20170532100000"',
    ],
    ['{"counter":{"types":{"Queue":9}},"data":{}}', 'counter.types', '{"Queue":9}'],
    ['{"counter":{},"data":{}}', 'counter.types', 'nothing'],
    ['<html></html>', 'body', 'an HTML page'],
    ['', 'body', 'an empty body'],
  ])('is refused as %s, naming the place', (text, field, found) => {
    expect(countsIn(text)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });
});

describe('whatever a device answers', () => {
  const text = fc.oneof(fc.string({ maxLength: 200 }), fc.json());
  const edit = fc.record({ at: fc.nat(100), length: fc.nat(40), by: fc.string({ maxLength: 10 }) });

  it('nothing throws, and no number comes out that did not go in', () => {
    const whole =
      '{"counter":{"types":{"In":3,"Out":4}},"data":{"20170512100000":[12,3],"20170512101500":[4,51]}}';
    const edited = edit.map(({ at, length, by }) => whole.slice(0, at) + by + whole.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(text, edited), (body) => {
        const rows = countsIn(body);
        if (!rows.ok) return;
        const printed = new Set((body.match(/\d+/g) ?? []).map(Number));
        for (const row of rows.value) {
          expect(row.from).toBeLessThan(row.to);
          for (const count of [row.in, row.out]) expect(isSumOf(printed, count)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('the small answers throw nothing either', () => {
    fc.assert(
      fc.property(text, (body) => {
        expect([true, false]).toContain(parseBody(storedDaysSchema, withoutExtraBrace(body)).ok);
        expect([true, false]).toContain(parseBody(linePlacementSchema, body).ok);
        expect([true, false]).toContain(readParameters(body).ok);
      }),
    );
  });
});

/** Rows of one instant are added: a count is printed, or the sum of two that are. */
function isSumOf(printed: ReadonlySet<number>, count: number): boolean {
  return printed.has(count) || [...printed].some((one) => printed.has(count - one));
}
