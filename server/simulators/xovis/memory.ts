import type { Period } from '#server/sensors/xovis/history.ts';
import { PeopleTally } from '../device/people-log.ts';
import type { SimulatedChannel } from '../device/simulated-device.ts';

const minuteMs = 60_000;
/** How long each of the people in an imagined past stayed. */
const stayedMs = 30 * minuteMs;

interface Minute {
  in: number;
  out: number;
}

/** People who came in at a minute (epoch ms) of an imagined past. */
type Arrivals = (atMs: number) => number;

/** What a device remembers of one stretch of time. */
export interface RememberedBin extends Period {
  readonly in: number;
  readonly out: number;
  /** People inside at the end. */
  readonly occupancy: number;
  /** Minutes of it that were recorded; 0: the device knows nothing of this time. */
  readonly records: number;
}

/** The past of one channel of a simulated device, minute by minute. */
export class SimulatedHistory {
  readonly #minutes = new Map<number, Minute>();
  /** Imagined stretches of time, none of which overlap: worked out where they are asked for. */
  readonly #pasts: (Period & { readonly arrivals: Arrivals })[] = [];
  #sinceMs: number;

  /** @param sinceMs when the device was switched on */
  constructor(sinceMs: number) {
    this.#sinceMs = sinceMs;
  }

  record(atMs: number, people: { readonly in?: number; readonly out?: number }): void {
    const start = Math.floor(atMs / minuteMs) * minuteMs;
    const minute = this.#minutes.get(start) ?? { in: 0, out: 0 };
    minute.in += people.in ?? 0;
    minute.out += people.out ?? 0;
    this.#minutes.set(start, minute);
    this.#sinceMs = Math.min(this.#sinceMs, start);
  }

