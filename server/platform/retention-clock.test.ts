import { describe, expect, it } from 'vitest';
import { RetentionClock } from './retention-clock.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const startMs = Date.parse('2026-11-01T08:00:00Z');

/** A machine whose wall clock can be set; what is on its disk outlives a run. */
class Machine {
  wallMs = startMs;
  monotonicMs = 5000;
  savedMs: number | undefined;
  lastSavedMs: number | undefined;
  isDiskFull = false;
  failures = 0;

  run() {
    return RetentionClock.load({
      clock: { now: () => this.wallMs, monotonic: () => this.monotonicMs },
      store: {
        retentionTime: async () => this.savedMs,
        setRetentionTime: async (ms) => {
          if (this.isDiskFull) throw new Error('disk full');
          this.savedMs = ms;
        },
        lastSavedAt: async () => this.lastSavedMs,
      },
      onError: () => {
        this.failures += 1;
      },
    });
  }

  pass(ms: number) {
    this.wallMs += ms;
    this.monotonicMs += ms;
  }
}

describe('the clock by which old data is deleted', () => {
  it('is the wall clock, where that runs as time does', async () => {
    const machine = new Machine();
    const clock = await machine.run();
    machine.pass(30 * dayMs);
    expect(clock.now()).toBe(startMs + 30 * dayMs);
  });

  it('says whole milliseconds, however close together it is asked, and loses nothing of them', async () => {
    const machine = new Machine();
    const clock = await machine.run();
    machine.wallMs += hourMs;
    const said = Array.from({ length: 1000 }, () => {
      machine.monotonicMs += 0.3;
      return clock.now();
    });
    expect(said.filter((ms) => !Number.isInteger(ms))).toEqual([]);
    // Twice as fast as the 300 ms that have passed; sums of fractions are a hair less.
    expect(startMs + 600 - (said.at(-1) ?? 0)).toBeLessThanOrEqual(1);
  });

  it('goes ahead with a wall clock that jumps only twice as fast as time, and back at once', async () => {
    const machine = new Machine();
    const clock = await machine.run();
    machine.pass(hourMs);
    clock.now();
    machine.wallMs += 365 * dayMs;
    expect(clock.now()).toBe(startMs + hourMs);
    machine.pass(3 * hourMs);
    expect(clock.now()).toBe(startMs + 7 * hourMs);
    machine.wallMs -= 365 * dayMs;
    expect(clock.now()).toBe(startMs + 4 * hourMs);
    machine.pass(hourMs);
    machine.wallMs += 365 * dayMs;
    expect(clock.now()).toBe(startMs + 6 * hourMs);
  });

  it('does not save up time for a jump', async () => {
    const machine = new Machine();
    const clock = await machine.run();
    machine.pass(30 * dayMs);
    clock.now();
    machine.wallMs += 365 * dayMs;
    expect(clock.now()).toBe(startMs + 30 * dayMs);
  });

  it('is not taken in by a restart under a wrong clock', async () => {
    const machine = new Machine();
    await (await machine.run()).stop();
    expect(machine.savedMs).toBe(startMs);
    machine.wallMs += 365 * dayMs;
    machine.monotonicMs = 0;
    const clock = await machine.run();
    machine.pass(hourMs);
    expect(clock.now()).toBe(startMs + 2 * hourMs);
  });

  it('begins where zones were saved last, where it has never run before', async () => {
    const machine = new Machine();
    machine.lastSavedMs = startMs - dayMs;
    const clock = await machine.run();
    expect(clock.now()).toBe(startMs - dayMs);
    // It catches up, because the machine was only switched off.
    machine.pass(2 * dayMs);
    expect(clock.now()).toBe(startMs + 2 * dayMs);
  });

  it('never says a later time than the wall clock, and forgets nothing where that has lost its time', async () => {
    const machine = new Machine();
    const clock = await machine.run();
    machine.wallMs = 1000;
    expect(clock.now()).toBe(1000);
    await clock.stop();
    expect(machine.savedMs).toBeUndefined();
    machine.wallMs = startMs;
    expect(clock.now()).toBe(startMs);
  });

  it('needs no disk', async () => {
    const machine = new Machine();
    const clock = await machine.run();
    machine.isDiskFull = true;
    await clock.stop();
    expect(machine.failures).toBe(1);
  });
});
