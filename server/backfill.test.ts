import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Backfill, backfillsSchema } from '#lib/contract/backfill.ts';
import { type History, type HistoryRow, historySchema } from '#lib/contract/history.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from './clock.ts';
import { axis3dSimulator } from './simulators/axis-3d/simulator.ts';
import { axisStereoSimulator } from './simulators/axis-stereo/simulator.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';
import { TestDatabase } from './test-support/test-database.ts';

const signIn = { username: 'op', password: 'secret', timezone: 'Europe/Zurich' };
const minuteMs = 60_000;
const opening = Date.parse('2026-10-20T08:00:05.000Z');

/** A wall clock that the test sets; durations are real. */
class MovedClock implements Clock {
  #aheadMs = opening - Date.now();
  now = () => Date.now() + this.#aheadMs;
  monotonic = () => performance.now();

  /** Jumps to a time of that day, `08:05:30`. */
  goTo(time: string): void {
    this.#aheadMs = Date.parse(`2026-10-20T${time}.000Z`) - Date.now();
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}

let kept: TestDatabase;
let clock: MovedClock;
let camera: SimulatedDevice;
let stereo: SimulatedDevice;
let running: RunningSidecar | undefined;
let admin: Visitor;

beforeEach(async () => {
  kept = await TestDatabase.create();
  clock = new MovedClock();
  camera = await axis3dSimulator.start({ ...signIn, now: clock.now });
  stereo = await axisStereoSimulator.start({ ...signIn, now: clock.now });
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await Promise.all([camera.close(), stereo.close()]);
  await kept.remove();
});

async function open(): Promise<void> {
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: camera, driver: axis-3d, url: "${camera.url}", username: op, password: secret, poll: 100ms }
      - { id: stereo, driver: axis-stereo, url: "${stereo.url}", username: op, password: secret, poll: 100ms }
    zones:
      - { id: store, name: Store, capacity: 200, sources: [{ sensor: camera }, { sensor: stereo }] }
`,
    { database: kept, clock },
  );
  admin = await running.signIn();
}

async function close(): Promise<void> {
  await running?.stop();
  running = undefined;
}

function api(): RunningSidecar {
  if (running === undefined) throw new Error('the sidecar is closed');
  return running;
}

const zone = () => api().read<ZoneState>('/api/v1/zones/bern/store', admin);

const sensor = (id: string) => api().read<SensorStatus>(`/api/v1/sensors/bern/${id}`, admin);

/** Advances to a time of that day, minute by minute, and waits in each until the devices have answered. */
async function passUntil(time: string, answering = ['camera', 'stereo']): Promise<void> {
  const endMs = Date.parse(`2026-10-20T${time}.000Z`);
  for (let leftMs = endMs - clock.now(); leftMs > 0; leftMs = endMs - clock.now()) {
    clock.advance(Math.min(leftMs, minuteMs));
    const sinceMs = clock.now();
    for (const id of answering) {
      await expect
        .poll(async () => Date.parse((await sensor(id)).lastReadingAt ?? ''))
        .toBeGreaterThanOrEqual(sinceMs);
    }
  }
}

async function settle(expected: Partial<ZoneState>): Promise<void> {
  await expect.poll(zone).toMatchObject(expected);
}

async function rows(resolution: History['resolution']): Promise<HistoryRow[]> {
  const query = `from=2026-10-20T07:00:00Z&to=2026-10-20T10:00:00Z&resolution=${resolution}`;
  return historySchema.parse(await api().read(`/api/v1/zones/bern/store/history?${query}`, admin)).rows;
}

/** People in and out of each minute with people. */
async function walked(): Promise<Record<string, string>> {
  const busy = (await rows('1m')).filter((row) => row.in + row.out !== 0);
  return Object.fromEntries(busy.map((row) => [row.from.slice(11, 16), `+${row.in} -${row.out}`]));
}

async function backfills(): Promise<readonly Backfill[]> {
  const { items } = backfillsSchema.parse(await api().read('/api/v1/backfills', admin));
  return items.filter(({ reason }) => reason === 'silence');
}

const states = async () => (await backfills()).map(({ sensor, state }) => `${sensor} ${state}`).sort();

/** Time advances meanwhile: a busy device is asked again after a minute. */
async function untilFilledIn(expected: readonly string[]): Promise<void> {
  const later = () => {
    clock.advance(5000);
    return states();
  };
  await expect.poll(later, { interval: 250 }).toEqual(expected);
}

describe('what was missed', () => {
  it('while the sidecar was off is in history afterwards, in its minutes, once', async () => {
    await open();
    await settle({ light: 'green' });
    camera.walk({ in: 4 });
    stereo.walk({ in: 1 });
    await settle({ in: 5 });
    await passUntil('08:01:10');
    await expect.poll(walked).toEqual({ '08:00': '+5 -0' });
    await close();

    clock.goTo('08:05:30');
    camera.walk({ in: 3 });
    clock.goTo('08:07:10');
    stereo.walk({ in: 2 });
    camera.walk({ out: 1 });
    clock.goTo('08:33:00');
    camera.walk({ in: 6, out: 2 });
    clock.goTo('08:40:20');
    await open();
    await settle({ in: 16, out: 3 });
    camera.walk({ in: 1 });
    await settle({ in: 17, out: 3 });
    expect(await states()).toEqual(['camera waiting', 'stereo waiting']);

    await passUntil('08:43:00');
    await untilFilledIn(['camera done', 'stereo done']);
    const there = {
      '08:00': '+5 -0',
      '08:05': '+3 -0',
      '08:07': '+2 -1',
      '08:33': '+6 -2',
      '08:40': '+1 -0',
    };
    await expect.poll(walked).toEqual(there);
    expect(await backfills()).toMatchObject([
      { sensor: expect.any(String), progress: 1, minutes: expect.any(Number) },
      { progress: 1 },
    ]);
    // Roll-ups are made again a moment later than the minutes.
    const day = async () => {
      const [row] = await rows('1d');
      return { in: row?.in, out: row?.out, isFilledIn: (row?.backfilledS ?? 0) >= 38 * 60 };
    };
    await expect.poll(day).toEqual({ in: 17, out: 3, isFilledIn: true });

    await close();
    clock.goTo('09:30:00');
    await open();
    await settle({ light: 'green' });
    expect(await walked()).toEqual(there);
  }, 600_000);

  it('while one device could not be reached is filled in, beside what the other one reported live', async () => {
    await open();
    await settle({ light: 'green' });
    camera.walk({ in: 4 });
    await settle({ in: 4 });
    await camera.setFault('refuse-connections');
    await expect.poll(async () => (await sensor('camera')).status).toBe('unreachable');
    for (const [time, people] of [
      ['08:03:10', 1],
      ['08:05:10', 2],
      ['08:07:10', 3],
    ] as const) {
      await passUntil(time, ['stereo']);
      camera.walk({ in: people });
      stereo.walk({ in: 10 * people });
      await expect.poll(async () => (await zone()).in).toBe(4 + (10 * (people * (people + 1))) / 2);
    }
    await passUntil('08:09:20', ['stereo']);
    await camera.setFault(null);
    await api().send('POST', '/api/v1/sensors/bern/camera/check', admin);
    await settle({ in: 70 });
    await passUntil('08:12:00');
    await untilFilledIn(['camera done']);
    await expect.poll(walked).toEqual({
      '08:00': '+4 -0',
      '08:03': '+11 -0',
      '08:05': '+22 -0',
      '08:07': '+33 -0',
    });
  }, 600_000);
});