  /**
   * Gives the device a past: who comes in goes out half an hour later.
   *
   * @param arrivals people who came in at a minute (epoch ms)
   */
  imagine(hours: number, nowMs: number, arrivals: Arrivals): void {
    const fromMs = Math.floor(nowMs / minuteMs) * minuteMs - hours * 3_600_000;
    const toMs = Math.floor(this.#sinceMs / minuteMs) * minuteMs;
    if (fromMs >= toMs) return;
    this.#pasts.push({ fromMs, toMs, arrivals });
    this.#sinceMs = fromMs;
  }

  /** Bins of `stepMs` that touch the period and have begun, their edges at multiples of it. */
  bins({ fromMs, toMs }: Period, stepMs: number, nowMs: number): RememberedBin[] {
    const bins: RememberedBin[] = [];
    const first = Math.floor(fromMs / stepMs) * stepMs;
    let occupancy = this.#insideBefore(first);
    for (let at = first; at < Math.min(toMs, nowMs); at += stepMs) {
      const end = at + stepMs;
      const sum = this.#between(at, end);
      occupancy += sum.in - sum.out;
      const recordedMs = Math.min(end, nowMs) - Math.max(at, this.#sinceMs);
      const records = Math.max(0, Math.ceil(recordedMs / minuteMs));
      bins.push({ fromMs: at, toMs: end, ...sum, occupancy, records });
    }
    return bins;
  }

  #insideBefore(endMs: number): number {
    let inside = 0;
    for (const [at, minute] of this.#minutes) if (at < endMs) inside += minute.in - minute.out;
    // Of an imagined past those who came in its last half hour.
    for (const { fromMs, toMs, arrivals } of this.#pasts) {
      const end = Math.min(endMs, toMs);
      for (let at = Math.max(fromMs, end - stayedMs); at < end; at += minuteMs) inside += arrivals(at);
    }
    return inside;
  }

  /** Both edges at whole minutes. */
  #between(fromMs: number, toMs: number): Minute {
    const sum = { in: 0, out: 0 };
    for (let at = fromMs; at < toMs; at += minuteMs) {
      const minute = this.#minutes.get(at);
      const past = this.#pasts.find((each) => at >= each.fromMs && at < each.toMs);
      const hadArrived = past !== undefined && at - past.fromMs >= stayedMs;
      sum.in += (minute?.in ?? 0) + (past?.arrivals(at) ?? 0);
      sum.out += (minute?.out ?? 0) + (hadArrived ? past.arrivals(at - stayedMs) : 0);
    }
    return sum;
  }
}

/** Bins of several channels as one. */
export function summed(channels: readonly (readonly RememberedBin[])[]): RememberedBin[] {
  const [first = [], ...others] = channels;
  return first.map((bin, index) => {
    const same = others.flatMap((bins) => bins[index] ?? []);
    return {
      ...bin,
      in: same.reduce((sum, each) => sum + each.in, bin.in),
      out: same.reduce((sum, each) => sum + each.out, bin.out),
      occupancy: same.reduce((sum, each) => sum + each.occupancy, bin.occupancy),
    };
  });
}

const dayMs = 24 * 60 * minuteMs;

/** Opening hours of the simulated shop, in hours of UTC. */
const opensAt = 7;
const closesAt = 19;

/** How busy each weekday is, from Monday; on Sundays the shop is closed. */
const weekdays = [0.55, 0.5, 0.6, 0.7, 0.9, 1.2, 0];

/**
 * People who come into a shop in one minute: most towards the evening and on Saturdays, none at night. The
 * same minute always has the same number.
 *
 * @param atMs a whole minute, epoch ms
 */
export function shopArrivals(atMs: number): number {
  // The epoch began on a Thursday.
  const weekday = (Math.floor(atMs / dayMs) + 3) % 7;
  const hour = (atMs % dayMs) / (60 * minuteMs);
  if (hour < opensAt || hour >= closesAt) return 0;
  const tide = Math.sin(((hour - opensAt) / (closesAt - opensAt)) * Math.PI * 0.8);
  // Some weeks are better than others.
  const luck = 1 + 0.2 * Math.sin(Math.floor(atMs / dayMs) * 0.7);
  const chance = (Math.imul(Math.floor(atMs / minuteMs), 0x9e3779b1) >>> 0) / 2 ** 32;
  return Math.floor((weekdays[weekday] ?? 0) * luck * tide + chance);
}

/** A zone, a queue or a line of a simulated device. */
export interface SimulatedPlace {
  readonly id: string;
  readonly name: string;
  readonly tally: PeopleTally;
  readonly history: SimulatedHistory;
}

type People = { readonly in?: number; readonly out?: number };

/** Everything that a simulated device counts, by channel. */
export class SimulatedPlaces {
  readonly #now: () => number;
  readonly #places = new Map<string, SimulatedPlace>();

  /** @param now epoch milliseconds of the device's clock */
  constructor(now: () => number, channels: readonly SimulatedChannel[]) {
    this.#now = now;
    if (channels.length === 0) throw new Error('A device has at least one channel.');
    for (const channel of channels) this.add(channel);
  }

  add({ id, name }: SimulatedChannel): void {
    if (this.#places.has(id)) return;
    const history = new SimulatedHistory(this.#now());
    this.#places.set(id, { id, name: name ?? id, tally: new PeopleTally(), history });
  }

  get(channel: string): SimulatedPlace | undefined {
    return this.#places.get(channel);
  }

  all(): readonly SimulatedPlace[] {
    return [...this.#places.values()];
  }

  /** @param channel default: the first */
  walk(people: People, channel?: string): void {
    const place = channel === undefined ? this.all()[0] : this.#places.get(channel);
    if (place === undefined) {
      throw new Error(`There is no zone "${channel}" here, only ${[...this.#places.keys()].join(', ')}.`);
    }
    place.tally.walk(people);
    place.history.record(this.#now(), people);
  }

  truth() {
    return this.all().map(({ id, tally }) => tally.truth(id));
  }

  startOver(): void {
    for (const { tally } of this.all()) tally.startOver();
  }

  /** @param arrivals people who came into each place at a minute (epoch ms); default: one */
  imaginePast(hours: number, arrivals: Arrivals = () => 1): void {
    for (const { history } of this.all()) history.imagine(hours, this.#now(), arrivals);
  }
}
