import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { systemClock } from '#server/clock.ts';
import type { MinuteRecord } from '#server/engine/history-minute.ts';
import { occupancyOf } from '#server/engine/ledger-state.ts';
import { SiteCalendar } from '#server/engine/site-calendar.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { sampleSensor, sampleSource, sampleZone } from '#server/test-support/sample-site.ts';
import { Pipeline } from './pipeline.ts';
import type { SavedZone } from './saved-zone.ts';
import { Zone } from './zone.ts';
import type { ZoneToSave } from './zone-store.ts';
import { commandWithinMs, savedWithinMs } from './zone-writer.ts';

const path = 'bern/store';

const config = sampleZone({
  ...{ capacity: 100_000, staleAfterMs: 600_000, maxStep: 1000, sources: [sampleSource()] },
});

/** How the disk handles one save: how long it works, when it answers, and what it answers. */
interface Fate {
  readonly isDone: boolean;
  /** Time of the work, then time until the answer. Undefined: it never answers. */
  readonly workMs: number;
  readonly answerMs: number | undefined;
  readonly answer: 'done' | 'failed';
}

const prompt: Fate = { isDone: true, workMs: 1, answerMs: 0, answer: 'done' };

/**
 * A disk that refuses, hangs, answers late, and reports wrong results. Like `ZoneStore`, it recognises minutes
 * that it gets twice.
 */
class Disk {
  fates: Fate[] = [];
  saved: SavedZone | undefined;
  readonly minutes = new Set<MinuteRecord>();
  onTheWay = 0;
  mostOnTheWay = 0;
  #isHealed = false;
  readonly #hanging = new Set<() => void>();

