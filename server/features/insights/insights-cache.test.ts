import { describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { InsightsPeriods, SensorInsights } from '#server/sensors/insights.ts';
import { nothingNow } from '#server/sensors/insights.ts';
import { InsightsCache } from './insights-cache.ts';

const range = (day: string) => ({ from: day, to: day });
const periods = (day = '2026-11-03'): InsightsPeriods => ({
  period: range(day),
  comparison: range('2026-11-02'),
});

function setUp() {
  let nowMs = 1000;
  const open: ((reported: SensorInsights) => void)[] = [];
  const asked: InsightsPeriods[] = [];
  const sensor = () => ({
    insights: {
      insights: (question: InsightsPeriods) => {
        asked.push(question);
        return new Promise<SensorInsights>((resolve) => open.push(resolve));
      },
    },
  });
  let running = sensor();
  const cache = new InsightsCache({
    clock: { now: () => nowMs, monotonic: () => nowMs },
    sensor: (path) =>
      path === 'bern/hq' ? running : path === 'bern/door' ? { insights: undefined } : undefined,
  });
  return {
    cache,
    asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
    reconfigure: () => {
      running = sensor();
    },
    /** Answers the running request. */
    answer: async (error?: SensorError) => {
      await settle();
      const problems = error === undefined ? [] : [{ part: 'visits' as const, error }];
      open.shift()?.({ zones: [], now: nothingNow, problems });
      await settle();
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a question', () => {
  it('is asked once for all who look within five minutes, and again after them', async () => {
    const { cache, asked, answer, pass } = setUp();
    const first = cache.ask('bern/hq', periods());
    const second = cache.ask('bern/hq', periods());
    await answer();
    expect(await first).toBe(await second);
    pass(299_000);
    void cache.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(1);
    pass(1000);
    void cache.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('waits for the one before it', async () => {
    const { cache, asked, answer } = setUp();
    void cache.ask('bern/hq', periods('2026-11-03'));
    void cache.ask('bern/hq', periods('2026-11-04'));
    await settle();
    expect(asked).toHaveLength(1);
    await answer();
    expect(asked).toHaveLength(2);
  });

  it('is refused where six wait already, and taken again when they are answered', async () => {
    const { cache, answer } = setUp();
    const days = [1, 2, 3, 4, 5, 6].map((day) => `2026-11-0${day}`);
    for (const day of days) expect(cache.ask('bern/hq', periods(day))).toBeInstanceOf(Promise);
    expect(cache.ask('bern/hq', periods('2026-11-07'))).toBe('busy');
    for (const _ of days) await answer();
    expect(cache.ask('bern/hq', periods('2026-11-07'))).toBeInstanceOf(Promise);
  });

  it('that failed is asked again soon', async () => {
    const { cache, asked, answer, pass } = setUp();
    void cache.ask('bern/hq', periods());
    await answer({ kind: 'timeout', timeoutMs: 5000 });
    pass(30_000);
    void cache.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('is asked anew of a sensor that was configured anew', async () => {
    const { cache, asked, answer, reconfigure } = setUp();
    void cache.ask('bern/hq', periods());
    await answer();
    reconfigure();
    void cache.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('is for nobody where the sensor reports nothing', () => {
    const { cache } = setUp();
    expect(cache.has('bern/hq')).toBe(true);
    expect(cache.has('bern/door')).toBe(false);
    expect(cache.ask('bern/door', periods())).toBeUndefined();
    expect(cache.ask('bern/none', periods())).toBeUndefined();
  });
});

describe('a system that had too many requests', () => {
  it('is left in peace for as long as it said, whatever is asked', async () => {
    const { cache, asked, answer, pass } = setUp();
    void cache.ask('bern/hq', periods('2026-11-03'));
    await answer({ kind: 'rate-limited', retryAfterMs: 90_000 });
    pass(40_000);
    const reported = await cache.ask('bern/hq', periods('2026-11-04'));
    expect(reported).toMatchObject({ problems: [{ error: { kind: 'rate-limited', retryAfterMs: 50_000 } }] });
    expect(asked).toHaveLength(1);
    pass(50_001);
    void cache.ask('bern/hq', periods('2026-11-04'));
    await settle();
    expect(asked).toHaveLength(2);
  });
});
