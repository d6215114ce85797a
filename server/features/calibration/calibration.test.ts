import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#server/clock.ts';
import { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { ZoneConfig } from '#server/platform/config/configuration.ts';
import type { NewAuditEntry } from '#server/site/audit-queue.ts';
import { Pipeline } from '#server/site/pipeline.ts';
import { Zone } from '#server/site/zone.ts';
import { ZoneControl } from '#server/site/zone-control.ts';
import { sampleSensor, sampleSite, sampleSource, sampleZone } from '#server/test-support/sample-site.ts';
import { CalibrationMonitor } from './calibration.ts';
import type { ClosingRow } from './closing-store.ts';

const timezone = 'Europe/Zurich';
const open = [{ from: 8 * 60, to: 20 * 60 }];
const hours = [open, open, open, open, open, open, open];
const calendar = new SiteCalendar(timezone, hours);
const dayMs = 86_400_000;
const start = Date.parse('2026-11-02T07:00:00Z');

const door = sampleSensor();
const zoneOf = (change: Partial<ZoneConfig>): ZoneConfig =>
  sampleZone({
    ...{ capacity: 500, staleAfterMs: 100 * dayMs, maxStep: 10_000 },
    sources: [sampleSource({ use: 'count' })],
    ...change,
  });

/** A store whose door misses 20 of 400 people who leave, day after day. */
function store(change: Partial<ZoneConfig> = {}) {
  const config = zoneOf(change);
  const site = sampleSite({ timezone, hours, zones: [config] });
  const now = { wallMs: Date.now(), monotonicMs: performance.now() };
  const zone = new Zone({ config, calendar, simulated: false }, undefined, now);
  const audit: NewAuditEntry[] = [];
  const closings: ClosingRow[] = [];
  const engine = new Pipeline({
    store: { save: async () => undefined },
    clock: systemClock,
    publish: () => undefined,
    onStorage: () => undefined,
  });
  engine.replace('bern', [zone]);
  const control = new ZoneControl({
    pipeline: engine,
    sensor: () => undefined,
    isShared: () => false,
    audit: async (entry) => void audit.push(entry),
    wordsFor: () => '',
    onProgress: () => undefined,
    clock: systemClock,
  });
  const monitor = new CalibrationMonitor({
    store: {
      load: async () => closings,
      save: async (rows) => void closings.push(...rows),
    },
    clock: systemClock,
    pipeline: engine,
    control,
    sites: () => [site],
    calendar: () => calendar,
    onError: (error) => {
      throw error;
    },
  });
  const totals = { in: 0, out: 0 };
  const count = async (came: number, went: number) => {
    totals.in += came;
    totals.out += went;
    engine.ingest({
      config: door,
      snapshot: { readings: [{ kind: 'count', channel: 'main', ...totals }] },
      arrivedAtMs: performance.now(),
    });
    await vi.advanceTimersByTimeAsync(50);
  };
  const check = async () => {
    const checked = monitor.checkAll();
    await vi.advanceTimersByTimeAsync(100);
    await checked;
  };
  /** A day, and the night after it. */
  const day = async (number: number) => {
    vi.setSystemTime(start + number * dayMs + 3_600_000);
    await check();
    await count(400, 300);
    await count(0, 80);
    vi.setSystemTime(start + number * dayMs + 12.1 * 3_600_000);
    await check();
    vi.setSystemTime(start + number * dayMs + 12.9 * 3_600_000);
    await check();
    await check();
  };
  engine.start();
  return { zone, site, engine, monitor, control, audit, closings, count, day, check };
}

describe('after closing', () => {
  const running: Pipeline[] = [];
  beforeEach(() => {
    vi.useFakeTimers({ now: start });
  });
  afterEach(async () => {
    for (const engine of running.splice(0)) {
      const stopped = engine.stop();
      await vi.advanceTimersByTimeAsync(6000);
      await stopped;
    }
    vi.useRealTimers();
  });
  const begin = async (change: Partial<ZoneConfig> = {}) => {
    const made = store(change);
    running.push(made.engine);
    await made.count(0, 0);
    return made;
  };

  it('what was counted is remembered once a day, and suggested as a correction when enough is known', async () => {
    const { zone, site, monitor, control, closings, day, audit } = await begin();
    for (let at = 0; at < 22; at++) await day(at);
    expect(closings).toHaveLength(22);
    const learnt = await monitor.of(zone, site);
    expect(learnt).toMatchObject({ mode: 'suggest', advice: 'correct', days: 21, applied: null });
    expect(learnt.misses[0]).toMatchObject({ sensor: 'door', channel: 'main', side: 'out' });
    expect(learnt.misses[0]?.of100).toBeCloseTo(5, 0);
    expect(audit).toEqual([]);
    const factors = await monitor.suggestionOf(zone, site);
    const corrected = control.correct(zone, factors, { who: 'mia' });
    await vi.advanceTimersByTimeAsync(100);
    await corrected;
    expect(audit).toMatchObject([{ action: 'calibrate', who: 'mia', result: 'done' }]);
    expect(audit[0]?.to).toMatch(/^door\/main out ×1\.0[45]/);
  });

  it('a correction counts from then on, leaves the counts alone, and is taken back with what it did', async () => {
    const { zone, monitor, site, control, count, day, engine } = await begin();
    for (let at = 0; at < 20; at++) await day(at);
    const factors = await monitor.suggestionOf(zone, site);
    vi.setSystemTime(start + 20 * dayMs + 3_600_000);
    const set = engine.adjust('bern/store', { id: 'x', to: 200, targets: new Map(), atMs: Date.now() });
    await vi.advanceTimersByTimeAsync(100);
    await set;
    const change = async (next: typeof factors) => {
      const done = control.correct(zone, next, { who: 'mia' });
      await vi.advanceTimersByTimeAsync(100);
      await done;
    };
    await change(factors);
    const { out } =
      zone.ledger.sources['door/main']?.kind === 'count'
        ? (zone.ledger.sources['door/main'].sum ?? { out: 0 })
        : { out: 0 };
    await count(0, 100);
    expect(zone.occupancy).toBeLessThanOrEqual(96);
    expect(zone.ledger.sources['door/main']).toMatchObject({ sum: { out: out + 100 } });
    await change(undefined);
    expect(zone.occupancy).toBe(100);
    expect(zone.factors).toBeUndefined();
  });

  it('where it may, Doorlight corrects by itself and says so; switched off it takes that back', async () => {
    const { zone, audit, day } = await begin({ calibration: 'auto' });
    for (let at = 0; at < 24; at++) await day(at);
    expect(zone.factors?.workday['door/main']?.out).toBeCloseTo(400 / 380, 1);
    expect(audit[0]).toMatchObject({ action: 'calibrate', who: 'schedule', result: 'done' });
    expect(audit.length).toBeLessThan(6);
  });

  it('a zone is set to 0 when nobody passed for so long, and not a moment before', async () => {
    const { zone, audit, count, check } = await begin({ zeroAfterMs: 30 * 60_000 });
    vi.setSystemTime(start + 10 * 3_600_000);
    await count(40, 10);
    vi.setSystemTime(start + 12 * 3_600_000 + 60_000);
    await check();
    expect(zone.occupancy).toBe(30);
    vi.setSystemTime(start + 12 * 3_600_000 + 20 * 60_000);
    await count(0, 5);
    vi.setSystemTime(start + 12 * 3_600_000 + 45 * 60_000);
    await check();
    expect(zone.occupancy).toBe(25);
    vi.setSystemTime(start + 12 * 3_600_000 + 51 * 60_000);
    await check();
    expect(zone.occupancy).toBe(0);
    expect(audit).toMatchObject([
      { action: 'reset', who: 'schedule', from: '25', to: '0', note: 'zeroAfter: 30m' },
    ]);
    await check();
    expect(audit).toHaveLength(1);
  });

  it('the light of a careful zone is that of the most that may be inside', async () => {
    const { zone, count } = await begin({ capacity: 100, careful: true });
    vi.setSystemTime(start + 3_600_000);
    await count(300, 230);
    const state = zone.state({ wallMs: Date.now(), monotonicMs: performance.now() });
    expect(state.occupancy).toBe(70);
    expect(state.plausible?.high).toBeGreaterThan(80);
    expect(['amber', 'red']).toContain(state.light);
  });
});
