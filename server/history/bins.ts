import { DateTime } from 'luxon';
import type { HistoryRow, Resolution } from '#lib/contract/history.ts';
import type { MinuteRecord } from './minute-record.ts';

const minuteMs = 60_000;

/**
 * The beginnings of all bins that touch a span of time, and the end of the last one. Bins stand on the
 * site's own quarter hours, hours and days: a day of a DST change has 23 or 25 hours.
 *
 * @returns epoch ms, ascending; one more than there are bins
 */
export function binEdges(fromMs: number, toMs: number, resolution: Resolution, timezone: string): number[] {
  const first = firstEdge(DateTime.fromMillis(fromMs, { zone: timezone }), resolution);
  const edges = [first.toMillis()];
  if (resolution === '1d') {
    for (let day = 1; (edges.at(-1) ?? toMs) < toMs; day++) edges.push(first.plus({ days: day }).toMillis());
    return edges;
  }
  const stepMs = resolution === '1h' ? 60 * minuteMs : resolution === '15m' ? 15 * minuteMs : minuteMs;
  for (let edge = first.toMillis() + stepMs; (edges.at(-1) ?? toMs) < toMs; edge += stepMs) edges.push(edge);
  return edges;
}

function firstEdge(from: DateTime, resolution: Resolution): DateTime {
  switch (resolution) {
    case '1d':
      return from.startOf('day');
    case '1h':
      return from.startOf('hour');
    case '15m':
      return from.startOf('minute').minus({ minutes: from.minute % 15 });
    case '1m':
      return from.startOf('minute');
  }
}

/**
 * Sums minutes up into bins. Bins in which nothing was recorded are left out.
 *
 * @param minutes ascending
 * @param edges as {@link binEdges} gives them
 */
export function sumUp(minutes: readonly MinuteRecord[], edges: readonly number[]): HistoryRow[] {
  const rows: HistoryRow[] = [];
  let at = 0;
  for (let bin = 0; bin + 1 < edges.length; bin++) {
    const fromMs = edges[bin] ?? 0;
    const toMs = edges[bin + 1] ?? 0;
    const inside: MinuteRecord[] = [];
    for (
      let minute = minutes[at];
      minute !== undefined && minute.minute * minuteMs < toMs;
      minute = minutes[at]
    ) {
      if (minute.minute * minuteMs >= fromMs) inside.push(minute);
      at++;
    }
    if (inside.length > 0) rows.push(rowOf(inside, fromMs, toMs));
  }
  return rows;
}

function rowOf(minutes: readonly MinuteRecord[], fromMs: number, toMs: number): HistoryRow {
  const total = (pick: (minute: MinuteRecord) => number) =>
    minutes.reduce((sum, minute) => sum + pick(minute), 0);
  const known = (pick: (minute: MinuteRecord) => number | null) =>
    minutes.map(pick).filter((value) => value !== null);
  const seconds = (ms: number) => Math.round(ms) / 1000;
  const least = known((minute) => minute.min);
  const most = known((minute) => minute.max);
  const knownMs = total((minute) => minute.knownMs);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    min: least.length === 0 ? null : least.reduce((a, b) => Math.min(a, b)),
    max: most.length === 0 ? null : most.reduce((a, b) => Math.max(a, b)),
    avg: knownMs === 0 ? null : Math.round((total((minute) => minute.area) / knownMs) * 100) / 100,
    in: total((minute) => minute.came),
    out: total((minute) => minute.went),
    amberS: seconds(total((minute) => minute.amberMs)),
    redS: seconds(total((minute) => minute.redMs)),
    unknownS: seconds(total((minute) => minute.unknownMs)),
    closedS: seconds(total((minute) => minute.closedMs)),
    recordedS: seconds(total((minute) => minute.recordedMs)),
  };
}
