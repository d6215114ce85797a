import type { CountReading, LevelReading, Reading, Snapshot, Totals } from '../reading.ts';
import type { PushMemory } from './push-memory.ts';
import type { Pushed } from './pushed.ts';

/** A channel's value in the last poll, and what pushes added since. */
interface Channel {
  level: LevelReading | undefined;
  count: CountReading | undefined;
  /** Epoch ms of the device's clock. */
  atMs: number;
  in: number;
  out: number;
  /** Which poll it is of. */
  poll: number;
}

/** Limit of remembered identities; a device repeats its last pushes, not yesterday's. */
const maxSeen = 5000;
/** Limit of those stored over a restart: about a day of minutes. */
const maxKept = 2000;
const printedPrecisionMs = 1000;

/** The changes of a push. */
export interface PushChange {
  /** The base of channels without an earlier reading. */
  readonly begin?: Snapshot;
  readonly snapshot?: Snapshot;
}

/**
 * Readings between two polls, from pushes. The last poll is the base; intervals that began after it are added,
 * each once. An interval that began before the poll is included in it, at least in part, and is left to the
 * next poll: so nothing is counted twice, and nothing is lost.
 *
 * A device that was never polled, because it can only push, is counted from 0: its channels give counts. These,
 * and the intervals they include, are stored over a restart as {@link PushMemory}. A device that was polled is
 * not stored: after a restart its pushes wait for a poll, whose totals include them.
 */
export class PushTotals {
  /** Of the last poll; changed in place, because most devices are polled each second and push nothing. */
  readonly #channels = new Map<string, Channel>();
  #polls = 0;
  /** Counted only by pushes, before any poll was answered. */
  readonly #alone: Map<string, { in: number; out: number }>;
  /** Channels counted only by pushes whose totals are not saved yet. */
  readonly #unreported: Set<string>;
  /** The device's time of the newest reading of each channel. */
  readonly #newestMs = { count: new Map<string, number>(), level: new Map<string, number>() };
  readonly #seen: Set<string>;
  readonly #countsAlone: ReadonlySet<string>;
  #isPolled: boolean;
  #isUnsaved = false;

  /**
   * @param countsAlone channels that may be counted without polls; a source that needs the device's own totals
   *   is not among them
   */
  constructor(countsAlone: ReadonlySet<string>, memory?: PushMemory) {
    this.#countsAlone = countsAlone;
    this.#isPolled = memory?.isPolled ?? false;
    this.#alone = new Map((memory?.alone ?? []).map(([id, totals]) => [id, { ...totals }]));
    this.#unreported = new Set(this.#alone.keys());
    this.#seen = new Set(memory?.seen);
  }

  /** Whether the device was ever polled: its totals count then, and pushes only in between. */
  get isPolled(): boolean {
    return this.#isPolled;
  }

  /** Whether channels are counted by pushes alone. */
  get isAlone(): boolean {
    return !this.#isPolled && this.#alone.size > 0;
  }

