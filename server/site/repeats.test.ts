import { describe, expect, it } from 'vitest';
import { Repeats, repeatAfterMs } from './repeats.ts';
import { validForMs } from './zone-state.ts';

const stepMs = 50;

/**
 * Lets time pass; returns what is due, and records at each step how many items were due and the age of the
 * oldest.
 */
function pass(repeats: Repeats<number>, said: Map<number, number>, fromMs: number, forMs: number) {
  const atOnce: number[] = [];
  let oldestMs = 0;
  for (let nowMs = fromMs + stepMs; nowMs <= fromMs + forMs; nowMs += stepMs) {
    const due = repeats.due(nowMs);
    atOnce.push(due.length);
    for (const item of due) {
      oldestMs = Math.max(oldestMs, nowMs - (said.get(item) ?? fromMs));
      said.set(item, nowMs);
      repeats.markSent(item, nowMs);
    }
  }
  return { atOnce, oldestMs, total: atOnce.reduce((sum, each) => sum + each, 0) };
}

const items = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('Repeats', () => {
  it.each([1, 2, 7, 1000])('says each of %i again at its interval, evenly over the time', (count) => {
    const repeats = new Repeats(items(count), 0);
    const said = new Map<number, number>();
    const { atOnce, oldestMs, total } = pass(repeats, said, 0, 60_000);
    expect(said.size).toBe(count);
    expect(oldestMs).toBeLessThanOrEqual(repeatAfterMs + 2 * stepMs);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(Math.ceil((count * stepMs) / repeatAfterMs) + 1);
    expect(total).toBeGreaterThan((count * 60_000) / (repeatAfterMs + 2 * stepMs) - 1);
    expect(total).toBeLessThanOrEqual(Math.ceil((count * 60_000) / repeatAfterMs) + 2);
  });

  it('spreads what changed together, well inside its validity', () => {
    const repeats = new Repeats(items(900), 0);
    const said = new Map<number, number>();
    pass(repeats, said, 0, 3000);
    for (const item of items(900)) {
      repeats.markSent(item, 3000);
      said.set(item, 3000);
    }
    const { atOnce, oldestMs } = pass(repeats, said, 3000, 10_000);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(90);
    expect(oldestMs).toBeLessThan(validForMs * 0.6);
  });

  it('does not say again what changes often', () => {
    const repeats = new Repeats(['busy', 'quiet'], 0);
    let busy = 0;
    for (let nowMs = stepMs; nowMs <= 30_000; nowMs += stepMs) {
      if (nowMs % 500 === 0) repeats.markSent('busy', nowMs);
      for (const item of repeats.due(nowMs)) {
        if (item === 'busy') busy++;
        repeats.markSent(item, nowMs);
      }
    }
    expect(busy).toBe(0);
  });

  it('says everything at once after a standstill longer than it may last', () => {
    const repeats = new Repeats(items(100), 0);
    pass(repeats, new Map(), 0, 3000);
    expect(repeats.due(60_000)).toHaveLength(100);
  });

  it('forgets what has gone, and reports what is new', () => {
    const repeats = new Repeats(['a', 'b'], 0);
    expect(repeats.replace(['a', 'b'], new Set(['b', 'c']), 100)).toEqual(['c']);
    repeats.markSent('a', 200);
    expect(repeats.due(60_000)).toEqual(['b', 'c']);
  });
});
