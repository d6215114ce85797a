import { DateTime } from 'luxon';
import type { ForecastRow } from '#lib/contract/forecast.ts';
import type { TypicalRow } from '#lib/contract/history.ts';
import type { PublicForecast } from '#lib/contract/public-site.ts';
import type { OpenInterval } from '#server/engine/opening-hours.ts';
import type { SiteConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import type { HistoryReader } from '../history/history-reader.ts';
import { readTypicalDay, siteDay } from '../history/typical-day.ts';

/** A quarter hour of a curve. */
export interface CoursePoint {
  /** Minutes after midnight by the site's clock. */
  readonly minute: number;
  /** Share of the capacity. */
  readonly share: number;
}

/** How full a zone was today, and typically is on this weekday. */
export interface DayCourse {
  readonly today: readonly CoursePoint[];
  /** What is expected for the rest of the day; empty where nothing is, or it is not public. */
  readonly coming: readonly CoursePoint[];
  readonly forecast: PublicForecast['rows'];
  /** Empty without enough days. */
  readonly usual: readonly CoursePoint[];
  /** Minutes after midnight; empty if unknown. */
  readonly quietest: readonly OpenInterval[];
}

const minutesOfDay = 1440;
const quarter = 15;
/** A typical quarter hour needs at least this many days. */
const minDays = 3;
const quietHours = 2;

/**
 * Reads both from history.
 *
 * @param shareStep shares are rounded to it, if the site does not publish exact numbers
 */
export async function readDayCourse(
  history: HistoryReader,
  site: Pick<SiteConfig, 'timezone' | 'hours'>,
  zone: Pick<ZoneConfig, 'site' | 'id' | 'capacity'>,
  nowMs: number,
  shareStep: number,
  forecast: readonly ForecastRow[] = [],
): Promise<DayCourse> {
  const { timezone } = site;
  const now = DateTime.fromMillis(nowMs, { zone: timezone });
  const place = { site: zone.site, zone: zone.id, timezone };
  const day = siteDay(now.toFormat('yyyy-MM-dd'), timezone);
  const [rows, typical] = await Promise.all([
    history.read({ ...place, fromMs: day.fromMs, toMs: nowMs, resolution: '15m' }),
    readTypicalDay(history, place, day.date),
  ]);
  const minuteOf = (time: string) => {
    const { hour, minute } = DateTime.fromISO(time, { zone: timezone });
    return hour * 60 + minute;
  };
  const pointOf = (from: string, occupancy: number): CoursePoint => ({
    minute: minuteOf(from),
    share: Math.round(occupancy / zone.capacity / shareStep) * shareStep,
  });
  const open = openToday(site, now.weekday);
  // People inside after hours are not published.
  const isOpen = ({ minute }: CoursePoint) => open.some(({ from, to }) => minute >= from && minute < to);
  const usual = usualPoints(typical.rows, pointOf);
  return {
    today: rows.flatMap(({ from, avg }) => (avg === null ? [] : [pointOf(from, avg)])).filter(isOpen),
    coming: openRows(forecast).map(({ from, expected }) => pointOf(from, expected)),
    forecast: openRows(forecast).map(({ from, to, expected, light }) => ({
      from,
      to,
      utilization: Number(pointOf(from, expected).share.toFixed(4)),
      light,
    })),
    usual: usual.filter(isOpen),
    quietest: quietestHours(usual, open),
  };
}

function openRows(rows: readonly ForecastRow[]): readonly ForecastRow[] {
  return rows.filter(({ light }) => light !== 'closed');
}

function usualPoints(
  rows: readonly TypicalRow[],
  pointOf: (from: string, occupancy: number) => CoursePoint,
): CoursePoint[] {
  return rows.filter(({ days }) => days >= minDays).map(({ from, occupancy }) => pointOf(from, occupancy));
}

/** When the site is open on a weekday, until midnight; all day long if it has no hours. */
export function openToday({ hours }: Pick<SiteConfig, 'hours'>, weekday: number): readonly OpenInterval[] {
  if (hours === undefined) return [{ from: 0, to: minutesOfDay }];
  return (hours[weekday - 1] ?? []).map(({ from, to }) => ({ from, to: Math.min(to, minutesOfDay) }));
}

/**
 * The two opening hours of the day, from full hour to full hour, in which a zone is usually emptiest; one range
 * if they are adjacent. None if the typical day is not completely known, or always equally full.
 */
export function quietestHours(
  usual: readonly CoursePoint[],
  open: readonly OpenInterval[],
): readonly OpenInterval[] {
  const shares = new Map(usual.map(({ minute, share }) => [minute, share]));
  const hours = open.flatMap(({ from, to }) => {
    const first = Math.ceil(from / 60) * 60;
    return Array.from({ length: Math.max(0, Math.floor((to - first) / 60)) }, (_, at) => first + at * 60);
  });
  const means = hours.map((from) => {
    const known = [0, 1, 2, 3].map((at) => shares.get(from + at * quarter));
    return {
      from,
      mean: known.reduce<number>((sum, share) => sum + (share ?? Number.NaN), 0) / known.length,
    };
  });
  const most = Math.max(...means.map(({ mean }) => mean));
  if (means.length <= quietHours || Number.isNaN(most)) return [];
  const chosen = means
    .toSorted((a, b) => a.mean - b.mean)
    .slice(0, quietHours)
    .filter(({ mean }) => mean < most)
    .toSorted((a, b) => a.from - b.from);
  const spans: OpenInterval[] = [];
  for (const { from } of chosen) {
    const last = spans.at(-1);
    if (last?.to === from) spans[spans.length - 1] = { from: last.from, to: from + 60 };
    else spans.push({ from, to: from + 60 });
  }
  return spans;
}
