import { describe, expect, it } from 'vitest';
import { parseHours } from '#server/platform/config/parse-hours.ts';
import type { HistoryRecords } from '../history/history-reader.ts';
import { HistoryReader } from '../history/history-reader.ts';
import { emptyTally, minuteMs } from '../history/tally.ts';
import { type CoursePoint, openToday, quietestHours, readDayCourse } from './day-course.ts';

/** A typical day whose hours have these shares, from 8 on. */
const usualOf = (...shares: readonly number[]): CoursePoint[] =>
  shares.flatMap((share, at) => [0, 15, 30, 45].map((past) => ({ minute: (8 + at) * 60 + past, share })));
const open = [{ from: 480, to: 720 }];

describe('the quietest times', () => {
  it('are the two emptiest hours while the site is open', () => {
    expect(quietestHours(usualOf(0.2, 0.5, 0.9, 0.1), open)).toEqual([
      { from: 480, to: 540 },
      { from: 660, to: 720 },
    ]);
  });

  it('are one span where the hours follow each other', () => {
    expect(quietestHours(usualOf(0.9, 0.1, 0.2, 0.8), open)).toEqual([{ from: 540, to: 660 }]);
  });

  it('begin at full hours, inside each span of the opening hours', () => {
    const spans = [
      { from: 495, to: 610 },
      { from: 660, to: 780 },
    ];
    expect(quietestHours(usualOf(0, 0.3, 0, 0.2, 0.5), spans)).toEqual([
      { from: 540, to: 600 },
      { from: 660, to: 720 },
    ]);
  });

  it.each([
    ['an hour is not known', usualOf(0.2, 0.5, 0.9)],
    ['nothing is known', []],
    ['it is always as full', usualOf(0.5, 0.5, 0.5, 0.5)],
  ])('are not reported where %s', (_, usual) => {
    expect(quietestHours(usual, open)).toEqual([]);
  });
});

describe('the day of a zone', () => {
  const read = parseHours({ 'mon-sun': '08:00-12:00' });
  const hours = read.ok ? read.hours : [];
  const nowMs = Date.parse('2026-11-20T12:30:00Z');
  const day = 24 * 60;

  /** History of so many Fridays and this one: eight inside in each minute, all day and night. */
  function history(weeks: number): HistoryReader {
    const records: HistoryRecords = {
      minutes: async (_site, _zone, fromMs, toMs) =>
        Array.from({ length: Math.max(0, (Math.min(toMs, nowMs) - fromMs) / minuteMs) }, (_, at) => ({
          ...emptyTally(fromMs / minuteMs + at),
          min: 8,
          max: 8,
          area: 8 * minuteMs,
          knownMs: minuteMs,
          recordedMs: minuteMs,
        })).filter(({ start }) => start > nowMs / minuteMs - (weeks * 7 + 1) * day),
      rollUps: async () => [],
      rolled: async () => undefined,
    };
    return new HistoryReader(records);
  }
  const site = { timezone: 'Europe/Zurich', hours };
  const zone = { site: 'bern', id: 'store', capacity: 100 };

  it('is reported while the site is open, and beside it the usual one from three days on', async () => {
    const course = await readDayCourse(history(3), site, zone, nowMs, 0.0001);
    expect(course.today).toHaveLength(16);
    expect(course.today[0]).toEqual({ minute: 480, share: 0.08 });
    expect(course.usual).toHaveLength(16);
    expect((await readDayCourse(history(2), site, zone, nowMs, 0.0001)).usual).toEqual([]);
  });

  it('is as coarse as the number that the site reports', async () => {
    const { today } = await readDayCourse(history(0), site, zone, nowMs, 0.05);
    expect(today[0]?.share).toBeCloseTo(0.1);
  });

  it('has the hours of its weekday, until midnight', () => {
    const night = parseHours({ fri: '20:00-03:00' });
    expect(night.ok && openToday({ hours: night.hours }, 5)).toEqual([{ from: 1200, to: 1440 }]);
    expect(night.ok && openToday({ hours: night.hours }, 6)).toEqual([]);
    expect(openToday({}, 1)).toEqual([{ from: 0, to: 1440 }]);
  });

  it('reports what is expected as shares, while it is open', async () => {
    const row = (time: string, light: 'green' | 'closed') => ({
      ...{ from: `2026-11-20T${time}:00.000Z`, to: `2026-11-20T${time.replace('00', '15')}:00.000Z`, light },
      ...{ expected: 12, low: 0, high: 20 },
    });
    const rows = [row('09:00', 'green'), row('12:00', 'closed')];
    const course = await readDayCourse(history(0), site, { ...zone, capacity: 100 }, nowMs, 0.05, rows);
    expect(course.coming.map(({ minute }) => minute)).toEqual([600]);
    expect(course.forecast).toEqual([
      { ...{ from: rows[0]?.from, to: rows[0]?.to }, utilization: 0.1, light: 'green' },
    ]);
  });
});
