import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { DeviceBin, DeviceHistory } from '#server/sensors/driver.ts';
import { minuteMs } from '../tally.ts';
import type { BackfillRecord, StoredBin } from './backfill-record.ts';
import type { Silence } from './silence-watch.ts';

const dayMs = 24 * 60 * minuteMs;
const quarterMs = 15 * minuteMs;
/** How far back data is requested: for a silence, and for a sensor that was added. */
const reachBackMs = { silence: 31 * dayMs, new: 14 * dayMs } as const;
/** A minute is requested once the device has had time to store it. */
const settleMs = 75_000;
/** Minutes between attempts; after the last it is given up. */
const retryAfterMin = [1, 2, 5, 15, 60, 180, 360, 720];

/** What is known when a silence ends. */
export interface SilenceEnd {
  /** Epoch ms. */
  readonly nowMs: number;
  /** For a new source: the first minute of the zone's history (epoch ms); undefined if there is none. */
  readonly historyBeginsMs: number | undefined;
  readonly correction: number | undefined;
}

/** The record of what to fetch for a silence; undefined if there is nothing. */
export function recordOfSilence(
  { zone, source, sinceMs, live, isWhole }: Silence,
  { nowMs, historyBeginsMs, correction }: SilenceEnd,
): BackfillRecord | undefined {
  const reason = sinceMs === undefined ? 'new' : 'silence';
  // Before a sensor was added, other sensors may have counted at its door: existing history is kept.
  const toMs = sinceMs === undefined ? Math.min(nowMs, historyBeginsMs ?? nowMs) : nowMs;
  const earliestMs = nowMs - reachBackMs[reason];
  const fromMs = sinceMs ?? Math.floor(earliestMs / quarterMs) * quarterMs;
  if (fromMs >= toMs) return undefined;
  return {
    site: zone.site,
    zone: zone.id,
    sensor: source.sensor,
    channel: source.channel,
    fromMs,
    toMs,
    reason,
    state: 'waiting',
    direction: source.direction,
    isRequired: !source.optional,
    live,
    isWhole,
    ...(correction !== undefined && { correction }),
    fetchedMs: Math.floor(Math.max(fromMs, earliestMs) / quarterMs) * quarterMs,
    bins: [],
    attempts: 0,
    dueMs: nowMs + settleMs,
  };
}

/** A record after an answer of its device. */
export function afterAnswer(record: BackfillRecord, { bins, untilMs }: DeviceHistory): BackfillRecord {
  const reported = bins
    .filter(({ fromMs, toMs }) => toMs > record.fromMs && fromMs < record.toMs && toMs > fromMs)
    .map(storedBin);
  const all = [...record.bins, ...reported.filter((bin) => !overlaps(record.bins, bin))];
  // A device that makes no progress would be asked for ever.
  const fetchedMs = untilMs > record.fetchedMs ? Math.min(untilMs, record.toMs) : record.toMs;
  const { error, ...rest } = record;
  return {
    ...rest,
    bins: all,
    fetchedMs,
    attempts: 0,
    state: fetchedMs >= record.toMs ? 'settled' : 'waiting',
  };
}

/** A record after a failure of its device. */
export function afterFailure(record: BackfillRecord, error: SensorError, nowMs: number): BackfillRecord {
  if (isAbsence(error)) return { ...unavailable(record), error };
  const waitMin = retryAfterMin[record.attempts];
  if (waitMin === undefined) return { ...record, state: 'settled', error };
  const askedFor = error.kind === 'rate-limited' ? (error.retryAfterMs ?? 0) : 0;
  return {
    ...record,
    attempts: record.attempts + 1,
    dueMs: nowMs + Math.max(waitMin * minuteMs, askedFor),
    error,
  };
}

const absences: ReadonlySet<SensorError['kind']> = new Set([
  'not-found',
  'switched-off',
  'no-channel',
  'forbidden',
] as const);

/** Whether a device reports that it has no such memory, or no permission: asking again would not help. */
export function isAbsence({ kind }: SensorError): boolean {
  return absences.has(kind);
}

/** A record without any further data. */
export function unavailable(record: BackfillRecord): BackfillRecord {
  return { ...record, state: 'settled' };
}

/** A device may send a bin again in its next answer: the first one counts. */
function overlaps(bins: readonly StoredBin[], [fromMs, , people, occupancy]: StoredBin): boolean {
  const isAlike = (bin: StoredBin) =>
    (people !== null && bin[2] !== null) || (occupancy !== null && bin[3] !== null);
  return (bins.findLast(isAlike)?.[1] ?? Number.NEGATIVE_INFINITY) > fromMs;
}

function storedBin({ fromMs, toMs, in: peopleIn, out: peopleOut, occupancy }: DeviceBin): StoredBin {
  const people =
    peopleIn === undefined && peopleOut === undefined ? null : { in: peopleIn ?? 0, out: peopleOut ?? 0 };
  return [fromMs, toMs, people, occupancy ?? null];
}
