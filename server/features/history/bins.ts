import { DateTime, IANAZone } from 'luxon';
import type { HistoryRow, Resolution } from '#lib/contract/history.ts';
import { historyRow, joinTallies, minuteMs, type Tally } from './tally.ts';

const hourMs = 60 * minuteMs;
const quarterMs = 15 * minuteMs;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/**
 * The starts of all bins that touch a span of time, and the end of the last one. Bins are the site's own
 * quarter hours, hours and days, wherever the span begins: a day with a clock change has 23 or 25 hours, and
 * where clocks change by half an hour (Lord Howe) an hour is shortened.
 *
 * All present timezones differ from UTC by whole quarter hours, so that the quarter hours of all sites are the
 * same.
 *
 * @returns epoch ms, ascending; one more than there are bins
 */
export function binEdges(fromMs: number, toMs: number, resolution: Resolution, timezone: string): number[] {
  switch (resolution) {
    case '1m':
      return steps(Math.floor(fromMs / minuteMs) * minuteMs, toMs, minuteMs);
    case '15m':
      return steps(Math.floor(fromMs / quarterMs) * quarterMs, toMs, quarterMs);
    case '1h':
      return hourEdges(fromMs, toMs, timezone);
    case '1d':
      return dayEdges(fromMs, toMs, timezone);
  }
}

function steps(firstMs: number, toMs: number, stepMs: number): number[] {
  const edges = [firstMs];
  for (let edge = firstMs + stepMs; edge < toMs + stepMs; edge += stepMs) edges.push(edge);
  return edges;
}

function dayEdges(fromMs: number, toMs: number, timezone: string): number[] {
  const zone = IANAZone.create(timezone);
  let edge = DateTime.fromMillis(fromMs, { zone }).startOf('day').toMillis();
  let offset = zone.offset(edge);
  let plainUntilMs = edge;
  const edges = [edge];
  while (edge < toMs) {
    const inOneDay = edge + dayMs;
    // Date calculations are slow: of a week without a clock change one is made. Nowhere are there two in one week.
    if (inOneDay > plainUntilMs && zone.offset(edge + weekMs) === offset) plainUntilMs = edge + weekMs;
    // Nor is a day plain that follows one without midnight.
    const isMidnight = (edge + offset * minuteMs) % dayMs === 0;
    const isPlain = isMidnight && (inOneDay <= plainUntilMs || zone.offset(inOneDay) === offset);
    edge = isPlain ? inOneDay : dayAfter(edge, zone);
    if (!isPlain) offset = zone.offset(edge);
    edges.push(edge);
  }
  return edges;
}

function dayAfter(edgeMs: number, zone: IANAZone): number {
  return DateTime.fromMillis(edgeMs, { zone }).plus({ days: 1 }).startOf('day').toMillis();
}

/** Dates are calculated only per day: a year has 8,760 hours. */
function hourEdges(fromMs: number, toMs: number, timezone: string): number[] {
  const days = dayEdges(fromMs, toMs, timezone);
  const edges: number[] = [];
  for (let at = 0; at + 1 < days.length; at++) {
    const start = days[at] ?? 0;
    const end = days[at + 1] ?? 0;
    const isPlain = end - start === dayMs;
    for (let edge = start; edge < end; ) {
      if (edge < toMs) edges.push(edge);
      edge = Math.min(end, isPlain ? edge + hourMs : nextHour(edge, timezone));
    }
  }
  const last = edges.at(-1) ?? fromMs;
  edges.push(Math.min(days.at(-1) ?? toMs, nextHour(last, timezone)));
  const firstEnd = edges.findIndex((edge) => edge > fromMs);
  return edges.slice(Math.max(0, firstEnd - 1));
}

/** The next full hour of the clock, or a clock change within an hour. */
function nextHour(edgeMs: number, timezone: string): number {
  return edgeMs + hourMs - DateTime.fromMillis(edgeMs, { zone: timezone }).minute * minuteMs;
}

/**
 * Joins minutes, or finer bins, to bins. Bins without any record are left out.
 *
 * @param tallies ascending; none crosses an edge
 * @param edges from {@link binEdges}
 */
export function rollUp(tallies: readonly Tally[], edges: readonly number[]): Tally[] {
  const bins: Tally[] = [];
  let at = 0;
  for (let bin = 0; bin + 1 < edges.length; bin++) {
    const start = (edges[bin] ?? 0) / minuteMs;
    const end = (edges[bin + 1] ?? 0) / minuteMs;
    let joined: Tally | undefined;
    for (let tally = tallies[at]; tally !== undefined && tally.start < end; tally = tallies[at]) {
      if (tally.start >= start) joined = joined === undefined ? tally : joinTallies(joined, tally);
      at += 1;
    }
    if (joined !== undefined) bins.push({ ...joined, start });
  }
  return bins;
}

/** Tallies that are already bins, ascending, as rows of the API. */
export function rowsOf(bins: readonly Tally[], edges: readonly number[]): HistoryRow[] {
  let at = 0;
  let last = { ms: Number.NaN, text: '' };
  // Most begin where the one before ends: half of the work with dates, which is most of a long answer, is saved.
  const text = (ms: number) => {
    if (ms !== last.ms) last = { ms, text: new Date(ms).toISOString() };
    return last.text;
  };
  return bins.map((bin) => {
    const fromMs = bin.start * minuteMs;
    while (at + 1 < edges.length && (edges[at] ?? fromMs) < fromMs) at += 1;
    return historyRow(bin, text(fromMs), text(edges[at + 1] ?? fromMs));
  });
}
