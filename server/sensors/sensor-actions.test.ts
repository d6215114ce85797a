import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { ActionMeans, DeviceAnswer, Done } from './device-access.ts';
import type { Pushed } from './push/pushed.ts';
import type { Snapshot } from './reading.ts';
import { Sensor } from './sensor.ts';

/** A counter that has counted `people`, and restarts on command. */
class Counter {
  people = 0;
  clockMs = 0;
  serial = 'A1';
  isDown = false;
  /** What the reads wait for. */
  gate: Promise<void> = Promise.resolve();
  run: (by: ActionMeans) => DeviceAnswer<Done> = async ({ read }) => {
    const before = await read();
    if (!before.ok) return before;
    this.people = 0;
    return ok({ before: before.value, restarted: new Set(['main']) });
  };

  async read(): Promise<Result<Snapshot, SensorError>> {
    const { people, clockMs, serial, isDown } = this;
    await this.gate;
    return isDown
      ? fail({ kind: 'unreachable', detail: 'ECONNREFUSED' })
      : ok({
          readings: [{ kind: 'count', channel: 'main', in: people, out: 0 }],
          serial,
          deviceClockMs: clockMs,
        });
  }
}

let counter: Counter;
let arrivals: number[];
let bugs: unknown[];
let sensor: Sensor;

beforeEach(() => {
  vi.useFakeTimers();
  counter = new Counter();
  arrivals = [];
  bugs = [];
  sensor = new Sensor({
    config: {
      site: 'bern',
      id: 'door',
      driver: 'test',
      url: 'http://127.0.0.1',
      tls: 'verify',
      pollMs: 60_000,
      options: {},
    },
    wants: [{ channel: 'main', use: 'count' }],
    driver: {
      read: () => counter.read(),
      device: {
        actions: {
          offers: () => [{ id: 'clear-data', isDestructive: true }],
          run: (_order, by) => counter.run(by),
        },
      },
      close: async () => {},
    },
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    onArrival: ({ snapshot }) => {
      for (const reading of snapshot.readings) if (reading.kind === 'count') arrivals.push(reading.in);
    },
    onChange: () => {},
    onBug: (error) => bugs.push(error),
    random: () => 0,
  });
});

afterEach(async () => {
  await sensor.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const clear = () => sensor.act({ id: 'clear-data' });

it('hands on who was counted until totals begin again', async () => {
  counter.people = 5;
  sensor.start();
  await vi.advanceTimersByTimeAsync(0);
  counter.people = 9;
  expect(await clear()).toEqual(ok(undefined));
  counter.people = 1;
  await vi.advanceTimersByTimeAsync(1000);
  expect(arrivals.slice(0, 3)).toEqual([5, 9, 1]);
});

it('counts nobody twice who was pushed between totals that began again and the next poll', async () => {
  counter.people = 9;
  const cleared = clear();
  await cleared;
  const push: Pushed = {
    intervals: [{ channel: 'main', fromMs: 60_000, toMs: 120_000, in: 2, out: 0, identity: 'a' }],
    levels: [],
    isHint: false,
  };
  await sensor.push(push);
  expect(arrivals).toEqual([9, 2]);
});

it('drops a read that began before it', async () => {
  let open = () => {};
  counter.people = 7;
  counter.gate = new Promise((resolve) => {
    open = resolve;
  });
  sensor.start();
  await vi.advanceTimersByTimeAsync(0);
  counter.gate = Promise.resolve();
  await clear();
  open();
  await vi.advanceTimersByTimeAsync(1000);
  expect(arrivals.slice(0, 2)).toEqual([7, 0]);
});

it('does nothing to a device that does not answer, or is another one', async () => {
  sensor.start();
  await vi.advanceTimersByTimeAsync(0);
  counter.people = 4;
  counter.isDown = true;
  expect(await clear()).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  counter.isDown = false;
  counter.serial = 'B2';
  expect(await clear()).toMatchObject({ ok: false, error: { kind: 'other-device' } });
  expect(counter.people).toBe(4);
});

it('answers a bug of its driver with an error, and goes on', async () => {
  counter.run = () => Promise.reject(new Error('bug'));
  expect(await clear()).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  expect(bugs).toHaveLength(1);
  counter.people = 3;
  sensor.pollSoon();
  await vi.advanceTimersByTimeAsync(0);
  expect(arrivals).toEqual([3]);
});