  /** The state to store, if it has changed since the last call. */
  changedMemory(): PushMemory | undefined {
    if (!this.#isUnsaved) return undefined;
    this.#isUnsaved = false;
    if (this.#isPolled) return { isPolled: true, alone: [], seen: [] };
    return { isPolled: false, alone: [...this.#alone], seen: [...this.#seen].slice(-maxKept) };
  }

  /** The state from {@link changedMemory} could not be saved. */
  keepUnsaved(): void {
    this.#isUnsaved = true;
  }

  /** A poll was answered: it is the new base. Without the device's time no push can be added to it. */
  rebase({ readings, deviceClockMs }: Snapshot): void {
    if (!this.#isPolled) this.#isUnsaved = true;
    this.#isPolled = true;
    if (deviceClockMs === undefined) {
      this.#channels.clear();
      return;
    }
    this.#polls++;
    for (const reading of readings) {
      const channel = this.#channelOfPoll(reading.channel, deviceClockMs);
      if (reading.kind === 'level') channel.level = reading;
      else channel.count = reading;
      this.#newestMs[reading.kind].set(reading.channel, deviceClockMs);
    }
    for (const [id, { poll }] of this.#channels) if (poll !== this.#polls) this.#channels.delete(id);
  }

  #channelOfPoll(id: string, atMs: number): Channel {
    const known = this.#channels.get(id);
    if (known?.poll === this.#polls) return known;
    const channel = known ?? { level: undefined, count: undefined, atMs, in: 0, out: 0, poll: this.#polls };
    channel.level = undefined;
    channel.count = undefined;
    channel.atMs = atMs;
    channel.in = 0;
    channel.out = 0;
    channel.poll = this.#polls;
    if (known === undefined) this.#channels.set(id, channel);
    return channel;
  }

  /** The changes of a push; empty if there are none. */
  apply(pushed: Pushed): PushChange {
    const changed = new Set<string>(this.#isPolled ? [] : this.#unreported);
    const begin: Reading[] = [];
    for (const interval of pushed.intervals) {
      if (this.#seen.has(interval.identity)) {
        if (pushed.isAnswer && this.#alone.has(interval.channel)) changed.add(interval.channel);
        continue;
      }
      const channel = this.#channels.get(interval.channel);
      const counter =
        channel === undefined ? this.#counterAlone(interval.channel, begin) : after(channel, interval.fromMs);
      if (counter === undefined) continue;
      this.#remember(interval.identity);
      counter.in += interval.in;
      counter.out += interval.out;
      changed.add(interval.channel);
      if (channel === undefined) {
        this.#unreported.add(interval.channel);
        this.#isUnsaved = true;
      }
    }
    const readings = [...[...changed].flatMap((id) => this.#readingsOf(id)), ...this.#levels(pushed)];
    return {
      ...(begin.length > 0 && { begin: { readings: begin } }),
      ...(readings.length > 0 && { snapshot: { readings } }),
    };
  }

  /** The changes were passed on. */
  markSaved(): void {
    this.#unreported.clear();
  }

  /** The counter of a channel without polls; its first reading says that it begins at 0. */
  #counterAlone(id: string, begin: Reading[]): { in: number; out: number } | undefined {
    if (this.#isPolled || !this.#countsAlone.has(id)) return undefined;
    const known = this.#alone.get(id);
    if (known !== undefined) return known;
    const counter = { in: 0, out: 0 };
    this.#alone.set(id, counter);
    begin.push({ kind: 'count', channel: id, ...counter });
    return counter;
  }

  #readingsOf(id: string): Reading[] {
    const channel = this.#channels.get(id);
    if (channel === undefined) {
      const alone = this.#alone.get(id);
      return alone === undefined ? [] : [{ kind: 'count', channel: id, ...alone }];
    }
    const { level, count } = channel;
    const readings: Reading[] = [];
    if (level !== undefined) {
      const totals = level.totals === undefined ? {} : { totals: plus(level.totals, channel) };
      readings.push({ ...level, occupancy: level.occupancy + channel.in - channel.out, ...totals });
    }
    if (count !== undefined) readings.push({ ...count, ...plus(count, channel) });
    return readings;
  }

  /** The newest level and totals of each channel, where they are newer than what is known. */
  #levels({ levels }: Pushed): Reading[] {
    const newest = new Map<string, Reading>();
    for (const { reading, atMs } of levels) {
      const known = this.#newestMs[reading.kind];
      const before = known.get(reading.channel);
      if (atMs !== undefined && before !== undefined && atMs <= before) continue;
      if (atMs !== undefined) known.set(reading.channel, atMs);
      newest.set(`${reading.kind} ${reading.channel}`, reading);
    }
    return [...newest.values()];
  }

  #remember(identity: string): void {
    this.#seen.add(identity);
    if (this.#seen.size <= maxSeen) return;
    for (const oldest of this.#seen) {
      this.#seen.delete(oldest);
      return;
    }
  }
}

/** Devices print whole seconds: a poll may be up to one second younger than its time says. */
function after(channel: Channel, fromMs: number): Channel | undefined {
  return fromMs >= channel.atMs + printedPrecisionMs ? channel : undefined;
}

function plus(totals: Totals, added: { readonly in: number; readonly out: number }): Totals {
  return { ...totals, in: totals.in + added.in, out: totals.out + added.out };
}
