import type { SensorCondition, SensorError } from '#lib/contract/sensor-status.ts';
import type { SensorHealth } from './sensor-health.ts';

/**
 * The condition of a sensor at a moment.
 *
 * A single failure that may be temporary, like a lost packet, does not count while the last reading is fresh:
 * the next attempt follows at once. A failure that needs a person, like a wrong password, is reported at once.
 *
 * @param nowMs monotonic
 */
export function conditionOf(health: SensorHealth, nowMs: number, staleAfterMs: number): SensorCondition {
  const { lastReadingAt, lastError, failures } = health;
  const isFresh = lastReadingAt !== undefined && nowMs - lastReadingAt.monotonicMs <= staleAfterMs;
  if (failures > 0 && lastError !== undefined) {
    const isExcused = isFresh && failures === 1 && mayPass(lastError.error);
    if (!isExcused) return conditionAfter(lastError.error);
  }
  return isFresh ? 'ok' : 'stale';
}

function conditionAfter(error: SensorError): SensorCondition {
  switch (error.kind) {
    case 'unreachable':
    case 'timeout':
    case 'certificate':
      return 'unreachable';
    case 'unauthorized':
    case 'basic-over-http':
    case 'forbidden':
      return 'unauthorized';
    case 'rate-limited':
      return 'stale';
    case 'not-found':
    case 'http-status':
    case 'invalid':
    case 'device':
    case 'other-device':
    case 'not-allowed':
    case 'switched-off':
    case 'no-channel':
      return 'invalid';
  }
}

function mayPass({ kind }: SensorError): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'http-status' || kind === 'rate-limited';
}
