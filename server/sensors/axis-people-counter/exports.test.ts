import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import { parseBody } from '../parse/parse-body.ts';
import { readParameters } from './device-parameters.ts';
import { readExportCsv } from './export-csv.ts';
import { readExportJson } from './export-json.ts';
import { type ExportTable, readRows } from './export-table.ts';
import { readExportXml } from './export-xml.ts';
import { countRows, occupancyRows } from './history-rows.ts';
import { linePlacementSchema, storedDaysSchema, withoutExtraBrace } from './schema.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
}

const zurich = 'Europe/Zurich';
const quarter = 900;

function countsIn(table: Result<ExportTable, SensorError>, seconds = quarter) {
  return table.ok ? readRows(table.value, countRows, zurich, seconds) : table;
}

/** Rows as `02T10:00 +12 -3`, in UTC. */
function short(table: Result<ExportTable, SensorError>, seconds = quarter): string[] {
  const rows = countsIn(table, seconds);
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
    const table = readExportJson(fixture('occupancy-export.json'));
    if (!table.ok) throw new Error(JSON.stringify(table.error));
    expect(table.value).toMatchObject({ name: 'Axis-ACCC8E019C5F', serial: 'ACCC8E019C5F', seconds: 86_400 });
    const rows = readRows(table.value, occupancyRows, zurich, quarter);
    expect(rows.ok && rows.value).toHaveLength(5);
    expect(rows.ok && rows.value[4]).toEqual({
      from: Date.parse('2017-09-11T22:00:00Z'),
      to: Date.parse('2017-09-12T22:00:00Z'),
      occupancy: 0,
      averageVisit: 0,
      totalIn: 21,
      totalOut: 15,
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
    expect(short(readExportJson(body(types, '"20170512100000":["3",99," 12 "]')))).toEqual([
      '12T08:00-08:15 +12 -3',
    ]);
    expect(short(readExportJson(body('["Total In","Total Out"]', '"20170512100000":[12,3]')))).toEqual([
      '12T08:00-08:15 +12 -3',
    ]);
  });

  it('takes its columns by type where the name says nothing', () => {
    expect(short(readExportJson(body('{"a":4,"b":3}', '"20170512100000":[3,12]')))).toEqual([
      '12T08:00-08:15 +12 -3',
    ]);
  });

  it('keeps both rows of a time that is printed twice', () => {
    const rows = '"20261025020000":[1,0],"20261025020000":[2,0],"20261025030000":[4,0]';
    expect(short(readExportJson(body('{"In":3,"Out":4}', rows)), 3600)).toEqual([
      '25T00:00-01:00 +1 -0',
      '25T01:00-02:00 +2 -0',
      '25T02:00-03:00 +4 -0',
    ]);
  });

  it('adds what was counted in an hour that did not happen to the one that did', () => {
    const rows =
      '"20260329013000":[1,0],"20260329021500":[0,0],"20260329023000":[2,1],"20260329033000":[4,0]';
    expect(short(readExportJson(body('{"In":3,"Out":4}', rows)))).toEqual([
      '29T00:30-00:45 +1 -0',
      '29T01:30-01:45 +6 -1',
    ]);
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
    expect(countsIn(readExportJson(text))).toMatchObject({ error: { kind: 'invalid', field, found } });
  });
});

describe('an export in CSV', () => {
  const expected = ['12T08:00-08:15 +12 -3', '12T08:15-08:30 +0 -1'];

  it('is read as cameras print it', async () => {
    const table = await readExportCsv(fixture('export.csv'));
    expect(table).toMatchObject({ value: { serial: '00408CAC512B', name: 'Exit south' } });
    expect(short(table)).toEqual(expected);
  });

  it.each([
    ['a byte order mark and CRLF', (csv: string) => `\ufeff${csv.replaceAll('\n', '\r\n')}`],
    ['semicolons', (csv: string) => csv.replaceAll(',', ';')],
    ['blanks after commas', (csv: string) => csv.replaceAll(',', ', ')],
    ['quotes', (csv: string) => csv.replaceAll('Exit south', '"Exit, ""south"""')],
    [
      'compact times',
      (csv: string) => csv.replaceAll(/(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/g, '$1$2$3$4$5$6'),
    ],
    [
      'another order',
      (csv: string) =>
        csv
          .split('\n')
          .map((line) => line.split(',').reverse().join())
          .join('\n'),
    ],
    ['no line feed at its end', (csv: string) => csv.trim()],
    ['empty lines', (csv: string) => csv.replaceAll('\n', '\n\n')],
  ])('is read with %s', async (_name, vary) => {
    expect(short(await readExportCsv(vary(fixture('export.csv'))))).toEqual(expected);
  });

  it.each([
    ['', 'body', 'an empty body'],
    ['<!DOCTYPE html><html></html>', 'body', 'an HTML page'],
    ['OK', 'body', 'OK'],
    ['Interval start,In,Out\n2017-05-12 10:00:00,1', 'body', expect.stringContaining('line 2')],
    ['Interval start,In,Out\n2017-05-12 10:00:00,1,', 'row 1.out', '""'],
    ['Interval start,In,Out\n2017-05-12 10:00:00,1,2\nyesterday,1,2', 'row 2', '"yesterday"'],
    ['Interval start,In\n2017-05-12 10:00:00,1', 'row 1.out', 'nothing'],
  ])('is refused as %j, naming the place', async (text, field, found) => {
    expect(countsIn(await readExportCsv(text))).toMatchObject({ error: { kind: 'invalid', field, found } });
  });

  it('may be long', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => {
      const time = new Date(Date.UTC(2017, 0, 1) + index * 900_000).toISOString();
      return `${time.slice(0, 10)} ${time.slice(11, 19)},${index},0`;
    });
    const table = await readExportCsv(['Interval start,In,Out', ...lines].join('\n'));
    const rows = table.ok ? readRows(table.value, countRows, 'UTC', quarter) : table;
    expect(rows.ok && rows.value.every((row, index) => row.in === index)).toBe(true);
    expect(rows.ok && rows.value.length).toBe(20_000);
  });
});

