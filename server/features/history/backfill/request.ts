import type { SourceConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import { minuteMs } from '../tally.ts';
import type { BackfillRecord } from './backfill-record.ts';

const dayMs = 24 * 60 * minuteMs;
const quarterMs = 15 * minuteMs;
/** Default span without a start: the same as for a sensor that was added. */
const usualMs = 14 * dayMs;
/** Managers look back a year at most, and few devices remember more. */
const longestMs = 366 * dayMs;
/** How far back a silence is fetched. */
const longestSilenceMs = 31 * dayMs;
/** A longer span is fetched in parts, each merged and removed before the next. */
const stretchMs = 14 * dayMs;
/** The device may not have stored the latest minutes yet. */
const settleMs = 75_000;

/** The requested span (epoch ms); default: the same as for a sensor that was added. */
export interface WantedPast {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** The stored history of a zone (epoch ms); undefined: none. */
export interface KeptHistory {
  /** The first row, at any resolution. */
  readonly beginsMs: number | undefined;
  /** The first minute: earlier ones may have been rolled up and deleted. */
  readonly minutesBeginMs: number | undefined;
}

/** What is known of a source whose past is requested. */
export interface SourcePast {
  readonly zone: ZoneConfig;
  readonly source: SourceConfig;
  readonly nowMs: number;
  /** The start of the zone's history (epoch ms), at any resolution; undefined if there is none. */
  readonly historyBeginsMs: number | undefined;
  readonly correction: number | undefined;
  /** Every record of the zone. */
  readonly records: readonly BackfillRecord[];
}

/**
 * The records to fetch of the time before a zone's history. Since then Doorlight has counted: missed time is in
 * silences, which know the people that the live readings included, and only they may be filled in, otherwise
 * people would be counted twice.
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
 * The ended records that are worth another attempt, in their initial state: failed ones of a sensor, with those
 * of other sensors that were silent at the same time, because doors are filled in together.
 *
 * @param ended of one zone
 * @param kept the stored history of the zone (epoch ms)
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
        // Another door of that time is in history already: this one alone could not be added.
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
 * Quarter hours whose minutes were deleted would be made only of what the sensor remembers. Minutes are deleted
 * by whole quarter hours.
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

/** The parts of a span that are not yet known. */
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
