import type { AdjustedSource, AdjustResult } from '#lib/contract/adjust.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';

/**
 * Whether a device that failed to take a command may have taken it all the same: its answer was lost. A
 * device that answered with a refusal has not.
 */
export function isUncertain(error: SensorError): boolean {
  switch (error.kind) {
    case 'unreachable':
    case 'timeout':
    case 'certificate':
    case 'rate-limited':
      return true;
    default:
      return false;
  }
}

/** `done` when no device was left behind, else `partial`: the zone shows the new number in either case. */
export function resultOf(sources: readonly AdjustedSource[]): AdjustResult['result'] {
  const isDone = sources.every(({ outcome }) => outcome === 'confirmed' || outcome === 'software');
  return isDone ? 'done' : 'partial';
}
