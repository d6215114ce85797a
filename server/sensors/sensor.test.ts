import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { SensorConfig, Want } from './driver.ts';
import type { Pushed } from './push/pushed.ts';
import type { Reading, Snapshot } from './reading.ts';
import { type Arrival, Sensor } from './sensor.ts';

const config: SensorConfig = {
  site: 'bern',
  id: 'door',
  driver: 'test',
  url: 'http://127.0.0.1',
  tls: 'verify',
  pollMs: 1000,
  options: {},
};

/** A device that answers what and when the test says. */
class Script {
  reads: { resolve(answer: Result<Snapshot, SensorError>): void; signal: AbortSignal }[] = [];
  sets: { occupancy: number; resolve(answer: Result<void, SensorError>): void }[] = [];
  arrivals: Arrival[] = [];
  serials: string[] = [];
  bugs: unknown[] = [];
  answer: (() => Result<Snapshot, SensorError>) | undefined;
  isClosed = false;
  readonly sensor: Sensor;

  constructor(options: { wants?: readonly Want[]; pinnedSerial?: string } = {}) {
    const { wants = [{ channel: 'main', use: 'auto' }], ...rest } = options;
    this.sensor = new Sensor({
      config,
      wants,
      driver: {
        read: (_wants, signal) =>
          this.answer === undefined
            ? new Promise((resolve) => this.reads.push({ resolve, signal }))
            : Promise.resolve(this.answer()),
        occupancyControl: {
          canSet: (channel) => channel === 'main',
          set: (_channel, occupancy) => new Promise((resolve) => this.sets.push({ occupancy, resolve })),
        },
        close: async () => {
          this.isClosed = true;
        },
      },
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      onArrival: (arrival) => this.arrivals.push(arrival),
      onChange: () => {},
      onSerial: (serial) => this.serials.push(serial),
      onBug: (error) => this.bugs.push(error),
      random: () => 0.5,
      ...rest,
    });
  }

  get levels(): number[] {
    return this.arrivals.flatMap(({ snapshot }) =>
      snapshot.readings.flatMap((reading) => (reading.kind === 'level' ? [reading.occupancy] : [])),
    );
  }
}

function level(occupancy: number, channel = 'main'): Reading {
  return { kind: 'level', channel, occupancy };
}

function answer(occupancy: number, more: Partial<Snapshot> = {}): Result<Snapshot, SensorError> {
  return ok({ readings: [level(occupancy)], ...more });
}

