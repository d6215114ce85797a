import { describe, expect, it } from 'vitest';
import { pathOf } from '#lib/contract/path.ts';
import { emptyLedger, type SourceState } from '#server/engine/ledger-state.ts';
import { count, level } from '#server/engine/test-readings.ts';
import type { Reading } from '#server/sensors/reading.ts';
import { sampleSensor, sampleSite, sampleSource, sampleZone } from '#server/test-support/sample-site.ts';
import { minuteMs } from '../tally.ts';
import { SilenceWatch } from './silence-watch.ts';

const door = sampleSensor({ driver: 'axis-people-counter' });

const source = sampleSource();
const zone = sampleZone({ sources: [source] });
const site = sampleSite({ sensors: [door], zones: [zone] });

const at = 1_000_000_000;

function watchOf(saved?: SourceState): SilenceWatch {
  const ledger = { ...emptyLedger('2026-10-20'), sources: saved === undefined ? {} : { 'door/main': saved } };
  const watch = new SilenceWatch();
  watch.set(site, new Map([[pathOf('bern', 'store'), { ledger }]]));
  return watch;
}

const observe = (watch: SilenceWatch, reading: Reading, ms: number, config = door) =>
  watch.observe(config, { readings: [reading] }, { wallMs: ms, monotonicMs: ms });

const now = (ms: number) => ({ wallMs: ms, monotonicMs: ms });

describe('a silence', () => {
  it('ends with the first reading after two minutes without one, and reports who walked in it', () => {
    const watch = watchOf();
    observe(watch, count(10, 5), at);
    expect(observe(watch, count(12, 5), at + 2 * minuteMs - 1)).toEqual([]);
    const heard = at + 5 * minuteMs;
    expect(observe(watch, count(15, 9), heard)).toMatchObject([
      { sinceMs: at + 2 * minuteMs - 1, live: { in: 3, out: 4 }, isWhole: true },
    ]);
    expect(observe(watch, count(15, 9), heard + 1000)).toEqual([]);
  });

  it('is longer for a sensor that is asked seldom', () => {
    const watch = watchOf();
    const slow = { ...door, pollMs: 15 * minuteMs };
    observe(watch, count(1, 0), at, slow);
    expect(observe(watch, count(2, 0), at + 44 * minuteMs, slow)).toEqual([]);
  });

  it('reaches over a restart', () => {
    const last = { in: 7, out: 1, atMs: at };
    const watch = watchOf({ kind: 'count', net: 6, last, atMs: at, clocks: [] });
    expect(observe(watch, count(9, 1), at + 60 * minuteMs)).toMatchObject([
      { sinceMs: at, live: { in: 2, out: 0 }, isWhole: true },
    ]);
  });

  it('does not account for everybody once the totals have started over', () => {
    for (const [before, after] of [
      [count(50, 40), count(3, 1)],
      [count(0, 0, '20261020'), count(3, 1, '20261021')],
    ] as const) {
      const watch = watchOf();
      observe(watch, before, at);
      expect(observe(watch, after, at + 60 * minuteMs)).toMatchObject([
        { live: { in: 3, out: 1 }, isWhole: false },
      ]);
    }
  });

  it('reports only the difference where a device reports a level alone', () => {
    const watch = watchOf();
    observe(watch, level(20), at);
    expect(observe(watch, level(14), at + 60 * minuteMs)).toMatchObject([
      { live: { in: 0, out: 6 }, isWhole: false },
    ]);
  });

  it('is of a source that was never heard, the first time it is', () => {
    expect(observe(watchOf(), count(500, 400), at)).toMatchObject([
      { sinceMs: undefined, live: { in: 0, out: 0 }, isWhole: false },
    ]);
  });

  it('of a required source is known while it lasts', () => {
    const watch = watchOf();
    expect(watch.silentSince('bern', zone, now(at))).toEqual([0]);
    observe(watch, count(1, 0), at);
    expect(watch.silentSince('bern', zone, now(at + minuteMs))).toEqual([]);
    expect(watch.silentSince('bern', zone, now(at + 3 * minuteMs))).toEqual([at]);
    const optional = { ...zone, sources: [{ ...source, optional: true }] };
    expect(watch.silentSince('bern', optional, now(at + 3 * minuteMs))).toEqual([]);
  });

  it('is measured by the steady clock: a clock that is set makes no gap, and hides none', () => {
    const day = 1440 * minuteMs;
    for (const setMs of [day, -day, 365 * day, -365 * day]) {
      const watch = watchOf();
      const later = (steadyMs: number) => ({ wallMs: at + setMs + steadyMs, monotonicMs: at + steadyMs });
      watch.observe(door, { readings: [level(20)] }, now(at));
      expect(watch.observe(door, { readings: [level(21)] }, later(1000))).toEqual([]);
      expect(watch.silentSince('bern', zone, later(2000))).toEqual([]);
      const heard = later(10 * minuteMs);
      expect(watch.silentSince('bern', zone, heard)).toHaveLength(1);
      expect(watch.observe(door, { readings: [level(25)] }, heard)).toMatchObject([
        { sinceMs: heard.wallMs - 10 * minuteMs + 1000 },
      ]);
    }
  });

  it('is the time that the machine slept, where everybody is known who walked meanwhile', () => {
    const watch = watchOf();
    observe(watch, count(10, 5), at);
    const awake = { wallMs: at + 60 * minuteMs, monotonicMs: at + 1000 };
    expect(watch.observe(door, { readings: [count(14, 5)] }, awake)).toMatchObject([
      { sinceMs: at, live: { in: 4, out: 0 } },
    ]);
  });
});
