import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { nextPollMs } from './poll-schedule.ts';

const down: SensorError = { kind: 'unreachable', detail: 'ECONNREFUSED' };
const refused: SensorError = { kind: 'unauthorized', status: 401 };

/** The wait without jitter. */
function waitAfter(error: SensorError, failures: number, pollMs = 1000): number {
  return nextPollMs({ dueMs: 0, nowMs: 0, pollMs, failures, error }, 0.5);
}

describe('good polls', () => {
  test('keep their rate, whatever each takes', () => {
    expect(nextPollMs({ dueMs: 5000, nowMs: 5300, pollMs: 1000, failures: 0 }, 0)).toBe(6000);
  });

  test('leave out the ones a long poll missed', () => {
    expect(nextPollMs({ dueMs: 5000, nowMs: 8100, pollMs: 1000, failures: 0 }, 0)).toBe(9000);
  });
});

describe('failed polls', () => {
  test('are tried again at once, then less and less often, up to ten seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((failures) => waitAfter(down, failures))).toEqual([
      300, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  test('of a slow sensor back off up to its own interval', () => {
    const waits = [1, 2, 3, 4, 20].map((failures) => waitAfter(down, failures, 900_000));
    expect(waits).toEqual([300, 5000, 10_000, 20_000, 900_000]);
  });

  test('for a refused password wait long, so that no camera locks its account', () => {
    expect([1, 2, 3, 9].map((failures) => waitAfter(refused, failures))).toEqual([
      60_000, 120_000, 240_000, 900_000,
    ]);
  });

  test('with a Retry-After wait that long, whatever the jitter', () => {
    const error: SensorError = { kind: 'rate-limited', retryAfterMs: 30_000 };
    expect(nextPollMs({ dueMs: 0, nowMs: 0, pollMs: 5000, failures: 1, error }, 0)).toBeGreaterThanOrEqual(
      30_000,
    );
  });

  test('of devices that failed together are tried at different times', () => {
    const poll = { dueMs: 0, nowMs: 0, pollMs: 1000, failures: 3, error: down };
    expect(nextPollMs(poll, 0)).toBe(1600);
    expect(nextPollMs(poll, 1)).toBe(2400);
  });
});

test('the next poll is always to come, and within a day', () => {
  fc.assert(
    fc.property(
      fc.record({
        dueMs: fc.nat(1e6),
        lateMs: fc.nat(1e6),
        pollMs: fc.integer({ min: 100, max: 3_600_000 }),
        failures: fc.nat(1000),
        error: fc.option(
          fc.constantFrom(down, refused, { kind: 'rate-limited', retryAfterMs: 1e12 } as const),
          {
            nil: undefined,
          },
        ),
        random: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      ({ dueMs, lateMs, pollMs, failures, error, random }) => {
        const nowMs = dueMs + lateMs;
        const next = nextPollMs(
          { dueMs, nowMs, pollMs, failures, ...(error === undefined ? {} : { error }) },
          random,
        );
        expect(next).toBeGreaterThan(nowMs);
        expect(next - nowMs).toBeLessThan(86_400_000);
      },
    ),
  );
});
