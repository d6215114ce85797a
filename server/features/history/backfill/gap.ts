import { minuteMs, type Tally } from '../tally.ts';
import type { BackfillRecord, Flow, StoredBin } from './backfill-record.ts';

/** The minutes of a gap, in minutes since 1970. */
export interface Gap {
  /** The minute of the last reading, which it covers in part. */
  readonly first: number;
  /** The minute of the next reading. */
  readonly arrival: number;
}

export function gapOf({ fromMs, toMs }: Pick<BackfillRecord, 'fromMs' | 'toMs'>): Gap {
  return { first: Math.floor(fromMs / minuteMs), arrival: Math.floor(toMs / minuteMs) };
}

/** The minutes of an episode that may be filled in. */
export interface OpenMinutes {
  /** With people: the device of each required source that was silent then remembers it. */
  people(record: BackfillRecord, minute: number): boolean;
  /** With a level: recorded minutes are kept. */
  level(record: BackfillRecord, minute: number): boolean;
}

/** Finds out which minutes may be filled in; without a silence only those never recorded. */
export function openMinutes(
  records: readonly BackfillRecord[],
  known: ReadonlyMap<number, Tally>,
): OpenMinutes {
  const required = records
    .filter(({ isRequired }) => isRequired)
    .map((record) => ({ gap: gapOf(record), remembered: rememberedMinutes(record) }));
  const level = (record: BackfillRecord, minute: number) => {
    const tally = known.get(minute);
    const isRecorded = tally !== undefined && (tally.recordedMs > 0 || tally.backfilledMs > 0);
    return record.reason === 'silence' || !isRecorded;
  };
  const people = (record: BackfillRecord, minute: number) =>
    level(record, minute) &&
    required.every(
      ({ gap, remembered }) => minute < gap.first || minute >= gap.arrival || remembered.has(minute),
    );
  return { people, level };
}

function rememberedMinutes(record: BackfillRecord): ReadonlySet<number> {
  const minutes = new Set<number>();
  for (const bin of usableBins(record)) {
    if (bin[2] !== null) for (const minute of minutesOf(bin, record)) minutes.add(minute);
  }
  return minutes;
}

/** The people of a bin, and the minutes of the gap that it covers. */
export interface PlacedBin {
  readonly people: Flow;
  readonly minutes: readonly number[];
  /** Share of the bin that lies in the gap. */
  readonly inside: number;
}

export interface PlacedBins {
  /** Bins that lie completely in the gap. */
  readonly inner: readonly PlacedBin[];
  /** Bins that cross an end of it. */
  readonly edges: readonly PlacedBin[];
  /** All minutes before the arrival that they cover. */
  readonly minutes: ReadonlySet<number>;
  /** The device's occupancy by minute. */
  readonly levels: ReadonlyMap<number, number>;
}

/** A level is valid for the length of its bin; longer bins say little about any minute. */
const longestLevelMs = 15 * minuteMs;

/** Places the bins of a record in its gap; bins with a minute that may not be filled in are left out. */
export function placeBins(record: BackfillRecord, open: OpenMinutes): PlacedBins {
  const { arrival } = gapOf(record);
  const inner: PlacedBin[] = [];
  const edges: PlacedBin[] = [];
  const minutes = new Set<number>();
  const levels = new Map<number, number>();
  for (const bin of usableBins(record)) {
    const [fromMs, toMs, people, occupancy] = bin;
    const own = minutesOf(bin, record);
    const before = own.filter((minute) => minute < arrival);
    const isInner = fromMs >= record.fromMs && toMs <= record.toMs;
    // It is unknown how many people of an edge bin belong to the gap, unless everybody in the gap is known.
    const isPlaced = people !== null && own.length > 0 && (isInner || record.isWhole);
    if (isPlaced && before.every((minute) => open.people(record, minute))) {
      const insideMs = Math.min(toMs, record.toMs) - Math.max(fromMs, record.fromMs);
      (isInner ? inner : edges).push({ people, minutes: own, inside: insideMs / (toMs - fromMs) });
      for (const minute of before) minutes.add(minute);
    }
    if (occupancy !== null && toMs - fromMs <= longestLevelMs) {
      for (const minute of before) if (open.level(record, minute)) levels.set(minute, occupancy);
    }
  }
  return { inner, edges, minutes, levels };
}

/** Data of a new device from before its first count is not history. */
function usableBins(record: BackfillRecord): readonly StoredBin[] {
  if (record.reason === 'silence') return record.bins;
  const first = record.bins.findIndex(
    ([, , people, occupancy]) =>
      (people !== null && people.in + people.out > 0) || (occupancy !== null && occupancy !== 0),
  );
  return first === -1 ? [] : record.bins.slice(first);
}

function minutesOf([fromMs, toMs]: StoredBin, record: BackfillRecord): number[] {
  const start = Math.floor(Math.max(fromMs, record.fromMs) / minuteMs);
  const end = Math.ceil(Math.min(toMs, record.toMs) / minuteMs);
  return Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);
}
