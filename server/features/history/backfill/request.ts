import type { SourceConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import { minuteMs } from '../tally.ts';
import type { BackfillRecord } from './backfill-record.ts';

const dayMs = 24 * 60 * minuteMs;
const quarterMs = 15 * minuteMs;
/** So far back is asked where nobody says from when: as for a sensor that was added. */
const usualMs = 14 * dayMs;
/** Further back than a year no manager looks, and few devices remember. */
const longestMs = 366 * dayMs;
/** How far back a silence is asked for. */
const longestSilenceMs = 31 * dayMs;
/** A longer time is fetched in stretches, each merged and forgotten before the next. */
const stretchMs = 14 * dayMs;
/** The latest minutes may still be on their way into the device's memory. */
const settleMs = 75_000;

/** What somebody wants fetched (epoch ms); by default what a sensor that was added brings. */
export interface WantedPast {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** What is there of a zone's history (epoch ms); undefined: nothing. */
export interface KeptHistory {
  /** The first that is there, at whatever resolution. */
  readonly beginsMs: number | undefined;
  /** The first minute: those before may have been rolled up and deleted. */
  readonly minutesBeginMs: number | undefined;
}

/** What is known of a source whose past is wanted. */
export interface SourcePast {
  readonly zone: ZoneConfig;
  readonly source: SourceConfig;
  readonly nowMs: number;
  /** Where the zone's history begins (epoch ms), at whatever resolution; undefined where there is none. */
  readonly historyBeginsMs: number | undefined;
  readonly correction: number | undefined;
  /** Every record of the zone. */
  readonly records: readonly BackfillRecord[];
}

/**
 * What is to be fetched of the time before a zone's history. Since then Doorlight has counted: what it missed are
 * silences, which know whom the live readings brought, and only they may be filled in, else people counted twice.
 */
export function recordsOfRequest(past: SourcePast, { fromMs, toMs }: WantedPast): BackfillRecord[] {
  const { zone, source, nowMs, historyBeginsMs, correction, records } = past;
  const latestMs = Math.min(toMs ?? nowMs, nowMs - settleMs, historyBeginsMs ?? nowMs);
  const earliestMs = Math.max(fromMs ?? nowMs - usualMs, nowMs - longestMs);
  const known = records.filter(
    ({ sensor, channel }) => sensor === source.sensor && channel === source.channel,
  );
  const asked = { fromMs: quarterOf(earliestMs), toMs: latestMs };
  return without(asked, known)
    .flatMap(stretches)
    .map((stretch) => ({
      site: zone.site,
      zone: zone.id,
      sensor: source.sensor,
      channel: source.channel,
      ...stretch,
      reason: 'request',
      state: 'waiting',
      direction: source.direction,
      isRequired: !source.optional,
      live: { in: 0, out: 0 },
      isWhole: false,
      ...(correction !== undefined && { correction }),
      fetchedMs: stretch.fromMs,
      bins: [],
      attempts: 0,
      dueMs: nowMs,
    }));
}

/**
 * The ended records that are worth another try, as they were at their beginning: those of a sensor that came to
 * nothing, with those of other sensors that were silent at the same time, because doors are filled in together.
 *
 * @param ended of one zone
 * @param kept what is still there of the zone's history (epoch ms)
 */
export function recordsToTryAgain(
  ended: readonly BackfillRecord[],
  sensor: string,
  { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY }: WantedPast,
  nowMs: number,
  kept: KeptHistory,
): BackfillRecord[] {
  const chosen = new Set(
    ended.filter(
      (record) =>
        record.sensor === sensor &&
        isEmpty(record) &&
        record.toMs > fromMs &&
        record.fromMs < toMs &&
        canBeEntered(record, kept) &&
        // Another door of that time is in history already: this one alone would be added to no sum.
        !ended.some((other) => other.state === 'done' && isOtherDoor(other, record)),
    ),
  );
  for (const record of chosen) {
    for (const other of ended) if (isEmpty(other) && isOtherDoor(other, record)) chosen.add(other);
  }
  return [...chosen].map((record) => again(record, nowMs));
}

function again({ error, filled, ...record }: BackfillRecord, nowMs: number): BackfillRecord {
  return {
    ...record,
    state: 'waiting',
    fetchedMs: quarterOf(Math.max(record.fromMs, record.toMs - longestSilenceMs)),
    bins: [],
    attempts: 0,
    dueMs: nowMs,
  };
}

/**
 * Quarter hours whose minutes have gone would be made anew of what the sensor remembers alone. Minutes go by whole
 * quarter hours.
 */
function canBeEntered({ fromMs, toMs }: BackfillRecord, { beginsMs, minutesBeginMs }: KeptHistory): boolean {
  if (beginsMs === undefined || toMs <= beginsMs) return true;
  return minutesBeginMs !== undefined && quarterOf(fromMs) >= quarterOf(minutesBeginMs);
}

function quarterOf(ms: number): number {
  return Math.floor(ms / quarterMs) * quarterMs;
}

function isEmpty({ state }: BackfillRecord): boolean {
  return state === 'failed' || state === 'unavailable';
}

function isOtherDoor(other: BackfillRecord, record: BackfillRecord): boolean {
  const isSame = other.sensor === record.sensor && other.channel === record.channel;
  return !isSame && other.isRequired && other.fromMs < record.toMs && other.toMs > record.fromMs;
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is left of a stretch without those that are known. */
function without(stretch: Stretch, known: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let atMs = stretch.fromMs;
  for (const { fromMs, toMs } of [...known].sort((a, b) => a.fromMs - b.fromMs)) {
    if (fromMs > atMs) left.push({ fromMs: atMs, toMs: Math.min(fromMs, stretch.toMs) });
    atMs = Math.max(atMs, toMs);
  }
  left.push({ fromMs: atMs, toMs: stretch.toMs });
  return left.filter(({ fromMs, toMs }) => toMs - fromMs >= minuteMs);
}

function stretches({ fromMs, toMs }: Stretch): Stretch[] {
  const count = Math.ceil((toMs - fromMs) / stretchMs);
  return Array.from({ length: count }, (_, at) => ({
    fromMs: fromMs + at * stretchMs,
    toMs: Math.min(toMs, fromMs + (at + 1) * stretchMs),
  }));
}
