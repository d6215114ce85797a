import type { Tally } from '../tally.ts';
import { minuteMs } from '../tally.ts';
import type { BackfillRecord, Flow } from './backfill-record.ts';
import { gapOf, openMinutes, placeBins } from './gap.ts';
import { share } from './share.ts';

/** What changes in a minute of a zone's history. */
export interface MinuteChange {
  /** Minutes since 1970-01-01T00:00Z. */
  readonly minute: number;
  /** People more or less than there are. */
  readonly came: number;
  readonly went: number;
  /** People inside where their number was not known. */
  readonly occupancy?: number;
  /** Whether the sensors' memory speaks in this minute; else people were only taken out of it. */
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
 * People are moved, not added: the live readings after a silence brought everybody who had walked in it, and
 * they stand in the minute in which the sensor was heard again. They go to the minutes in which the device says
 * they walked; whom it does not remember stays where he is. People are only added where the live readings
 * cannot have brought them: the device's totals started over, or the sensor is new.
 *
 * A minute is left alone where a required source was silent whose device does not remember it: a sum of some
 * doors only is worse than none. Minutes that were recorded keep their numbers.
 *
 * @param records all of one zone that overlap each other, settled
 * @param known the zone's minutes by their beginning: all that the records touch, and the one after
 * @param sources how many sources the zone has
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

/** Changes of minutes, of which none may end below zero. */
class Changes {
  readonly #known: ReadonlyMap<number, Tally>;
  readonly #byMinute = new Map<number, Change>();

  constructor(known: ReadonlyMap<number, Tally>) {
    this.#known = known;
  }

  /**
   * Puts the people of a record into the minutes in which they walked.
   *
   * @returns how many
   */
  move(record: BackfillRecord, way: keyof Flow, placed: ReturnType<typeof placeBins>): number {
    const isReverse = record.direction === 'reverse';
    const column = (way === 'in') !== isReverse ? 'came' : 'went';
    const { arrival } = gapOf(record);
    // A jump is believed after two more readings: the people may stand in the next minute.
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
    // Bins that reach over an end of the gap tell of it only in part: they get who is left, by their shares.
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
    // What was filled in by this merge is none of the live readings': only what they brought may be taken.
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

/** Epoch ms of the first and after the last minute that a merge of these records reads. */
export function spanOfMerge(records: readonly BackfillRecord[]): { fromMs: number; toMs: number } {
  // A gap may begin long before the first bin: a device remembers for so long, and a clock may have been wrong.
  const starts = records.map(({ bins, toMs }) => Math.floor((bins[0]?.[0] ?? toMs) / minuteMs));
  const arrivals = records.map((record) => gapOf(record).arrival);
  return { fromMs: Math.min(...starts) * minuteMs, toMs: (Math.max(...arrivals) + 2) * minuteMs };
}
