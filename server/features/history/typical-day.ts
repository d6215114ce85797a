import { DateTime } from 'luxon';
import type { TypicalDay, TypicalRow } from '#lib/contract/history.ts';
import { binEdges } from './bins.ts';
import type { HistoryReader } from './history-reader.ts';
import { meanOf, minuteMs, type Tally } from './tally.ts';

/** Number of weeks in a typical day. */
export const typicalWeeks = 8;

/** A day of a site. */
export interface SiteDay {
  /** `2026-11-21`. */
  readonly date: string;
  /** Epoch ms; the end is the start of the next day. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** @param date `2026-11-21` */
export function siteDay(date: string, timezone: string): SiteDay {
  const start = DateTime.fromISO(date, { zone: timezone }).startOf('day');
  return {
    date,
    fromMs: start.toMillis(),
    toMs: start.plus({ days: 1 }).startOf('day').toMillis(),
  };
}

/** The same weekday of the weeks before a day, newest first. */
export function sameWeekdays(date: string, timezone: string): SiteDay[] {
  const day = DateTime.fromISO(date, { zone: timezone });
  return Array.from({ length: typicalWeeks }, (_, week) =>
    siteDay(day.minus({ weeks: week + 1 }).toFormat('yyyy-MM-dd'), timezone),
  );
}

/** The zone to read, and its timezone. */
export interface HistoryPlace {
  readonly site: string;
  readonly zone: string;
  /** IANA zone of the site. */
  readonly timezone: string;
}

/**
 * Reads the typical day of a zone from the same weekday of earlier weeks.
 *
 * @param date of the site: `2026-11-21`
 */
export async function readTypicalDay(
  history: Pick<HistoryReader, 'bins'>,
  place: HistoryPlace,
  date: string,
): Promise<TypicalDay> {
  const { timezone } = place;
  const day = siteDay(date, timezone);
  const past = sameWeekdays(day.date, timezone);
  const quarters = await Promise.all(
    past.map(({ fromMs, toMs }) =>
      history.bins({ ...place, fromMs, toMs, resolution: '15m' }, binEdges(fromMs, toMs, '15m', timezone)),
    ),
  );
  return {
    day: day.date,
    days: past.filter((_, at) => (quarters[at]?.length ?? 0) > 0).map(({ date }) => date),
    rows: typicalRows(day, quarters, timezone),
  };
}

/**
 * The typical day: for each quarter hour of `day`, the median of the people inside at that local time. An hour
 * that a day does not have is left out; one that it has twice counts twice.
 *
 * @param days the quarter hours of the other days
 */
export function typicalRows(
  day: SiteDay,
  days: readonly (readonly Tally[])[],
  timezone: string,
): TypicalRow[] {
  const clock = (ms: number) => DateTime.fromMillis(ms, { zone: timezone }).toFormat('HH:mm');
  const samples = new Map<string, { readonly occupancies: number[]; readonly days: Set<number> }>();
  days.forEach((quarters, index) => {
    for (const quarter of quarters) {
      const mean = meanOf(quarter);
      if (mean === null) continue;
      const time = clock(quarter.start * minuteMs);
      const sample = samples.get(time) ?? { occupancies: [], days: new Set() };
      sample.occupancies.push(mean);
      sample.days.add(index);
      samples.set(time, sample);
    }
  });
  const edges = binEdges(day.fromMs, day.toMs, '15m', timezone);
  return edges.slice(0, -1).flatMap((fromMs, at) => {
    const sample = samples.get(clock(fromMs));
    if (sample === undefined) return [];
    return [
      {
        from: new Date(fromMs).toISOString(),
        to: new Date(edges[at + 1] ?? fromMs).toISOString(),
        occupancy: medianOf(sample.occupancies),
        days: sample.days.size,
      },
    ];
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  const lower = sorted[Math.ceil(middle) - 1] ?? upper;
  return Math.round(((upper + lower) / 2) * 100) / 100;
}