const down = fail<SensorError>({ kind: 'unreachable', detail: 'ECONNREFUSED' });
let script: Script;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(async () => {
  script.answer = () => down;
  const stopped = script.sensor.stop();
  for (const read of script.reads) read.resolve(down);
  for (const set of script.sets) set.resolve(ok(undefined));
  await stopped;
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('polling', () => {
  test('asks once an interval and hands on what came', async () => {
    script = new Script();
    let people = 0;
    script.answer = () => answer(++people);
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(3600);
    expect(script.levels).toEqual([1, 2, 3, 4]);
  });

  test('never asks a device that has not answered yet', async () => {
    script = new Script();
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(script.reads).toHaveLength(1);
  });

  test('backs off from a device that fails, and comes back to its rate when it heals', async () => {
    script = new Script();
    let tries = 0;
    script.answer = () => {
      tries += 1;
      return down;
    };
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tries).toBeLessThan(12);
    expect(script.sensor.health()).toMatchObject({ failures: tries, lastError: { error: down.error } });
    script.answer = () => answer(5);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(script.sensor.health().failures).toBe(0);
    expect(script.levels.length).toBeGreaterThan(1);
  });

  test('goes on after a driver that throws, which is reported as a bug', async () => {
    script = new Script();
    script.answer = () => {
      throw new Error('oops');
    };
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(600);
    script.answer = () => answer(5);
    await vi.advanceTimersByTimeAsync(1000);
    expect(script.bugs).toHaveLength(1);
    expect(script.levels).toContain(5);
  });

  test('of a channel that the device does not have says which ones it has', async () => {
    script = new Script({
      wants: [
        { channel: 'main', use: 'auto' },
        { channel: 'cafe', use: 'auto' },
      ],
    });
    script.answer = () => answer(5);
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(2600);
    expect(script.levels).toEqual([5, 5, 5]);
    expect(script.sensor.health()).toMatchObject({
      failures: 3,
      lastError: { error: { kind: 'no-channel', channel: 'cafe', available: ['main'] } },
    });
  });

  test('ends with stop, also in the middle of a read', async () => {
    script = new Script();
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(600);
    const stopped = script.sensor.stop();
    expect(script.reads[0]?.signal.aborted).toBe(true);
    script.reads[0]?.resolve(answer(3));
    await stopped;
    expect(script.arrivals).toEqual([]);
    expect(script.isClosed).toBe(true);
  });
});

describe('the serial number', () => {
  test('is pinned at first contact', async () => {
    script = new Script();
    script.answer = () => answer(1, { serial: 'A1' });
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(2600);
    expect(script.serials).toEqual(['A1']);
    expect(script.sensor.health().serial).toBe('A1');
  });

  test('of another device is an error that names both, and nothing of it counts', async () => {
    script = new Script({ pinnedSerial: 'A1' });
    script.answer = () => answer(99, { serial: 'B2' });
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(2600);
    expect(script.arrivals).toEqual([]);
    expect(script.sensor.health().lastError?.error).toEqual({
      kind: 'other-device',
      pinned: 'A1',
      found: 'B2',
    });
  });
});

describe('a command', () => {
  test('makes a read that began before it worthless', async () => {
    script = new Script();
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(600);
    const sent = script.sensor.setOccupancy('main', 0);
    await vi.advanceTimersByTimeAsync(0);
    script.sets[0]?.resolve(ok(undefined));
    await sent;
    script.reads[0]?.resolve(answer(40));
    await vi.advanceTimersByTimeAsync(0);
    expect(script.levels).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    script.reads[1]?.resolve(answer(0));
    await vi.advanceTimersByTimeAsync(0);
    expect(script.levels).toEqual([0]);
  });

  test('waits for the one before', async () => {
    script = new Script();
    const first = script.sensor.setOccupancy('main', 1);
    const second = script.sensor.setOccupancy('main', 2);
    await vi.advanceTimersByTimeAsync(0);
    expect(script.sets.map(({ occupancy }) => occupancy)).toEqual([1]);
    script.sets[0]?.resolve(ok(undefined));
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(script.sets.map(({ occupancy }) => occupancy)).toEqual([1, 2]);
    script.sets[1]?.resolve(ok(undefined));
    expect(await second).toEqual(ok(undefined));
  });

  test('is not crossed by polls, and is looked after closely', async () => {
    script = new Script();
    script.answer = () => answer(7);
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(500);
    expect(script.arrivals).toHaveLength(1);
    const sent = script.sensor.setOccupancy('main', 3);
    await vi.advanceTimersByTimeAsync(5000);
    expect(script.arrivals).toHaveLength(1);
    script.sets[0]?.resolve(ok(undefined));
    await sent;
    await vi.advanceTimersByTimeAsync(1100);
    expect(script.arrivals.length).toBeGreaterThanOrEqual(3);
    await vi.advanceTimersByTimeAsync(60_000);
    const before = script.arrivals.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(script.arrivals.length - before).toBe(10);
  });
});

describe('a push', () => {
  const pushed = (fromMs: number, came: number): Pushed => ({
    intervals: [{ channel: 'main', fromMs, toMs: fromMs + 1000, in: came, out: 0, identity: `A1 ${fromMs}` }],
    levels: [],
    isHint: false,
  });

  test('is added to what the last poll said, once', async () => {
    script = new Script();
    script.answer = () => answer(7, { deviceClockMs: 0 });
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(600);
    await script.sensor.push(pushed(1000, 3));
    await script.sensor.push(pushed(1000, 3));
    expect(script.levels).toEqual([7, 10]);
    expect(script.sensor.health().snapshot?.readings).toEqual([level(10)]);
  });

  test('saves a poll, for a minute at most', async () => {
    script = new Script();
    let polls = 0;
    script.answer = () => {
      polls += 1;
      return answer(7, { deviceClockMs: polls });
    };
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(600);
    for (let second = 1; second <= 180; second++) {
      await script.sensor.push(pushed(second * 1000, 1));
      await vi.advanceTimersByTimeAsync(900);
    }
    expect(polls).toBeGreaterThanOrEqual(3);
    expect(polls).toBeLessThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(polls).toBeGreaterThan(10);
  });

  test('that only says that something happened is a reason to poll', async () => {
    script = new Script();
    script.answer = () => answer(7);
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(600);
    script.answer = () => answer(8);
    await script.sensor.push({ intervals: [], levels: [], isHint: true });
    await vi.advanceTimersByTimeAsync(1);
    expect(script.levels).toEqual([7, 8]);
  });

  test('that says so during a poll is a reason to poll again right after it', async () => {
    script = new Script();
    script.sensor.start();
    await vi.advanceTimersByTimeAsync(600);
    expect(script.reads).toHaveLength(1);
    const hinted = script.sensor.push({ intervals: [], levels: [], isHint: true });
    await vi.advanceTimersByTimeAsync(100);
    script.reads[0]?.resolve(answer(7));
    await hinted;
    await vi.advanceTimersByTimeAsync(1);
    expect(script.reads).toHaveLength(2);
    script.reads[1]?.resolve(answer(8));
    await vi.advanceTimersByTimeAsync(100);
    expect(script.reads).toHaveLength(2);
    expect(script.levels).toEqual([7, 8]);
  });
});
