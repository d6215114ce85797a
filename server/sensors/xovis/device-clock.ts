import { parseIsoTime } from '../parse/axis-time.ts';
import type { Snapshot } from '../reading.ts';
import { epochMsOf } from './device-time.ts';

/** A device's clock: ISO 8601 as printed (without a zone in the order it ticks), or an epoch. */
export function clockOf(timestamp: string | undefined): Pick<Snapshot, 'deviceClockMs' | 'deviceTime'> {
  if (timestamp === undefined) return {};
  const clockMs = epochMsOf(timestamp) ?? parseIsoTime(timestamp);
  return { deviceTime: timestamp, ...(clockMs === null ? {} : { deviceClockMs: clockMs }) };
}
