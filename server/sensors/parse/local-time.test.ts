import fc from 'fast-check';
import { DateTime } from 'luxon';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayAfter, daysBetween } from './days.ts';
import {
  endOfBin,
  parseAxisTime,
  parseIsoTime,
  readLocalSpans,
  readLocalTimes,
  wallTimeOf,
} from './local-time.ts';

const zurich = 'Europe/Zurich';

/** The instants as ISO texts in UTC. */
function read(texts: readonly string[], zone = zurich): (string | null)[] {
  return readLocalTimes(texts, zone).map((instant) => instant && utc(instant.ms));
}

function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

describe('a time without a zone', () => {
  it('is read in every form that devices print', () => {
    const noon = Date.UTC(2020, 5, 23, 12, 30);
    for (const text of [
      '202006231230',
      '20200623123000',
      '2020-06-23 12:30:00',
      '2020-06-23T12:30:00',
      '2020-06-23 12:30',
      '2020-06-23 12:30:00.250',
    ])
      expect(wallTimeOf(text)).toBe(noon);
    expect(wallTimeOf('19700101')).toBe(0);
    expect(wallTimeOf('20200623235959')).toBe(Date.UTC(2020, 5, 23, 23, 59, 59));
    expect(wallTimeOf('20200623')).toBe(Date.UTC(2020, 5, 23));
    expect(wallTimeOf('2020-06-23')).toBe(Date.UTC(2020, 5, 23));
  });

  it.each([
    '',
    'today',
    '20200230',
    '20201301',
    '20200623250000',
    '202006231260',
    '2020-06-23 12:30:00Z',
    '2020062312',
    '00000000000000',
    '19691231',
    '20200010',
    '20200623240000',
    '20200623123060',
    '2020-06-23 12:30:00.',
    '2020-06-23 12:30:00.x',
    'on 2020-06-23',
    '-20200623',
  ])('is not %j', (text) => {
    expect(wallTimeOf(text)).toBeNull();
    expect(readLocalTimes([text], zurich)).toEqual([null]);
  });
});

