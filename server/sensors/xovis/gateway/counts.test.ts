import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCounts } from './counts.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
const hourMs = 3_600_000;
const day = { fromMs: Date.UTC(2023, 9, 1), toMs: Date.UTC(2023, 9, 2) };
const body = (...rows: object[]) => JSON.stringify({ data: rows });

function rowsOf(text: string, length: 'hour' | 'day' | 'unknown', asked = day, zone = 'Europe/Zurich') {
  const parsed = parseCounts(text, length, asked, zone);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.rows;
}

describe('past counts of a gateway', () => {
  it('are read as /data/count prints them', () => {
    expect(parseCounts(fixture('data-count'), 'hour', day, 'UTC')).toStrictEqual({
      ok: true,
      value: {
        sensorId: 'SNSR_001',
        locationId: 'LOC_NYC_05',
        rows: [
          {
            fromMs: Date.UTC(2023, 9, 1, 8),
            toMs: Date.UTC(2023, 9, 1, 9),
            in: 145,
            out: 132,
            passby: 50,
            occupancy: 13,
          },
          {
            fromMs: Date.UTC(2023, 9, 1, 9),
            toMs: Date.UTC(2023, 9, 1, 10),
            in: 210,
            out: 195,
            passby: 65,
            occupancy: 28,
          },
        ],
      },
    });
  });

  it('are read as /counts/hourly prints them', () => {
    expect(rowsOf(fixture('counts-hourly'), 'hour')).toStrictEqual([
      { fromMs: Date.UTC(2025, 0, 1, 0), toMs: Date.UTC(2025, 0, 1, 1), in: 12, out: 8 },
      { fromMs: Date.UTC(2025, 0, 1, 1), toMs: Date.UTC(2025, 0, 1, 2), in: 3, out: 2 },
    ]);
  });

  it('of days end with the day of the site, or after 24 hours where they begin elsewhere', () => {
    const rows = rowsOf(
      body(
        { timestamp: '2026-10-25T00:00:00+02:00', in: 5, out: 5 },
        { timestamp: '2026-10-26T00:00:00Z', in: 1, out: 1 },
      ),
      'day',
    );
    expect(rows.map(({ fromMs, toMs }) => (toMs - fromMs) / hourMs)).toStrictEqual([25, 24]);
  });

  it('last until they say, until the next one, or as long as the one before', () => {
    const at = (minute: number) => `2023-10-01T08:${String(minute).padStart(2, '0')}:00Z`;
    const row = (minute: number, more = {}) => ({ timestamp: at(minute), in: 1, out: 0, ...more });
    const minutesOf = (...rows: object[]) =>
      rowsOf(body(...rows), 'unknown').map(({ fromMs, toMs }) => (toMs - fromMs) / 60_000);
    expect(minutesOf(row(0, { end: at(5) }), row(15), row(30))).toStrictEqual([5, 15, 15]);
    expect(minutesOf({ from: at(0), to: at(10), in: 1, out: 0 })).toStrictEqual([10]);
    expect(minutesOf(row(0))).toStrictEqual([16 * 60]);
  });

  it('of several zones are followed zone by zone', () => {
    const row = (zone: string, hour: number) => ({
      timestamp: Date.UTC(2023, 9, 1, hour),
      in: hour,
      out: 0,
      zone_id: zone,
    });
    const rows = rowsOf(body(row('a', 8), row('b', 8), row('a', 9), row('b', 10)), 'unknown');
    expect(
      rows.map(({ zoneId, in: peopleIn, fromMs, toMs }) => [zoneId, peopleIn, (toMs - fromMs) / hourMs]),
    ).toStrictEqual([
      ['a', 8, 1],
      ['b', 8, 2],
      ['a', 9, 1],
      ['b', 10, 2],
    ]);
  });

  it('without a zone in their times are local, through the hour that happens twice and the one that does not', () => {
    const rows = (...times: string[]) =>
      rowsOf(body(...times.map((timestamp) => ({ timestamp, in: 0, out: 0 }))), 'hour').map(({ fromMs }) =>
        new Date(fromMs).toISOString().slice(11, 16),
      );
    expect(
      rows('2026-10-25T01:00:00', '2026-10-25T02:00:00', '2026-10-25T02:00:00', '2026-10-25T03:00:00'),
    ).toStrictEqual(['23:00', '00:00', '01:00', '02:00']);
    expect(rows('2026-03-29T01:00:00', '2026-03-29T02:00:00', '2026-03-29T03:00:00')).toStrictEqual([
      '00:00',
      '01:00',
    ]);
  });

  it.each([
    ['{"data":7}', 'data'],
    ['[]x', 'body'],
    [body({ timestamp: '2023-10-01T08:00:00Z', in: 1 }), 'data[0].out'],
    [body({ timestamp: '2023-10-01T08:00:00Z', in: -1, out: 0 }), 'data[0].in'],
    [body({ timestamp: '2023-10-01T08:00:00Z', in: 1.5, out: 0 }), 'data[0].in'],
    [body({ timestamp: 'noon', in: 1, out: 0 }), 'data[0].timestamp'],
    [body({ in: 1, out: 0 }), 'data[0].timestamp'],
    [body({ timestamp: 1696147200, in: 1, out: 0, passby: 'some' }), 'data[0].passby'],
  ])('that cannot be understood name the place: %s', (text, field) => {
    expect(parseCounts(text, 'hour', day, 'UTC')).toMatchObject({ error: { kind: 'invalid', field } });
  });

  it('report an error inside a success', () => {
    expect(parseCounts('{"status":"error","message":"Busy"}', 'hour', day, 'UTC')).toStrictEqual({
      ok: false,
      error: { kind: 'device', code: 0, message: 'Busy' },
    });
  });
});

describe('a row of an hour that the clocks skipped', () => {
  const change = { fromMs: Date.UTC(2026, 2, 29), toMs: Date.UTC(2026, 2, 29, 4) };
  const row = (people: object) => body({ timestamp: '2026-03-29 02:00:00', in: 0, out: 0, ...people });

  it('is left out where nobody passed, and else counts', () => {
    expect(rowsOf(row({}), 'hour', change)).toEqual([]);
    expect(rowsOf(row({ in: 2 }), 'hour', change)).toMatchObject([{ in: 2, out: 0 }]);
    expect(rowsOf(row({ out: 3 }), 'hour', change)).toMatchObject([{ in: 0, out: 3 }]);
  });
});

describe('rows without a length', () => {
  it('are refused where one begins with the row before it', () => {
    const twice = ['10:00', '10:00'].map((time) => ({ timestamp: `2023-10-01 ${time}:00`, in: 1, out: 0 }));
    expect(parseCounts(body(...twice), 'unknown', day, 'UTC')).toMatchObject({
      error: {
        field: 'data[0].timestamp',
        expected: 'a time, later than the row before',
        found: '"2023-10-01 10:00:00"',
      },
    });
  });

  it('say no sensor and no location where the answer has none', () => {
    const parsed = parseCounts(body(), 'hour', day, 'UTC');
    expect(parsed).toStrictEqual({ ok: true, value: { rows: [] } });
    expect(parseCounts('[]', 'hour', day, 'UTC')).toStrictEqual({ ok: true, value: { rows: [] } });
  });
});
