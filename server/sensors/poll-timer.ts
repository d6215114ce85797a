import type { Clock } from '../clock.ts';

/** Polls that are due within the same few milliseconds begin together. */
const slotMs = 5;
/** Node's timers are whole milliseconds, and may be that much early. */
const earlyMs = 1;

/** One sensor's place in the timer. */
export interface PollAlarm {
  ring(): void;
  /** When it rings, in slots; undefined: it does not. */
  slot: number | undefined;
}

/**
 * One timer for the polls of all sensors. A timer for each would wake the process for every single poll and its answer;
 * thousands of polls a second cost much less in groups.
 */
export class PollTimer {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #slots = new Map<number, Set<PollAlarm>>();
  #timer: NodeJS.Timeout | undefined;
  /** For which slot the timer is set. */
  #next = Number.POSITIVE_INFINITY;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Rings at a time (monotonic ms), or up to 5 ms later; the time before does not count any more. */
  set(alarm: PollAlarm, dueMs: number): void {
    this.clear(alarm);
    const slot = Math.ceil(dueMs / slotMs);
    const others = this.#slots.get(slot);
    if (others === undefined) this.#slots.set(slot, new Set([alarm]));
    else others.add(alarm);
    alarm.slot = slot;
    if (slot < this.#next) this.#wait(slot);
  }

  clear(alarm: PollAlarm): void {
    const { slot } = alarm;
    if (slot === undefined) return;
    alarm.slot = undefined;
    const group = this.#slots.get(slot);
    group?.delete(alarm);
    if (group?.size !== 0) return;
    this.#slots.delete(slot);
    if (slot === this.#next) this.#waitForNext();
  }

  #wait(slot: number): void {
    clearTimeout(this.#timer);
    this.#next = slot;
    this.#timer = setTimeout(() => this.#ring(), Math.max(0, slot * slotMs - this.#clock.monotonic()));
  }

  #waitForNext(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const slot of this.#slots.keys()) if (slot < next) next = slot;
    clearTimeout(this.#timer);
    this.#next = next;
    if (next !== Number.POSITIVE_INFINITY) this.#wait(next);
  }

  #ring(): void {
    const now = (this.#clock.monotonic() + earlyMs) / slotMs;
    for (const [slot, alarms] of this.#slots) {
      if (slot > now) continue;
      this.#slots.delete(slot);
      for (const alarm of alarms) {
        alarm.slot = undefined;
        alarm.ring();
      }
    }
    this.#waitForNext();
  }
}
