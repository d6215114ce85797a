import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import { systemClock } from '../clock.ts';
import { emptyLedger } from '../engine/ledger-state.ts';
import { SiteCalendar } from '../engine/site-calendar.ts';
import type { SourceConfig, ZoneConfig } from '../platform/config/configuration.ts';
import type { Reading } from '../sensors/reading.ts';
import type { SavedZone } from './saved-zone.ts';
import { validForMs, Zone, type ZoneSetting } from './zone.ts';
import { ZoneEngine } from './zone-engine.ts';
import type { ZoneToSave } from './zone-store.ts';

const source = (sensor: string, change: Partial<SourceConfig> = {}): SourceConfig => ({
  sensor,
  channel: 'main',
  direction: 'normal',
  use: 'auto',
  optional: false,
  ...change,
});

const config = (sources: SourceConfig[], change: Partial<ZoneConfig> = {}): ZoneConfig => ({
  site: 'bern',
  id: 'store',
  name: 'Store',
  capacity: 10,
  amberAt: 0.8,
  redAt: 1,
  release: 0.05,
  minHoldMs: 3000,
  staleAfterMs: 10_000,
  onStale: 'unknown',
  maxStep: 100,
  sources,
  ...change,
});

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

describe('the keeper of zones', () => {
  const disk: { current: Disk } = { current: new Disk() };
  const shown: ZoneState[] = [];
  /** Since which answer, of those messages that go back to one. */
  const answered: (readonly [occupancy: number, answeredMs: number])[] = [];
  const engines: ZoneEngine[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
    disk.current = new Disk();
    shown.length = 0;
    answered.length = 0;
  });
  afterEach(async () => {
    disk.current.isFull = false;
    for (const zoneEngine of engines.splice(0)) {
      const stopped = zoneEngine.stop();
      await vi.advanceTimersByTimeAsync(2000);
      await stopped;
    }
    vi.useRealTimers();
  });

  function start(zone: ZoneConfig, saved?: SavedZone): ZoneEngine {
    const now = { wallMs: Date.now(), monotonicMs: performance.now() };
    const zoneEngine = new ZoneEngine({
      zones: [new Zone(settingOf(zone), saved, now)],
      saver: disk.current,
      clock: systemClock,
      publish: (state, answeredMs) => {
        shown.push(zoneStateSchema.parse(state));
        if (answeredMs !== undefined) answered.push([state.occupancy, answeredMs]);
      },
      onStorage: () => undefined,
    });
    zoneEngine.start();
    engines.push(zoneEngine);
    return zoneEngine;
  }

  const say = (zoneEngine: ZoneEngine, sensor: string, reading: Reading) =>
    zoneEngine.ingest('bern', sensor, { readings: [reading] });
  const count = (zoneEngine: ZoneEngine, sensor: string, peopleIn: number, left: number) =>
    say(zoneEngine, sensor, { kind: 'count', channel: 'main', in: peopleIn, out: left });
  const level = (zoneEngine: ZoneEngine, sensor: string, occupancy: number) =>
    say(zoneEngine, sensor, { kind: 'level', channel: 'main', occupancy });
  const now = () => shown.at(-1);

  it('is unknown after a start until every required source has spoken', async () => {
    const zoneEngine = start(config([source('a'), source('b'), source('c', { optional: true })]));
    level(zoneEngine, 'a', 1);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'starting:b' });
    level(zoneEngine, 'b', 2);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'green', occupancy: 3, warnings: ['starting:c'] });
  });

  it('is unknown where what was saved could not be read, until staff sets the number, over a restart too', async () => {
    const ledger = { ...emptyLedger('2026-11-20') };
    const zoneEngine = start(config([source('a')]), { version: 1, ledger, isCountLost: true });
    count(zoneEngine, 'a', 0, 0);
    count(zoneEngine, 'a', 3, 0);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'count-lost' });
    expect(disk.current.last).toMatchObject({ isCountLost: true });
    const adjust = { id: 'x', to: 7, targets: new Map<string, number>(), atMs: Date.now() };
    const done = zoneEngine.adjust('bern/store', adjust);
    await vi.advanceTimersByTimeAsync(300);
    await done;
    expect(now()).toMatchObject({ light: 'green', occupancy: 7 });
    expect(disk.current.last).not.toHaveProperty('isCountLost');
  });

  it('shows nothing that is not yet on disk', async () => {
    const zoneEngine = start(config([source('a')]));
    level(zoneEngine, 'a', 1);
    await vi.advanceTimersByTimeAsync(1000);
    disk.current.waitMs = 500;
    level(zoneEngine, 'a', 10);
    await vi.advanceTimersByTimeAsync(400);
    expect(zoneEngine.state('bern/store')).toMatchObject({ occupancy: 1, light: 'green' });
    await vi.advanceTimersByTimeAsync(200);
    expect(now()).toMatchObject({ occupancy: 10, light: 'red' });
  });

  it('tells when the answer came that a message goes back to, and of repetitions and adjusts nothing', async () => {
    const zoneEngine = start(config([source('a')]));
    const first = Date.now();
    level(zoneEngine, 'a', 1);
    await vi.advanceTimersByTimeAsync(1000);
    disk.current.waitMs = 200;
    const second = Date.now();
    level(zoneEngine, 'a', 10);
    await vi.advanceTimersByTimeAsync(100);
    // A repetition while the disk works is of the old number.
    const third = Date.now();
    level(zoneEngine, 'a', 9);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(answered).toEqual([
      [1, first],
      [10, second],
      [9, third],
    ]);
    disk.current.waitMs = 0;
    const adjusted = zoneEngine.adjust('bern/store', {
      id: 'x',
      to: 3,
      targets: new Map(),
      atMs: Date.now(),
    });
    await vi.advanceTimersByTimeAsync(3000);
    await adjusted;
    expect(answered).toHaveLength(3);
  });

  it('is unknown while the disk refuses, and loses nothing meanwhile', async () => {
    const zoneEngine = start(config([source('a')]));
    level(zoneEngine, 'a', 1);
    await vi.advanceTimersByTimeAsync(100);
    disk.current.isFull = true;
    level(zoneEngine, 'a', 2);
    await vi.advanceTimersByTimeAsync(100);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'storage', occupancy: 1 });
    level(zoneEngine, 'a', 3);
    disk.current.isFull = false;
    await vi.advanceTimersByTimeAsync(1500);
    expect(now()).toMatchObject({ light: 'green', occupancy: 3 });
  });

  it('is unknown once a required source was silent for longer than staleAfter', async () => {
    const zoneEngine = start(config([source('a'), source('b')]));
    level(zoneEngine, 'b', 1);
    for (let second = 0; second < 10; second++) {
      level(zoneEngine, 'a', 1);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(now()?.light).toBe('green');
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ light: 'unknown', reason: 'stale:b' });
  });

  it('heals by itself when the source speaks again', async () => {
    const zoneEngine = start(config([source('a')]));
    level(zoneEngine, 'a', 1);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(now()?.light).toBe('unknown');
    level(zoneEngine, 'a', 1);
    expect(now()?.light).toBe('green');
  });

  it('repeats the state well inside its validity', async () => {
    const zoneEngine = start(config([source('a')]));
    level(zoneEngine, 'a', 1);
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
    const zoneEngine = start(zone);
    count(zoneEngine, 'a', 5, 0);
    count(zoneEngine, 'a', 8, 1);
    await vi.advanceTimersByTimeAsync(100);
    const again = start(zone, disk.current.last);
    count(again, 'a', 12, 1);
    await vi.advanceTimersByTimeAsync(100);
    expect(again.state('bern/store')).toMatchObject({ occupancy: 6, in: 7, out: 1 });
  });

  it('records every minute, and loses nobody in its history over a restart', async () => {
    const zone = config([source('a', { use: 'count' })]);
    const zoneEngine = start(zone);
    count(zoneEngine, 'a', 0, 0);
    count(zoneEngine, 'a', 3, 0);
    await vi.advanceTimersByTimeAsync(61_000);
    count(zoneEngine, 'a', 4, 0);
    await vi.advanceTimersByTimeAsync(100);
    const { last } = disk.current;
    const before = [...disk.current.saved];
    // The first keeper is not stopped but cut off, as by a power cut: its disk is never read again.
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
    const zoneEngine = start(config([source('a', { use: 'count' })]));
    count(zoneEngine, 'a', 0, 0);
    count(zoneEngine, 'a', 4, 0);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(zoneEngine.state('bern/store')).toMatchObject({ occupancy: 4, in: 0, out: 0 });
  });

  it('shows an adjust at once and a hold until its end', async () => {
    const zoneEngine = start(config([source('a')]));
    level(zoneEngine, 'a', 5);
    await vi.advanceTimersByTimeAsync(100);
    const adjusted = zoneEngine.adjust('bern/store', {
      id: 'x',
      to: 9,
      targets: new Map(),
      atMs: Date.now(),
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(await adjusted).toBe(5);
    expect(now()).toMatchObject({ occupancy: 9, light: 'amber' });
    const until = new Date(Date.now() + 5000).toISOString();
    await zoneEngine.hold('bern/store', { light: 'red', by: 'mia', since: new Date().toISOString(), until });
    expect(now()).toMatchObject({ light: 'red', reason: 'hold:mia' });
    await vi.advanceTimersByTimeAsync(5300);
    expect(now()).toMatchObject({ light: 'amber' });
  });

  it('tells on the console of a jump that it does not believe yet', async () => {
    const zoneEngine = start(config([source('a')], { maxStep: 10 }));
    level(zoneEngine, 'a', 1);
    await vi.advanceTimersByTimeAsync(100);
    level(zoneEngine, 'a', 500);
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toMatchObject({ occupancy: 1, warnings: ['suspect:a'] });
  });
});