  async save([zone]: readonly ZoneToSave[]): Promise<void> {
    const { isDone, workMs, answerMs, answer } = this.fates.shift() ?? prompt;
    this.onTheWay++;
    this.mostOnTheWay = Math.max(this.mostOnTheWay, this.onTheWay);
    const document = JSON.stringify(zone?.saved);
    const minutes = zone?.minutes ?? [];
    await sleep(workMs);
    if (isDone) {
      this.saved = JSON.parse(document);
      for (const minute of minutes) this.minutes.add(minute);
    }
    if (answerMs === undefined && !this.#isHealed)
      await new Promise<void>((resolve) => this.#hanging.add(resolve));
    else await sleep(answerMs ?? 0);
    this.onTheWay--;
    if (answer === 'failed') throw new Error('no space left');
  }

  /** From now on it works correctly. */
  heal(): void {
    this.fates = [];
    this.#isHealed = true;
    this.thaw();
  }

  /** Ends all hanging saves. */
  thaw(): void {
    for (const resolve of this.#hanging) resolve();
    this.#hanging.clear();
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

beforeEach(() => {
  // Minutes end while commands are on their way.
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:55Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const sensor = sampleSensor();

class Bench {
  readonly disk = new Disk();
  readonly shown: ZoneState[] = [];
  readonly storage: boolean[] = [];
  readonly pipeline: Pipeline;
  readonly outcomes: ('done' | 'refused')[] = [];
  /** Numbers of refused commands: each number is used only once. */
  readonly refused = new Set<number>();
  #in = 0;

  constructor() {
    const now = { wallMs: Date.now(), monotonicMs: performance.now() };
    const calendar = new SiteCalendar('Europe/Zurich', undefined);
    this.pipeline = new Pipeline({
      store: this.disk,
      clock: systemClock,
      publish: ({ state }) => this.#check(state()),
      onStorage: (error) => this.storage.push(error === undefined),
    });
    this.pipeline.replace('bern', [new Zone({ config, calendar, simulated: false }, undefined, now)]);
    this.pipeline.start();
    this.walk(0);
  }

  walk(people: number): void {
    this.#in += people;
    this.pipeline.ingest({
      config: sensor,
      snapshot: { readings: [{ kind: 'count', channel: 'main', in: this.#in, out: 0 }] },
      arrivedAtMs: 0,
    });
  }

  get walked(): number {
    return this.#in;
  }

  async adjust(to: number): Promise<number> {
    const adjust = { id: String(to), to, targets: new Map<string, number>(), atMs: Date.now() };
    return this.#follow(this.pipeline.adjust(path, adjust), () => this.refused.add(to));
  }

  hold(by: string): Promise<unknown> {
    const held = this.pipeline.hold(path, { light: 'red', by, since: new Date().toISOString() });
    return this.#follow(held, () => undefined);
  }

  async #follow<T>(command: Promise<T>, onRefused: () => unknown): Promise<T> {
    try {
      const done = await command;
      this.outcomes.push('done');
      return done;
    } catch (cause) {
      expect(cause).toBeInstanceOf(NotSavedError);
      this.outcomes.push('refused');
      onRefused();
      throw cause;
    }
  }

  /** States that may be shown: on disk now, or on disk until a later state replaced them. */
  readonly #everOnDisk = new Set<string>();
  #check(state: ZoneState): void {
    this.shown.push(state);
    if (state.reason === 'storage' || state.light === 'unknown') return;
    this.#everOnDisk.add(themeOf(this.disk.saved));
    const theme = `${state.occupancy} ${state.reason.startsWith('hold:') ? state.reason.slice(5) : ''}`;
    expect(this.#everOnDisk, `${theme} is shown`).toContain(theme);
  }

  get last(): ZoneState | undefined {
    return this.pipeline.state(path);
  }

  async end(): Promise<void> {
    this.disk.heal();
    const stopped = this.pipeline.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await stopped;
  }
}

function themeOf(saved: SavedZone | undefined): string {
  return saved === undefined ? 'nothing' : `${occupancyOf(saved.ledger)} ${saved.hold?.by ?? ''}`;
}

/** People in the minutes on disk and in the one under way. */
function peopleInHistory({ minutes, saved }: Disk): number {
  return [...minutes, ...(saved?.minute ? [saved.minute] : [])].reduce(
    (sum, { came: peopleIn }) => sum + peopleIn,
    0,
  );
}

const fate: fc.Arbitrary<Fate> = fc.record({
  isDone: fc.boolean(),
  workMs: fc.constantFrom(1, 20, 1500, 2600, 6000),
  answerMs: fc.constantFrom(0, 0, 30, 2500, 9000, undefined),
  answer: fc.constantFrom('done', 'failed'),
});
/** A disk may lose confirmed data only by breaking; no software can repair that. */
const fates = fc.array(
  fate.map((one) => (one.answer === 'done' ? { ...one, isDone: true } : one)),
  { maxLength: 12 },
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('walk' as const), people: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('adjust' as const), people: fc.integer({ min: 0, max: 90 }) }),
  fc.record({ kind: fc.constant('hold' as const), people: fc.constant(0) }),
  fc.record({ kind: fc.constant('thaw' as const), people: fc.constant(0) }),
);
const steps = fc.array(fc.record({ step, thenMs: fc.constantFrom(0, 3, 40, 700, 3000) }), {
  maxLength: 12,
});

it('shows nothing that a crash would take back, does nothing it refused, and loses nobody, whatever the disk does', async () => {
  await fc.assert(
    fc.asyncProperty(fates, steps, async (those, walks) => {
      vi.setSystemTime(Date.parse('2026-11-21T10:00:55Z'));
      const bench = new Bench();
      await vi.advanceTimersByTimeAsync(400);
      bench.disk.fates = [...those];
      /**
       * What each zone must show in the end: the people who walked, and the commands that were carried out, in
       * order.
       */
      const held: string[] = [];
      let adjustments = 0;
      for (const [index, { step: one, thenMs }] of walks.entries()) {
        if (one.kind === 'walk') bench.walk(one.people);
        if (one.kind === 'thaw') bench.disk.thaw();
        if (one.kind === 'adjust') {
          adjustments++;
          void bench.adjust(100 * (index + 1) + one.people).catch(() => undefined);
        }
        if (one.kind === 'hold') {
          const by = `p${index}`;
          void bench.hold(by).then(
            () => held.push(by),
            () => undefined,
          );
        }
        await vi.advanceTimersByTimeAsync(thenMs);
      }
      bench.disk.heal();
      await vi.advanceTimersByTimeAsync(commandWithinMs + 13_000);
      const state = bench.last;
      expect(bench.disk.onTheWay).toBe(0);
      expect(bench.disk.mostOnTheWay).toBeLessThanOrEqual(1);
      expect(themeOf(bench.disk.saved).split(' ')[0]).toBe(String(state?.occupancy));
      expect(bench.disk.saved?.hold?.by).toBe(held.at(-1));
      expect(state?.reason).toBe(held.length > 0 ? `hold:${held.at(-1)}` : 'free');
      if (bench.outcomes.length === bench.refused.size || adjustments === bench.refused.size) {
        // No number was set: the number is the people who walked.
        expect(state?.occupancy).toBe(bench.walked);
      }
      for (const number of bench.refused) {
        for (const { max } of bench.disk.minutes) expect(max).not.toBe(number);
      }
      expect(bench.disk.saved?.ledger.totalIn).toBe(bench.walked);
      await bench.end();
      expect(peopleInHistory(bench.disk)).toBe(bench.walked);
    }),
    { numRuns: 60 },
  );
});

it('is unknown two seconds after a save hangs, also for what changes meanwhile, and true again when it comes back', async () => {
  const bench = new Bench();
  await vi.advanceTimersByTimeAsync(400);
  expect(bench.last).toMatchObject({ light: 'green', occupancy: 0 });
  bench.disk.fates = [{ ...prompt, answerMs: undefined }];
  bench.walk(2);
  await vi.advanceTimersByTimeAsync(savedWithinMs - 100);
  expect(bench.last?.light).toBe('green');
  bench.walk(3);
  await vi.advanceTimersByTimeAsync(400);
  expect(bench.shown.at(-1)).toMatchObject({ light: 'unknown', reason: 'storage', occupancy: 0 });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(bench.last).toMatchObject({ light: 'unknown', reason: 'storage' });
  expect(bench.disk.onTheWay).toBe(1);
  expect(bench.storage).toEqual([false]);
  bench.disk.thaw();
  await vi.advanceTimersByTimeAsync(300);
  expect(bench.storage).toEqual([false, true]);
  bench.walk(1);
  await vi.advanceTimersByTimeAsync(300);
  expect(bench.last).toMatchObject({ occupancy: 6 });
  expect(bench.last?.reason).not.toBe('storage');
  await bench.end();
});

it('takes back a command that was refused, when its save comes back late and well', async () => {
  const bench = new Bench();
  await vi.advanceTimersByTimeAsync(400);
  bench.disk.fates = [{ ...prompt, answerMs: 30_000 }];
  const [hold, adjust] = [bench.hold('mia'), bench.adjust(700)];
  const refused = [
    expect(hold).rejects.toThrow(NotSavedError),
    expect(adjust).rejects.toThrow(NotSavedError),
  ];
  await vi.advanceTimersByTimeAsync(1000);
  bench.walk(4);
  await vi.advanceTimersByTimeAsync(commandWithinMs);
  await Promise.all(refused);
  expect(bench.disk.saved?.hold?.by).toBe('mia');
  await vi.advanceTimersByTimeAsync(26_000);
  expect(bench.disk.saved?.hold).toBeUndefined();
  expect(bench.last).toMatchObject({ light: 'green', occupancy: 4 });
  expect(bench.shown.filter(({ light, occupancy }) => light === 'red' || occupancy === 700)).toEqual([]);
  await bench.end();
});

it('carries out a command that came later, although one in the same save is refused', async () => {
  const bench = new Bench();
  await vi.advanceTimersByTimeAsync(400);
  bench.disk.fates = [
    { ...prompt, answerMs: 4000 },
    { ...prompt, answerMs: 2000 },
  ];
  bench.walk(1);
  await vi.advanceTimersByTimeAsync(100);
  const first = expect(bench.adjust(700)).rejects.toThrow(NotSavedError);
  await vi.advanceTimersByTimeAsync(1500);
  const second = bench.adjust(300);
  await vi.advanceTimersByTimeAsync(8000);
  await first;
  expect(await second).toBe(1);
  expect(bench.last).toMatchObject({ occupancy: 300 });
  expect(bench.shown.map(({ occupancy }) => occupancy)).not.toContain(700);
  await bench.end();
});

it('keeps who walked while a command was saved, whether it is carried out or not', async () => {
  const bench = new Bench();
  await vi.advanceTimersByTimeAsync(400);
  bench.disk.fates = [{ ...prompt, answerMs: 1000 }];
  const adjusted = bench.adjust(50);
  await vi.advanceTimersByTimeAsync(500);
  bench.walk(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await adjusted).toBe(0);
  expect(bench.last).toMatchObject({ occupancy: 52 });
  bench.disk.fates = [{ ...prompt, answerMs: 1000, answer: 'failed' }];
  const refused = expect(bench.adjust(10)).rejects.toThrow(NotSavedError);
  await vi.advanceTimersByTimeAsync(500);
  bench.walk(3);
  await vi.advanceTimersByTimeAsync(2000);
  await refused;
  expect(bench.last).toMatchObject({ occupancy: 55, light: 'green' });
  await bench.end();
});

it('replaces zones while a save hangs: commands in it are carried out in those that follow', async () => {
  const bench = new Bench();
  await vi.advanceTimersByTimeAsync(400);
  bench.disk.fates = [{ ...prompt, answerMs: 1000 }];
  const adjusted = bench.adjust(50);
  await vi.advanceTimersByTimeAsync(100);
  const calendar = new SiteCalendar('Europe/Zurich', undefined);
  const larger = { ...config, capacity: 2000 };
  const now = { wallMs: Date.now(), monotonicMs: performance.now() };
  const setting = { config: larger, calendar, simulated: false };
  bench.pipeline.replace('bern', [new Zone(setting, bench.pipeline.zone(path), now)]).finish?.();
  bench.walk(2);
  await vi.advanceTimersByTimeAsync(2000);
  await adjusted;
  expect(bench.last).toMatchObject({ capacity: 2000, occupancy: 50 });
  await bench.end();
});