describe('local times of rows', () => {
  it('are instants of their zone, in winter and summer', () => {
    expect(read(['20260115120000', '20260715120000'])).toEqual(['2026-01-15T11:00', '2026-07-15T10:00']);
    expect(read(['20260115120000'], 'Asia/Kathmandu')).toEqual(['2026-01-15T06:15']);
  });

  it('recognise the hour that happens twice by the order of the rows', () => {
    expect(
      read(['2026-10-25 01:00:00', '2026-10-25 02:00:00', '2026-10-25 02:00:00', '2026-10-25 03:00:00']),
    ).toEqual(['2026-10-24T23:00', '2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']);
  });

  it('recognise it in quarters: all of the first hour, then all of the second', () => {
    const quarters = ['0200', '0215', '0230', '0245'].map((time) => `20261025${time}00`);
    expect(read([...quarters, ...quarters, '20261025030000'])).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T00:15',
      '2026-10-25T00:30',
      '2026-10-25T00:45',
      '2026-10-25T01:00',
      '2026-10-25T01:15',
      '2026-10-25T01:30',
      '2026-10-25T01:45',
      '2026-10-25T02:00',
    ]);
  });

  it('recognise it where a device sorts its rows by what it prints', () => {
    expect(read(['20261025020000', '20261025020000', '20261025021500', '20261025021500'])).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T00:15',
      '2026-10-25T01:15',
    ]);
  });

  it('recognise it where a device prints only some of its rows', () => {
    expect(read(['20261025024500', '20261025021500', '20261025023000', '20261025030000'])).toEqual([
      '2026-10-25T00:45',
      '2026-10-25T01:15',
      '2026-10-25T01:30',
      '2026-10-25T02:00',
    ]);
  });

  it('are the first of the two where a device prints the hour once', () => {
    expect(read(['20261025010000', '20261025020000', '20261025030000'])).toEqual([
      '2026-10-24T23:00',
      '2026-10-25T00:00',
      '2026-10-25T02:00',
    ]);
  });

  it('may run backwards', () => {
    expect(read(['20261025030000', '20261025020000', '20261025020000', '20261025010000'])).toEqual([
      '2026-10-25T02:00',
      '2026-10-25T01:00',
      '2026-10-25T00:00',
      '2026-10-24T23:00',
    ]);
  });

  it('say of an hour that does not exist that it was skipped', () => {
    expect(readLocalTimes(['20260329013000', '20260329023000', '20260329033000'], zurich)).toEqual([
      { ms: Date.UTC(2026, 2, 29, 0, 30), isSkipped: false },
      { ms: Date.UTC(2026, 2, 29, 1, 30), isSkipped: true },
      { ms: Date.UTC(2026, 2, 29, 1, 30), isSkipped: false },
    ]);
  });

  it('keep their places beside texts that are no time', () => {
    expect(read(['20261025020000', '?', '20261025020000'])).toEqual([
      '2026-10-25T00:00',
      null,
      '2026-10-25T01:00',
    ]);
  });

  it('need a zone that exists', () => {
    expect(() => readLocalTimes([], 'Europe/Berne')).toThrow('Europe/Berne');
  });

  it('come back to the instants they were printed from, through every change of the clocks', () => {
    const zone = fc.constantFrom(
      zurich,
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'UTC',
    );
    const start = fc.integer({ min: Date.UTC(2015, 0) / 900_000, max: Date.UTC(2030, 0) / 900_000 });
    fc.assert(
      fc.property(zone, start, (zoneName, quarter) => {
        const instants = Array.from({ length: 200 }, (_, row) => (quarter + row) * 900_000);
        const printed = instants.map((ms) =>
          DateTime.fromMillis(ms, { zone: zoneName }).toFormat('yyyyMMddHHmmss'),
        );
        fc.pre([instants[0], instants.at(-1)].every((ms) => isClear(ms ?? 0, zoneName)));
        expect(readLocalTimes(printed, zoneName).map((instant) => instant?.ms)).toEqual(instants);
      }),
      { numRuns: 300 },
    );
  });

  it('find the changes themselves', () => {
    for (const [year, month, day] of [
      [2026, 9, 24],
      [2026, 2, 28],
      [2025, 9, 25],
    ] as const) {
      const instants = Array.from({ length: 192 }, (_, row) => Date.UTC(year, month, day) + row * 900_000);
      const printed = instants.map((ms) =>
        DateTime.fromMillis(ms, { zone: zurich }).toFormat('yyyy-MM-dd HH:mm:ss'),
      );
      expect(readLocalTimes(printed, zurich).map((instant) => instant?.ms)).toEqual(instants);
    }
  });
});

/** Windows that begin or end inside a repeated hour do not show which of the two it is. */
function isClear(ms: number, zone: string): boolean {
  return DateTime.fromMillis(ms, { zone }).getPossibleOffsets().length === 1;
}

