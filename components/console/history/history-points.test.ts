import { describe, expect, test } from 'vitest';
import type { HistoryRow } from '#lib/contract/history.ts';
import { csvOf } from './history-csv.ts';
import { heatOf } from './history-heat.ts';
import { periodAround } from './history-period.ts';
import { pointsOf, totalsOf } from './history-points.ts';

const zurich = 'Europe/Zurich';

function row(from: string, fields: Partial<HistoryRow> = {}): HistoryRow {
  return {
    from,
    to: from,
    min: 0,
    max: 0,
    avg: 0,
    in: 0,
    out: 0,
    amberS: 0,
    redS: 0,
    unknownS: 0,
    closedS: 0,
    recordedS: 0,
    backfilledS: 0,
    capacity: null,
    ...fields,
  };
}

describe('the points of a period', () => {
  test('are all its bins, with or without a row, each beside the one at the same place', () => {
    const day = periodAround('day', '2026-11-03');
    const rows = [row('2026-11-03T08:00:00.000Z', { in: 4 })];
    const lastWeek = [row('2026-10-20T07:00:00.000Z', { in: 9 })];
    const points = pointsOf(day, zurich, rows, { timezone: zurich, bins: lastWeek });
    expect(points).toHaveLength(96);
    // Nine o'clock, in winter time and in summer time.
    expect(points[36]?.row?.in).toBe(4);
    expect(points[36]?.compared?.in).toBe(9);
    expect(points.filter((point) => point.row !== undefined)).toHaveLength(1);
  });

  test('compare the hour that comes twice with the one that came once', () => {
    const day = periodAround('day', '2026-10-25');
    const bins = [row('2026-10-24T00:00:00.000Z', { in: 2 })];
    const points = pointsOf(day, zurich, [], { timezone: zurich, bins });
    expect(points).toHaveLength(100);
    expect(points.filter((point) => point.compared?.in === 2)).toHaveLength(2);
  });

  test('of another zone are compared by the clock of its site', () => {
    const day = periodAround('day', '2026-11-03');
    const bins = [row('2026-11-03T09:00:00.000Z', { in: 7 })];
    const points = pointsOf(day, zurich, [], { timezone: 'Europe/London', bins });
    expect(points[36]?.compared?.in).toBe(7);
  });
});

describe('the totals', () => {
  test('are sums, and the most people with their time', () => {
    const rows = [
      row('2026-11-03T08:00:00.000Z', { in: 4, out: 1, max: 3, redS: 60, recordedS: 900 }),
      row('2026-11-03T08:15:00.000Z', { in: 2, out: 5, max: 8, amberS: 30, recordedS: 900, closedS: 300 }),
      row('2026-11-03T08:30:00.000Z', { max: null, recordedS: 900, unknownS: 900 }),
    ];
    expect(totalsOf(rows)).toEqual({
      in: 6,
      out: 6,
      most: { people: 8, fromMs: Date.parse('2026-11-03T08:15:00.000Z') },
      amberS: 30,
      redS: 60,
      knownS: 1500,
    });
  });

  test('of a usual day know no people in and out', () => {
    expect(totalsOf([{ from: '2026-11-03T08:00:00.000Z', avg: 4 }])).toMatchObject({ in: 0, knownS: 0 });
  });
});

test('the heat map means every hour of a weekday over all of them, and leaves unknown ones empty', () => {
  const heat = heatOf(
    [
      row('2026-11-02T08:00:00.000Z', { in: 4, avg: 10 }),
      row('2026-11-09T08:00:00.000Z', { in: 8, avg: null }),
    ],
    zurich,
  );
  expect(heat[0]?.[9]).toEqual({ weekday: 0, hour: 9, in: 6, inside: 10 });
  expect(heat[1]?.[9]).toEqual({ weekday: 1, hour: 9, in: null, inside: null });
});

test('a file for spreadsheets has its texts in quotes, and nothing where nothing is known', () => {
  expect(
    csvOf(
      ['Zeit', 'Saal "A"'],
      [
        ['3. Nov., 14:00', 4],
        ['x', undefined],
      ],
    ),
  ).toBe('\uFEFF"Zeit","Saal ""A"""\r\n"3. Nov., 14:00",4\r\n"x",\r\n');
});
