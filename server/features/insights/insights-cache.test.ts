import { describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { InsightsPeriods, SensorInsights } from '#server/sensors/insights.ts';
import { nothingNow } from '#server/sensors/insights.ts';
import { InsightsDesk } from './insights-cache.ts';

const range = (day: string) => ({ from: day, to: day });
const periods = (day = '2026-11-03'): InsightsPeriods => ({
  period: range(day),
  comparison: range('2026-11-02'),
});

function setUp() {
  let nowMs = 1000;
  const open: ((told: SensorInsights) => void)[] = [];
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
  const desk = new InsightsDesk({
    clock: { now: () => nowMs, monotonic: () => nowMs },
    sensor: (path) =>
      path === 'bern/hq' ? running : path === 'bern/door' ? { insights: undefined } : undefined,
  });
  return {
    desk,
    asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
    configureAnew: () => {
      running = sensor();
    },
    /** Answers the question under way. */
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
    const { desk, asked, answer, pass } = setUp();
    const first = desk.ask('bern/hq', periods());
    const second = desk.ask('bern/hq', periods());
    await answer();
    expect(await first).toBe(await second);
    pass(299_000);
    void desk.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(1);
    pass(1000);
    void desk.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('waits for the one before it', async () => {
    const { desk, asked, answer } = setUp();
    void desk.ask('bern/hq', periods('2026-11-03'));
    void desk.ask('bern/hq', periods('2026-11-04'));
    await settle();
    expect(asked).toHaveLength(1);
    await answer();
    expect(asked).toHaveLength(2);
  });

  it('is refused where six wait already, and taken again when they are answered', async () => {
    const { desk, answer } = setUp();
    const days = [1, 2, 3, 4, 5, 6].map((day) => `2026-11-0${day}`);
    for (const day of days) expect(desk.ask('bern/hq', periods(day))).toBeInstanceOf(Promise);
    expect(desk.ask('bern/hq', periods('2026-11-07'))).toBe('busy');
    for (const _ of days) await answer();
    expect(desk.ask('bern/hq', periods('2026-11-07'))).toBeInstanceOf(Promise);
  });

  it('that failed is asked again soon', async () => {
    const { desk, asked, answer, pass } = setUp();
    void desk.ask('bern/hq', periods());
    await answer({ kind: 'timeout', timeoutMs: 5000 });
    pass(30_000);
    void desk.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('is asked anew of a sensor that was configured anew', async () => {
    const { desk, asked, answer, configureAnew } = setUp();
    void desk.ask('bern/hq', periods());
    await answer();
    configureAnew();
    void desk.ask('bern/hq', periods());
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('is for nobody where the sensor tells nothing', () => {
    const { desk } = setUp();
    expect(desk.has('bern/hq')).toBe(true);
    expect(desk.has('bern/door')).toBe(false);
    expect(desk.ask('bern/door', periods())).toBeUndefined();
    expect(desk.ask('bern/none', periods())).toBeUndefined();
  });
});

describe('a system that had too many requests', () => {
  it('is left in peace for as long as it said, whatever is asked', async () => {
    const { desk, asked, answer, pass } = setUp();
    void desk.ask('bern/hq', periods('2026-11-03'));
    await answer({ kind: 'rate-limited', retryAfterMs: 90_000 });
    pass(40_000);
    const told = await desk.ask('bern/hq', periods('2026-11-04'));
    expect(told).toMatchObject({ problems: [{ error: { kind: 'rate-limited', retryAfterMs: 50_000 } }] });
    expect(asked).toHaveLength(1);
    pass(50_001);
    void desk.ask('bern/hq', periods('2026-11-04'));
    await settle();
    expect(asked).toHaveLength(2);
  });
});
