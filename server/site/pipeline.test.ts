import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import { sampleSensor, sampleSource, sampleZone } from '#server/test-support/sample-site.ts';
import { systemClock } from '../clock.ts';
import { emptyLedger } from '../engine/ledger-state.ts';
import { SiteCalendar } from '../engine/site-calendar.ts';
import type { SourceConfig, ZoneConfig } from '../platform/config/configuration.ts';
import type { Reading } from '../sensors/reading.ts';
import { Pipeline, type ZonePast } from './pipeline.ts';
import type { SavedZone } from './saved-zone.ts';
import { Zone, type ZoneSetting } from './zone.ts';
import { validForMs } from './zone-state.ts';
import type { ZoneToSave } from './zone-store.ts';

const source = (sensor: string, change: Partial<SourceConfig> = {}) => sampleSource({ sensor, ...change });

const config = (sources: SourceConfig[], change: Partial<ZoneConfig> = {}) =>
  sampleZone({ capacity: 10, sources, ...change });

const door = (id: string) => sampleSensor({ id });

const settingOf = (zone: ZoneConfig): ZoneSetting => ({
  config: zone,
  calendar: new SiteCalendar('Europe/Zurich', undefined),
  simulated: false,
});

/** A disk that can be slow, or refuse. */
class Disk {
  readonly saved: ZoneToSave[] = [];
  isFull = false;
  waitMs = 0;

  async save(zones: readonly ZoneToSave[]): Promise<void> {
    if (this.waitMs > 0) await new Promise((resolve) => setTimeout(resolve, this.waitMs));
    if (this.isFull) throw new Error('no space left');
    this.saved.push(...zones);
  }
  get last(): SavedZone | undefined {
    const saved = this.saved.at(-1)?.saved;
    return saved === undefined ? undefined : JSON.parse(JSON.stringify(saved));
  }
}

