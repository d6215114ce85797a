import { DateTime } from 'luxon';
import type { ChannelTruth } from './simulated-device.ts';

/** What happened in a stretch of time: `from` belongs to it, `to` no more. Epoch milliseconds. */
export interface LoggedBin {
  readonly from: number;
  readonly to: number;
  readonly in: number;
  readonly out: number;
  /** People inside at its end, and the most of them. */
  readonly occupancy: number;
  readonly peak: number;
}

interface Minute {
  in: number;
  out: number;
  occupancy: number;
  peak: number;
}

const minuteMs = 60_000;
const keptDays = 60;

/** A device's memory of who walked when, by minutes: what its exports are made from. */
export class PeopleLog {
  readonly #minutes = new Map<number, Minute>();
  readonly #timezone: string;

  /** @param timezone IANA zone of the device's own clock, whose days it keeps */
  constructor(timezone: string) {
    this.#timezone = timezone;
  }

  /** Remembers a walk at `ms`, after which `occupancy` people are inside. */
  record(ms: number, people: { readonly in?: number; readonly out?: number }, occupancy: number): void {
    const at = Math.floor(ms / minuteMs);
    const minute = this.#minutes.get(at) ?? { in: 0, out: 0, occupancy, peak: occupancy };
    minute.in += people.in ?? 0;
    minute.out += people.out ?? 0;
    minute.occupancy = occupancy;
    minute.peak = Math.max(minute.peak, occupancy);
    this.#minutes.set(at, minute);
    const oldest = this.#minutes.keys().next().value ?? at;
    if (at - oldest > keptDays * 24 * 60) this.#minutes.delete(oldest);
  }

  clear(): void {
    this.#minutes.clear();
  }

  /** Fills the whole days before `ms` with people who come from nine to five and are gone by six. */
  fillPast(days: number, ms: number): void {
    const today = this.#local(ms).startOf('day');
    const later = [...this.#minutes].filter(([at]) => at * minuteMs >= today.toMillis());
    this.#minutes.clear();
    for (let day = today.minus({ days }); day < today; day = day.plus({ days: 1 })) {
      for (let hour = 9; hour < 17; hour += 1) {
        const people = 3 + ((hour * 7 + day.day) % 5);
        this.record(day.set({ hour, minute: 10 }).toMillis(), { in: people }, people);
        this.record(day.set({ hour: hour + 1, minute: 5 }).toMillis(), { out: people }, 0);
      }
    }
    for (const [at, minute] of later) this.#minutes.set(at, minute);
  }

  /** The days with walks, `YYYYMMDD`, oldest first. */
  days(): string[] {
    const days = [...this.#minutes.keys()].map((at) => this.#local(at * minuteMs).toFormat('yyyyMMdd'));
    return [...new Set(days)].sort();
  }

  /** Every bin of a day `YYYYMMDD` until `now`, those without walks included. */
  binsOfDay(day: string, seconds: number, now: number): LoggedBin[] {
    const start = this.startOfDay(day);
    return this.bins(start.toMillis(), Math.min(now, start.plus({ days: 1 }).toMillis()), seconds);
  }

  /** The midnight that a day `YYYYMMDD` of the device begins with; invalid for a text that is no day. */
  startOfDay(day: string): DateTime {
    return DateTime.fromFormat(day, 'yyyyMMdd', { zone: this.#timezone });
  }

  /** Bins from `from` until `to`; a bin of a day or more ends at a midnight of the device. */
  bins(from: number, to: number, seconds: number): LoggedBin[] {
    const bins: LoggedBin[] = [];
    let inside = this.#insideBefore(from);
    for (let at = from; at < to; ) {
      const end =
        seconds < 86_400 ? at + seconds * 1000 : this.#local(at).plus({ days: 1 }).startOf('day').toMillis();
      const bin = this.#bin(at, end, inside);
      bins.push(bin);
      inside = bin.occupancy;
      at = end;
    }
    return bins;
  }

  /** `ms` by the device's own clock. */
  print(ms: number, format: string): string {
    return this.#local(ms).toFormat(format);
  }

  #bin(from: number, to: number, inside: number): LoggedBin {
    const bin = { in: 0, out: 0, occupancy: inside, peak: inside };
    for (let at = Math.floor(from / minuteMs); at * minuteMs < to; at += 1) {
      const minute = this.#minutes.get(at);
      if (minute === undefined) continue;
      bin.in += minute.in;
      bin.out += minute.out;
      bin.occupancy = minute.occupancy;
      bin.peak = Math.max(bin.peak, minute.peak);
    }
    return { from, to, ...bin };
  }

  #insideBefore(ms: number): number {
    let last: readonly [number, Minute] | undefined;
    for (const entry of this.#minutes) {
      if (entry[0] * minuteMs < ms && (last === undefined || entry[0] > last[0])) last = entry;
    }
    return last?.[1].occupancy ?? 0;
  }

  #local(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.#timezone });
  }
}

/** People counted by one channel of a device, as the device keeps them in mind. */
export class PeopleTally {
  #in = 0;
  #out = 0;
  #occupancy = 0;

  get in(): number {
    return this.#in;
  }

  get out(): number {
    return this.#out;
  }

  /** May be below 0, as on real devices. */
  get occupancy(): number {
    return this.#occupancy;
  }

  walk(people: { readonly in?: number; readonly out?: number }): void {
    this.#in += people.in ?? 0;
    this.#out += people.out ?? 0;
    this.#occupancy += (people.in ?? 0) - (people.out ?? 0);
  }

  setOccupancy(occupancy: number): void {
    this.#occupancy = occupancy;
  }

  /** In and out start again at 0; the people inside stay inside. */
  startOver(): void {
    this.#in = 0;
    this.#out = 0;
  }

  truth(channel: string): ChannelTruth {
    return { channel, in: this.#in, out: this.#out, occupancy: this.#occupancy };
  }
}
