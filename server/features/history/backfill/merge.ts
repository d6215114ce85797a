import { minuteMs, type Tally } from '../tally.ts';
import type { BackfillRecord, Flow } from './backfill-record.ts';
import { gapOf, openMinutes, placeBins } from './gap.ts';

/** The change of one minute of a zone's history. */
export interface MinuteChange {
  /** Minutes since 1970-01-01T00:00Z. */
  readonly minute: number;
  /** People to add or subtract. */
  readonly came: number;
  readonly went: number;
  /** People inside, if their number was not known. */
  readonly occupancy?: number;
  /** Whether the sensors' memory covers this minute; otherwise people were only moved away. */
  readonly isFilled: boolean;
}

export interface Merge {
  /** Ascending. */
  readonly changes: readonly MinuteChange[];
  /** What was filled in, by record. */
  readonly filled: ReadonlyMap<BackfillRecord, Flow & { readonly minutes: number }>;
}

/**
 * Merges what devices remember into the minutes of one zone.
 *
 * People are moved, not added: the live readings after a silence included everybody who had walked in it, and
 * they were recorded in the minute in which readings arrived again. They are moved to the minutes in which the
 * device counted them; people it does not remember stay. People are only added where the live readings cannot
 * have included them: the device's totals were reset, or the sensor is new.
 *
 * A minute is left unchanged if a required source was silent whose device does not remember it: a sum of only
 * some doors is worse than none. Recorded minutes keep their numbers.
 *
 * @param records all of one zone that overlap each other, settled
 * @param known the zone's minutes by their start: all that the records touch, and the one after
 * @param sources number of sources of the zone
 */
export function mergeBackfills(
  records: readonly BackfillRecord[],
  known: ReadonlyMap<number, Tally>,
  sources: number,
): Merge {
  const open = openMinutes(records, known);
  const ledger = new Changes(known);
  const filled = new Map<BackfillRecord, Flow & { readonly minutes: number }>();
  const levels = new Map<number, { occupancy: number; sources: number }>();
  for (const record of records) {
    const placed = placeBins(record, open);
    const moved = ledger.move(record, 'in', placed);
    const gone = ledger.move(record, 'out', placed);
    for (const minute of placed.minutes) ledger.fill(minute);
    const minutes = new Set([...placed.minutes, ...placed.levels.keys()]).size;
    if (minutes > 0) filled.set(record, { in: moved, out: gone, minutes });
    for (const [minute, occupancy] of placed.levels) {
      const level = levels.get(minute) ?? { occupancy: record.correction ?? Number.NaN, sources: 0 };
      levels.set(minute, { occupancy: level.occupancy + occupancy, sources: level.sources + 1 });
    }
  }
  for (const [minute, level] of levels) {
    const isKnown = (known.get(minute)?.knownMs ?? 0) > 0;
    if (level.sources === sources && !isKnown && !Number.isNaN(level.occupancy)) {
      ledger.setOccupancy(minute, Math.max(0, level.occupancy));
    }
  }
  return { changes: ledger.list(), filled };
}

interface Change {
  came: number;
  went: number;
  occupancy?: number;
  isFilled: boolean;
}

/** Changes of minutes, none of which may end below zero. */
class Changes {
  readonly #known: ReadonlyMap<number, Tally>;
  readonly #byMinute = new Map<number, Change>();

  constructor(known: ReadonlyMap<number, Tally>) {
    this.#known = known;
  }

  /**
   * Moves the people of a record into the minutes in which they walked.
   *
   * @returns how many
   */
  move(record: BackfillRecord, way: keyof Flow, placed: ReturnType<typeof placeBins>): number {
    const isReverse = record.direction === 'reverse';
    const column = (way === 'in') !== isReverse ? 'came' : 'went';
    const { arrival } = gapOf(record);
    // A jump is accepted after two more readings: the people may be in the next minute.
    const arrivals = [arrival, arrival + 1];
    const present = arrivals.reduce((sum, minute) => sum + this.#present(minute, column), 0);
    const live = Math.min(record.live[way], present);
    let left = record.isWhole ? live : Number.POSITIVE_INFINITY;
    let moved = 0;
    const put = (people: number, minutes: readonly number[]) => {
      const some = Math.min(people, left);
      left -= some;
      moved += some;
      const weights = minutes.map(() => 1);
      for (const [at, part] of share(some, weights).entries())
        this.#change(minutes[at] ?? arrival)[column] += part;
    };
    for (const { people, minutes } of placed.inner) put(people[way], minutes);
    // Bins that cross an end of the gap cover it only in part: they get the remaining people, by their
    // shares.
    if (record.isWhole) {
      const weights = placed.edges.map(({ people, inside }) => people[way] * inside);
      const most = placed.edges.reduce((sum, { people }) => sum + people[way], 0);
      const shares = share(Math.min(left, most), weights);
      for (const [at, { minutes }] of placed.edges.entries()) put(shares[at] ?? 0, minutes);
    }
    let toRemove = Math.min(live, moved);
    for (const minute of arrivals) {
      const some = Math.min(toRemove, this.#present(minute, column));
      if (some === 0) continue;
      this.#change(minute)[column] -= some;
      toRemove -= some;
    }
    return moved;
  }

  fill(minute: number): void {
    this.#change(minute).isFilled = true;
  }

  setOccupancy(minute: number, occupancy: number): void {
    const change = this.#change(minute);
    change.occupancy = occupancy;
    change.isFilled = true;
  }

  list(): MinuteChange[] {
    return [...this.#byMinute]
      .map(([minute, change]) => ({ minute, ...change }))
      .filter(
        ({ came: peopleIn, went: peopleOut, isFilled }) => peopleIn !== 0 || peopleOut !== 0 || isFilled,
      )
      .sort((a, b) => a.minute - b.minute);
  }

  #present(minute: number, column: 'came' | 'went'): number {
    // People filled in by this merge did not come from live readings and may not be moved.
    const change = this.#byMinute.get(minute)?.[column] ?? 0;
    return Math.max(0, (this.#known.get(minute)?.[column] ?? 0) + Math.min(0, change));
  }

  #change(minute: number): Change {
    const known = this.#byMinute.get(minute);
    if (known !== undefined) return known;
    const change: Change = { came: 0, went: 0, isFilled: false };
    this.#byMinute.set(minute, change);
    return change;
  }
}

/** Epoch ms of the first minute that a merge of these records reads, and of the end of the last. */
export function spanOfMerge(records: readonly BackfillRecord[]): { fromMs: number; toMs: number } {
  // A gap may begin long before the first bin: devices remember only for a time, and a clock may have been
  // wrong.
  const starts = records.map(({ bins, toMs }) => Math.floor((bins[0]?.[0] ?? toMs) / minuteMs));
  const arrivals = records.map((record) => gapOf(record).arrival);
  return { fromMs: Math.min(...starts) * minuteMs, toMs: (Math.max(...arrivals) + 2) * minuteMs };
}

/**
 * Divides whole people by weights, so that the parts add up: each gets the whole part of its share, and the
 * rest goes to the largest fractions, the earlier first. All parts are 0 if all weights are 0.
 */
function share(people: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= 0 || people <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (people * weight) / sum);
  const parts = exact.map(Math.floor);
  const order = exact
    .map((value, at) => ({ at, cut: value - Math.floor(value) }))
    .sort((a, b) => b.cut - a.cut || a.at - b.at);
  let rest = people - parts.reduce((total, part) => total + part, 0);
  for (const { at } of order) {
    if (rest <= 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    rest -= 1;
  }
  return parts;
}