describe('rows with beginning and end', () => {
  const span = (start: string, end: string) => ({ start: `2026-${start}:00`, end: `2026-${end}:00` });
  const spans = (...rows: { start: string; end: string }[]) =>
    readLocalSpans(rows, zurich).map((row) => row && `${utc(row.from).slice(8)}-${utc(row.to).slice(8)}`);

  it('last as long as the clock says, and an hour where the clock repeats one', () => {
    expect(
      spans(
        span('10-25 01:00', '10-25 02:00'),
        span('10-25 02:00', '10-25 02:00'),
        span('10-25 02:00', '10-25 03:00'),
        span('10-25 03:00', '10-25 04:00'),
      ),
    ).toEqual(['24T23:00-25T00:00', '25T00:00-25T01:00', '25T01:00-25T02:00', '25T02:00-25T03:00']);
  });

  it('never reach into the next row, whatever end is printed', () => {
    const twice = span('10-25 02:00', '10-25 03:00');
    const rows = [twice, twice, span('10-25 03:00', '10-25 04:00')];
    const expected = ['25T00:00-25T01:00', '25T01:00-25T02:00', '25T02:00-25T03:00'];
    expect(spans(...rows)).toEqual(expected);
    expect(spans(...rows.reverse())).toEqual(expected.reverse());
  });

  it('are days of 23 and 25 hours when the clocks change', () => {
    expect(spans(span('03-29 00:00', '03-30 00:00'), span('10-25 00:00', '10-26 00:00'))).toEqual([
      '28T23:00-29T22:00',
      '24T22:00-25T23:00',
    ]);
  });

  it('have no length in an hour that does not exist', () => {
    expect(
      readLocalSpans([span('03-29 01:00', '03-29 02:00'), span('03-29 02:00', '03-29 03:00')], zurich),
    ).toEqual([
      { from: Date.UTC(2026, 2, 29), to: Date.UTC(2026, 2, 29, 1), isSkipped: false },
      { from: Date.UTC(2026, 2, 29, 1), to: Date.UTC(2026, 2, 29, 1), isSkipped: true },
    ]);
  });

  it('are none where the end is not after the beginning', () => {
    expect(spans(span('05-01 02:00', '05-01 01:00'), span('05-01 02:00', '05-01 02:00'))).toEqual([
      null,
      null,
    ]);
    expect(readLocalSpans([{ start: 'x', end: '20260501' }], zurich)).toEqual([null]);
    expect(readLocalSpans([{ start: '20260501', end: 'x' }], zurich)).toEqual([null]);
  });
});

describe('the end of a bin', () => {
  it('is its length later, and the next midnight for a day', () => {
    const change = Date.UTC(2026, 2, 28, 23);
    expect(endOfBin(change, 3600, zurich)).toBe(change + 3_600_000);
    expect(endOfBin(change, 86_400, zurich)).toBe(Date.UTC(2026, 2, 29, 22));
    expect(endOfBin(Date.UTC(2026, 9, 24, 22), 86_400, zurich)).toBe(Date.UTC(2026, 9, 25, 23));
    expect(endOfBin(change, 129_600, zurich)).toBe(change + 129_600_000);
    expect(endOfBin(change, 0, zurich)).toBe(change);
  });
});

describe('a time of the device’s own clock', () => {
  it('has digits only: the characters beside them in the table are none', () => {
    expect(parseAxisTime('20170503112709')).toEqual({
      clockMs: Date.UTC(2017, 4, 3, 11, 27, 9),
      date: '20170503',
    });
    for (const text of ['2017050311270:', '2017050311270/', '201705031127 9', '20170503112709 '])
      expect(parseAxisTime(text)).toBeNull();
    expect(parseAxisTime('00990503112709')).toBeNull();
    expect(parseAxisTime('01000503112709')).toMatchObject({ date: '01000503' });
  });
});

describe('a time with its zone', () => {
  it('stands alone in its text', () => {
    expect(parseIsoTime('2026-11-30T10:00:00+01:00')).toBe(Date.UTC(2026, 10, 30, 9));
    for (const text of ['2026-11-30T10:00:00Z (sent)', 'Mon 2026-11-30T10:00:00Z', '+2026-11-30T10:00:00Z'])
      expect(parseIsoTime(text)).toBeNull();
  });
});

describe('a server whose own clock is in another zone', () => {
  const { TZ } = process.env;
  beforeEach(() => {
    process.env.TZ = 'Pacific/Auckland';
  });
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });

  it('reads the same times', () => {
    expect(parseIsoTime('2026-11-30T10:00:00')).toBe(Date.UTC(2026, 10, 30, 10));
    expect(read(['202606010000', '202610250230', '202610250230'])).toEqual([
      '2026-05-31T22:00',
      '2026-10-25T00:30',
      '2026-10-25T01:30',
    ]);
    expect(daysBetween('2026-09-26', '2026-09-28')).toEqual(['2026-09-26', '2026-09-27', '2026-09-28']);
    expect(dayAfter('2026-09-26')).toBe('2026-09-27');
  });
});
