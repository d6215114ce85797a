import type { Period } from '#server/sensors/xovis/history.ts';

const minuteMs = 60_000;
/** How long each of the people in an imagined past stayed. */
const stayedMs = 30 * minuteMs;

interface Minute {
  in: number;
  out: number;
}

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
  imagine(hours: number, nowMs: number, arrivals: (atMs: number) => number): void {
    const from = Math.floor(nowMs / minuteMs) * minuteMs - hours * 3_600_000;
    const until = Math.floor(this.#sinceMs / minuteMs) * minuteMs;
    for (let at = from; at < until; at += minuteMs) {
      this.record(at, { in: arrivals(at), out: at - from >= stayedMs ? arrivals(at - stayedMs) : 0 });
    }
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
    return inside;
  }

  /** Both edges at whole minutes. */
  #between(fromMs: number, toMs: number): Minute {
    const sum = { in: 0, out: 0 };
    for (let at = fromMs; at < toMs; at += minuteMs) {
      const minute = this.#minutes.get(at);
      sum.in += minute?.in ?? 0;
      sum.out += minute?.out ?? 0;
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
