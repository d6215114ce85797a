import { groupBy } from 'es-toolkit';
import { pathOf } from '#lib/contract/path.ts';
import { minuteMs } from '../tally.ts';
import type { BackfillRecord } from './backfill-record.ts';

/**
 * Records whose devices can be asked now, one per device: first missed time, then time before a sensor was
 * added, the oldest span first. Looks no further than its caller does.
 *
 * @param sites the records of each site
 */
export function* nextFetches(
  sites: Iterable<readonly BackfillRecord[]>,
  busy: ReadonlySet<string>,
  nowMs: number,
): Generator<BackfillRecord> {
  for (const records of sites) yield* nextOf(records, busy, nowMs);
}

function nextOf(
  records: readonly BackfillRecord[],
  busy: ReadonlySet<string>,
  nowMs: number,
): Iterable<BackfillRecord> {
  const chosen = new Map<string, BackfillRecord>();
  for (const record of records) {
    if (record.state !== 'waiting' || isLater(record, nowMs) || isInFuture(record, nowMs)) continue;
    const sensor = pathOf(record.site, record.sensor);
    const other = chosen.get(sensor);
    if (busy.has(sensor) || (other !== undefined && !isBefore(record, other))) continue;
    chosen.set(sensor, record);
  }
  return chosen.values();
}

/** Longest wait between attempts: a longer one comes from a clock that was wrong. */
const longestWaitMs = 24 * 60 * minuteMs;

function isLater({ dueMs }: BackfillRecord, nowMs: number): boolean {
  return dueMs > nowMs && dueMs <= nowMs + longestWaitMs;
}

/**
 * A silence cannot end in the future: the clock was wrong then, or is now. Such a record waits for its time,
 * and no other record waits for it.
 */
function isInFuture({ toMs }: BackfillRecord, nowMs: number): boolean {
  return toMs > nowMs + minuteMs;
}

function isBefore(a: BackfillRecord, b: BackfillRecord): boolean {
  return a.reason === b.reason ? a.fromMs < b.fromMs : a.reason === 'silence';
}

/** Required sources that are silent now, and since when (epoch ms; 0 for those without any reading). */
export type SilentSince = (site: string, zone: string) => readonly number[];

/** A zone waits this long for a required source that is still silent, then continues without it. */
const maxWaitMs = 24 * 60 * minuteMs;

/** Overlapping records of one zone are merged together, or not at all. @param records of one site */
export function episodesOf(records: readonly BackfillRecord[]): BackfillRecord[][] {
  const episodes: BackfillRecord[][] = [];
  for (const ofZone of Object.values(groupBy(records, ({ site, zone }) => pathOf(site, zone)))) {
    let untilMs = Number.NEGATIVE_INFINITY;
    for (const record of ofZone.sort((a, b) => a.fromMs - b.fromMs)) {
      if (record.fromMs < untilMs) episodes.at(-1)?.push(record);
      else episodes.push([record]);
      untilMs = Math.max(untilMs, record.toMs);
    }
  }
  return episodes;
}

/**
 * The episodes that can be merged: each record is complete, the minutes that contain its people are on disk,
 * and no required source is still silent that may have more data.
 *
 * @param sites of each site all that are not final
 */
export function readyEpisodes(
  sites: Iterable<readonly BackfillRecord[]>,
  silentSince: SilentSince,
  nowMs: number,
): BackfillRecord[][] {
  return [...sites].flatMap((records) => readyOf(records, silentSince, nowMs));
}

function readyOf(
  records: readonly BackfillRecord[],
  silentSince: SilentSince,
  nowMs: number,
): BackfillRecord[][] {
  if (!records.some(({ state }) => state === 'settled')) return [];
  const past = records.filter((record) => !isInFuture(record, nowMs));
  return episodesOf(past).filter((episode) => {
    if (episode.some(({ state }) => state !== 'settled')) return false;
    const [first] = episode;
    const endMs = Math.max(...episode.map(({ toMs }) => toMs));
    if (first === undefined || nowMs < mergeableMs(endMs)) return false;
    if (nowMs >= endMs + maxWaitMs) return true;
    return silentSince(first.site, first.zone).every((sinceMs) => sinceMs >= endMs);
  });
}

/**
 * When the minute in which readings of a source arrived again, and the one after it, are on disk (epoch ms).
 */
export function mergeableMs(toMs: number): number {
  return (Math.floor(toMs / minuteMs) + 2) * minuteMs + 10_000;
}