describe('the pipeline', () => {
  const disk: { current: Disk } = { current: new Disk() };
  const shown: ZoneState[] = [];
  /** The answer that each message goes back to, for messages that go back to one. */
  const answered: (readonly [occupancy: number, answeredMs: number])[] = [];
  const pipelines: Pipeline[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
    disk.current = new Disk();
    shown.length = 0;
    answered.length = 0;
  });
  afterEach(async () => {
    disk.current.isFull = false;
    for (const pipeline of pipelines.splice(0)) {
      const stopped = pipeline.stop();
      await vi.advanceTimersByTimeAsync(2000);
      await stopped;
    }
    vi.useRealTimers();
  });

  function start(zone: ZoneConfig, saved?: SavedZone, past?: ZonePast): Pipeline {
    const now = { wallMs: Date.now(), monotonicMs: performance.now() };
    const pipeline = new Pipeline({
      store: disk.current,
      ...(past !== undefined && { past }),
      clock: systemClock,
      publish: ({ state, answeredMs }) => {
        shown.push(zoneStateSchema.parse(state()));
        if (answeredMs !== undefined) answered.push([state().occupancy, answeredMs]);
      },
      onStorage: () => undefined,
    });
    pipeline.replace('bern', [new Zone(settingOf(zone), saved, now)]);
    pipeline.start();
    pipelines.push(pipeline);
    return pipeline;
  }

  const say = (pipeline: Pipeline, sensor: string, reading: Reading) =>
    pipeline.ingest({ config: door(sensor), snapshot: { readings: [reading] }, arrivedAtMs: 0 });
  const count = (pipeline: Pipeline, sensor: string, came: number, left: number) =>
    say(pipeline, sensor, { kind: 'count', channel: 'main', in: came, out: left });
  const level = (pipeline: Pipeline, sensor: string, occupancy: number) =>
    say(pipeline, sensor, { kind: 'level', channel: 'main', occupancy });
  const now = () => shown.at(-1);

  it('is unknown after a start until every required source has spoken', async () => {
    const pipeline = start(config([source('a'), source('b'), source('c', { optional: true })]));
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'starting:b' });
    level(pipeline, 'b', 2);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'green', occupancy: 3, warnings: ['starting:c'] });
  });

  it('is unknown as long as no sensor feeds it, also after staff has set its number', async () => {
    const pipeline = start(config([]));
    await vi.advanceTimersByTimeAsync(60_000);
    const adjust = { id: 'x', to: 7, targets: new Map<string, number>(), atMs: Date.now() };
    const done = pipeline.adjust('bern/store', adjust);
    await vi.advanceTimersByTimeAsync(60_000);
    await done;
    expect(now()).toMatchObject({ occupancy: 7 });
    expect(new Set(shown.map(({ light, reason }) => `${light} ${reason}`))).toEqual(
      new Set(['unknown no-sources']),
    );
    const at = { wallMs: Date.now(), monotonicMs: performance.now() };
    pipeline.replace('bern', [new Zone(settingOf(config([source('a')])), disk.current.last, at)]);
    count(pipeline, 'a', 4, 1);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'green', occupancy: 7 });
  });

  it('is unknown where what was saved could not be read, until staff sets the number, over a restart too', async () => {
    const ledger = { ...emptyLedger('2026-11-20') };
    const pipeline = start(config([source('a')]), { version: 1, ledger, isCountLost: true });
    count(pipeline, 'a', 0, 0);
    count(pipeline, 'a', 3, 0);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'count-lost' });
    expect(disk.current.last).toMatchObject({ isCountLost: true });
    const adjust = { id: 'x', to: 7, targets: new Map<string, number>(), atMs: Date.now() };
    const done = pipeline.adjust('bern/store', adjust);
    await vi.advanceTimersByTimeAsync(300);
    await done;
    expect(now()).toMatchObject({ light: 'green', occupancy: 7 });
    expect(disk.current.last).not.toHaveProperty('isCountLost');
  });

  it('shows nothing that is not yet on disk', async () => {
    const pipeline = start(config([source('a')]));
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(1000);
    disk.current.waitMs = 500;
    level(pipeline, 'a', 10);
    await vi.advanceTimersByTimeAsync(400);
    expect(pipeline.state('bern/store')).toMatchObject({ occupancy: 1, light: 'green' });
    await vi.advanceTimersByTimeAsync(200);
    expect(now()).toMatchObject({ occupancy: 10, light: 'red' });
  });

  it('reports when the answer came that a message goes back to, and nothing for repetitions and adjusts', async () => {
    const pipeline = start(config([source('a')]));
    const first = Date.now();
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(1000);
    disk.current.waitMs = 200;
    const second = Date.now();
    level(pipeline, 'a', 10);
    await vi.advanceTimersByTimeAsync(100);
    // A repetition sent during the save carries the old number.
    const third = Date.now();
    level(pipeline, 'a', 9);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(answered).toEqual([
      [1, first],
      [10, second],
      [9, third],
    ]);
    disk.current.waitMs = 0;
    const adjusted = pipeline.adjust('bern/store', { id: 'x', to: 3, targets: new Map(), atMs: Date.now() });
    await vi.advanceTimersByTimeAsync(3000);
    await adjusted;
    expect(answered).toHaveLength(3);
  });

  it('is unknown while the disk refuses, and loses nothing meanwhile', async () => {
    const pipeline = start(config([source('a')]));
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(100);
    disk.current.isFull = true;
    level(pipeline, 'a', 2);
    await vi.advanceTimersByTimeAsync(100);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'storage', occupancy: 1 });
    level(pipeline, 'a', 3);
    disk.current.isFull = false;
    await vi.advanceTimersByTimeAsync(1500);
    expect(now()).toMatchObject({ light: 'green', occupancy: 3 });
  });

  it('is unknown once a required source was silent for longer than staleAfter', async () => {
    const pipeline = start(config([source('a'), source('b')]));
    level(pipeline, 'b', 1);
    for (let second = 0; second < 10; second++) {
      level(pipeline, 'a', 1);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(now()?.light).toBe('green');
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'stale:b' });
  });

  it('decides of thousands of zones a part at a time, and all of them within a second', async () => {
    const pipeline = start(config([source('a')]));
    const at = { wallMs: Date.now(), monotonicMs: performance.now() };
    const zones = Array.from(
      { length: 4000 },
      (_, number) =>
        new Zone(
          settingOf(config([source('a')], { id: `zone-${number}`, staleAfterMs: 500 })),
          undefined,
          at,
        ),
    );
    pipeline.replace('bern', zones).finish?.();
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(400);
    const lights = () => new Set(pipeline.states().map(({ light }) => light));
    expect(lights()).toEqual(new Set(['green']));
    await vi.advanceTimersByTimeAsync(1_150);
    expect(lights()).toEqual(new Set(['unknown']));
  });

  it('heals by itself when the source speaks again', async () => {
    const pipeline = start(config([source('a')]));
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(now()?.light).toBe('unknown');
    level(pipeline, 'a', 1);
    expect(now()?.light).toBe('green');
  });

  it('repeats the state well inside its validity', async () => {
    const pipeline = start(config([source('a')]));
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(100);
    shown.length = 0;
    await vi.advanceTimersByTimeAsync(6000);
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(6000 / shown.length).toBeLessThan(validForMs / 2);
    const seqs = shown.map((state) => state.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  });

  it('counts after a restart what the devices counted meanwhile', async () => {
    const zone = config([source('a', { use: 'count' })]);
    const pipeline = start(zone);
    count(pipeline, 'a', 5, 0);
    count(pipeline, 'a', 8, 1);
    await vi.advanceTimersByTimeAsync(100);
    const again = start(zone, disk.current.last);
    count(again, 'a', 12, 1);
    await vi.advanceTimersByTimeAsync(100);
    expect(again.state('bern/store')).toMatchObject({ occupancy: 6, in: 7, out: 1 });
  });

  it('records every minute, and loses nobody in its history over a restart', async () => {
    const zone = config([source('a', { use: 'count' })]);
    const pipeline = start(zone);
    count(pipeline, 'a', 0, 0);
    count(pipeline, 'a', 3, 0);
    await vi.advanceTimersByTimeAsync(61_000);
    count(pipeline, 'a', 4, 0);
    await vi.advanceTimersByTimeAsync(100);
    const { last } = disk.current;
    const before = [...disk.current.saved];
    // The first pipeline is not stopped but cut off, as by a power cut: its disk is never read again.
    disk.current = new Disk();
    const again = start(zone, last);
    await vi.advanceTimersByTimeAsync(120_000);
    count(again, 'a', 9, 0);
    await vi.advanceTimersByTimeAsync(61_000);
    const minutes = [...before, ...disk.current.saved].flatMap((saved) => saved.minutes);
    expect(minutes.map((minute) => minute.came).filter((peopleIn) => peopleIn > 0)).toEqual([3, 1, 5]);
  });

  it('begins a new day at the site’s midnight with the people still inside', async () => {
    vi.setSystemTime(Date.parse('2026-11-21T22:59:50Z'));
    const pipeline = start(config([source('a', { use: 'count' })]));
    count(pipeline, 'a', 0, 0);
    count(pipeline, 'a', 4, 0);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(pipeline.state('bern/store')).toMatchObject({ occupancy: 4, in: 0, out: 0 });
  });

  it('shows an adjust at once and a hold until its end', async () => {
    const pipeline = start(config([source('a')]));
    level(pipeline, 'a', 5);
    await vi.advanceTimersByTimeAsync(100);
    const adjusted = pipeline.adjust('bern/store', { id: 'x', to: 9, targets: new Map(), atMs: Date.now() });
    await vi.advanceTimersByTimeAsync(10);
    expect(await adjusted).toBe(5);
    expect(now()).toMatchObject({ occupancy: 9, light: 'amber' });
    const until = new Date(Date.now() + 5000).toISOString();
    await pipeline.hold('bern/store', { light: 'red', by: 'mia', since: new Date().toISOString(), until });
    expect(now()).toMatchObject({ light: 'red', reason: 'hold:mia' });
    await vi.advanceTimersByTimeAsync(5300);
    expect(now()).toMatchObject({ light: 'amber' });
  });

  it('follows a set capacity until its end, and records the capacity that applied', async () => {
    const pipeline = start(config([source('a')]));
    level(pipeline, 'a', 5);
    await vi.advanceTimersByTimeAsync(100);
    const usual = pipeline.state('bern/store')?.capacity ?? 0;
    const until = new Date(Date.now() + 70_000).toISOString();
    const set = { capacity: 5, by: 'mia', since: new Date().toISOString(), until };
    await pipeline.change('bern/store', (memory) => ({ ...memory, capacity: set }));
    expect(now()).toMatchObject({ light: 'red', capacity: 5, capacitySet: { usual, until } });
    await vi.advanceTimersByTimeAsync(71_000);
    expect(pipeline.zone('bern/store')?.setCapacity).toBeUndefined();
    expect(pipeline.state('bern/store')).toMatchObject({ capacity: usual });
    expect(pipeline.state('bern/store')?.capacitySet).toBeUndefined();
    await vi.advanceTimersByTimeAsync(120_000);
    const minutes = disk.current.saved.flatMap((zone) => zone.minutes);
    expect([minutes[0]?.capacity, minutes.at(-1)?.capacity]).toEqual([5, usual]);
  });

  it('reports on the console a jump that it does not believe yet', async () => {
    const pipeline = start(config([source('a')], { maxStep: 10 }));
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(100);
    level(pipeline, 'a', 500);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ occupancy: 1, warnings: ['suspect:a'] });
  });

  it('stores gaps before the zones that hide them: where it cannot, no zone is saved or shown', async () => {
    const order: string[] = [];
    let canSaveGaps = false;
    const pipeline = start(config([source('a')]), undefined, {
      observe: ({ config: { id } }) => order.push(`heard ${id}`),
      saveGaps: async () => {
        order.push(canSaveGaps ? 'gaps' : 'no gaps');
        if (!canSaveGaps) throw new Error('no space left');
      },
      saved: (zones) => order.push(`saved with ${disk.current.saved.length - zones.length} before`),
    });
    level(pipeline, 'a', 1);
    await vi.advanceTimersByTimeAsync(100);
    expect(order).toEqual(['heard a', 'no gaps']);
    expect(disk.current.saved).toEqual([]);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'storage' });
    canSaveGaps = true;
    await vi.advanceTimersByTimeAsync(1500);
    expect(order.slice(2, 4)).toEqual(['gaps', 'saved with 0 before']);
    expect(now()).toMatchObject({ light: 'green', occupancy: 1 });
  });

  it('saves what changed in zones of several sites together, and takes one away without the other', async () => {
    const pipeline = start(config([source('a')]));
    const at = { wallMs: Date.now(), monotonicMs: performance.now() };
    const basel = { ...config([source('a')]), site: 'basel' };
    pipeline.replace('basel', [new Zone(settingOf(basel), undefined, at)]).finish?.();
    await vi.advanceTimersByTimeAsync(100);
    disk.current.saved.length = 0;
    level(pipeline, 'a', 3);
    pipeline.ingest({
      config: { ...door('a'), site: 'basel' },
      snapshot: { readings: [{ kind: 'level', channel: 'main', occupancy: 7 }] },
      arrivedAtMs: 0,
    });
    await vi.advanceTimersByTimeAsync(20);
    expect(disk.current.saved.map(({ site }) => site).toSorted()).toEqual(['basel', 'bern']);
    expect(pipeline.state('basel/store')?.occupancy).toBe(7);
    pipeline.replace('basel', []);
    expect(pipeline.states().map(({ site }) => site)).toEqual(['bern']);
    level(pipeline, 'a', 4);
    await vi.advanceTimersByTimeAsync(20);
    expect(pipeline.state('bern/store')?.occupancy).toBe(4);
  });
});
