import { describe, expect, test } from 'vitest';
import type { SensorCondition, SensorError } from '#lib/contract/sensor-status.ts';
import { conditionOf } from './condition.ts';
import type { SensorHealth } from './sensor-health.ts';

const nowMs = 100_000;
const staleAfterMs = 10_000;

function health(ageMs: number | undefined, error?: SensorError, failures = error === undefined ? 0 : 2) {
  const value: SensorHealth = {
    failures,
    ...(ageMs === undefined ? {} : { lastReadingAt: { wallMs: 0, monotonicMs: nowMs - ageMs } }),
    ...(error === undefined ? {} : { lastError: { error, atWallMs: 0 } }),
  };
  return conditionOf(value, nowMs, staleAfterMs);
}

const down: SensorError = { kind: 'unreachable', detail: 'ECONNREFUSED' };
const refused: SensorError = { kind: 'unauthorized', status: 401 };

test('a sensor with a fresh reading is ok', () => {
  expect(health(10_000)).toBe('ok');
});

test('a sensor whose last reading is old, or never came, is stale', () => {
  expect(health(10_001)).toBe('stale');
  expect(health(undefined)).toBe('stale');
});

test('one failed poll that may pass is no illness while the last reading is fresh', () => {
  expect(health(1000, down, 1)).toBe('ok');
  expect(health(1000, down, 2)).toBe('unreachable');
  expect(health(10_001, down, 1)).toBe('unreachable');
});

test('a wrong password is reported at once', () => {
  expect(health(1000, refused, 1)).toBe('unauthorized');
});

test('an error of before the last reading is history', () => {
  expect(health(1000, refused, 0)).toBe('ok');
});

describe('after errors', () => {
  const cases: readonly [SensorError, SensorCondition][] = [
    [down, 'unreachable'],
    [{ kind: 'timeout', timeoutMs: 5000 }, 'unreachable'],
    [{ kind: 'certificate', detail: 'expired' }, 'unreachable'],
    [refused, 'unauthorized'],
    [{ kind: 'basic-over-http' }, 'unauthorized'],
    [{ kind: 'forbidden', status: 403 }, 'unauthorized'],
    [{ kind: 'rate-limited' }, 'stale'],
    [{ kind: 'not-found', path: '/x' }, 'invalid'],
    [{ kind: 'http-status', status: 500 }, 'invalid'],
    [{ kind: 'invalid', field: 'in', expected: 'a number', found: 'x' }, 'invalid'],
    [{ kind: 'device', code: 1200, message: 'm' }, 'invalid'],
    [{ kind: 'other-device', pinned: 'A', found: 'B' }, 'invalid'],
    [{ kind: 'switched-off', feature: 'occupancy' }, 'invalid'],
    [{ kind: 'no-channel', channel: 'a', available: [] }, 'invalid'],
  ];
  test.each(cases)('%j is %s', (error, condition) => {
    expect(health(1000, error)).toBe(condition);
  });
});