describe('an export in XML', () => {
  const expected = ['12T08:00-08:15 +12 -3', '12T08:15-08:30 +0 -1'];

  it('is read as clients of such cameras read it', () => {
    const table = readExportXml(fixture('export.xml'));
    expect(table).toMatchObject({ value: { serial: '00408CAC512B', name: 'Exit south', seconds: 900 } });
    expect(short(table)).toEqual(expected);
  });

  it.each([
    ['local times', (xml: string) => xml.replaceAll(/14945\d{5}/g, (time) => localOf(Number(time)))],
    ['no declaration', (xml: string) => xml.slice(xml.indexOf('<!DOCTYPE'))],
    ['neither declaration nor document type', (xml: string) => xml.slice(xml.indexOf('<appdata'))],
    ['ends alone', (xml: string) => xml.replaceAll(/<cntgroup starttime="\d+"/g, '<cntgroup')],
    ['other cases', (xml: string) => xml.replaceAll('cntgroup', 'CntGroup').replaceAll('typeid', 'TypeID')],
    [
      'names of types',
      (xml: string) => xml.replaceAll('typeid="3"', 'name="In"').replaceAll('typeid="4"', 'type="out"'),
    ],
  ])('is read with %s', (_name, vary) => {
    expect(short(readExportXml(vary(fixture('export.xml'))))).toEqual(expected);
  });

  it('may be empty', () => {
    for (const xml of ['<appdata/>', '<appdata></appdata>', '<appdata><cntset delta="900"/></appdata>'])
      expect(countsIn(readExportXml(xml))).toEqual(ok([]));
  });

  it.each([
    ['', 'an empty body'],
    ['<html><body>Sign in</body></html>', 'an HTML page'],
    ['<appdata><cntset>', '<appdata><cntset>'],
    ['OK', 'OK'],
    ['<?xml version="1.0"?><!DOCTYPE html><html/>', 'an HTML page'],
    ['<error>Busy</error>', '<error>Busy</error>'],
    ['<appdata><__proto__ a="1"/></appdata>', '<appdata><__proto__ a="1"/></appdata>'],
  ])('is refused as %j', (text, found) => {
    expect(readExportXml(text)).toMatchObject({ error: { kind: 'invalid', field: 'body', found } });
  });

  it('does not grow by entities of entities', () => {
    const entities = Array.from(
      { length: 9 },
      (_, level) => `<!ENTITY a${level + 1} "${`&a${level};`.repeat(10)}">`,
    );
    const type = `<!DOCTYPE appdata [<!ENTITY a0 "123">${entities.join('')}]>`;
    const body =
      '<appdata><cntset name="&a9;"><cntgroup starttime="0"><cnt typeid="3">&a9;</cnt></cntgroup></cntset></appdata>';
    expect(countsIn(readExportXml(type + body)).ok).toBe(false);
  });

  it('names the place of a number that is none', () => {
    expect(countsIn(readExportXml(fixture('export.xml').replace('>12<', '>twelve<')))).toMatchObject({
      error: { field: 'cntset[0].cntgroup[0].in', found: '"twelve"' },
    });
  });
});

function localOf(seconds: number): string {
  return new Date((seconds + 7200) * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

describe('whatever a device answers', () => {
  const text = fc.oneof(fc.string({ maxLength: 200 }), fc.json());
  const edit = fc.record({ at: fc.nat(2000), length: fc.nat(40), by: fc.string({ maxLength: 10 }) });

  it('nothing throws, and no number comes out that did not go in', async () => {
    const readers = [
      ['occupancy-export.json', readExportJson],
      ['export.csv', readExportCsv],
      ['export.xml', readExportXml],
    ] as const;
    for (const [name, read] of readers) {
      const whole = fixture(name);
      const edited = edit.map(({ at, length, by }) => whole.slice(0, at) + by + whole.slice(at + length));
      await fc.assert(
        fc.asyncProperty(fc.oneof(text, edited), async (body) => {
          const rows = countsIn(await read(body));
          if (!rows.ok) return;
          const printed = new Set((body.match(/\d+/g) ?? []).map(Number));
          for (const row of rows.value) {
            expect(row.from).toBeLessThan(row.to);
            for (const count of [row.in, row.out]) expect(isSumOf(printed, count)).toBe(true);
          }
        }),
        { numRuns: 400 },
      );
    }
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
