import type { MinuteRecord } from '../engine/history-minute.ts';

/** A minute of history in which the number was known, nobody was there and nobody passed, except for what `other` says. */
export function minuteRecord(
  minute: number,
  other: Partial<Omit<MinuteRecord, 'minute'>> = {},
): MinuteRecord {
  return {
    minute,
    ...{ min: 0, max: 0, area: 0, knownMs: 60_000, recordedMs: 60_000 },
    ...{ amberMs: 0, redMs: 0, unknownMs: 0, closedMs: 0 },
    ...{ came: 0, went: 0, capacity: null },
    ...other,
  };
}

/** A minute of history in which the number was not known. */
export function unknownMinute(minute: number, came = 0): MinuteRecord {
  return minuteRecord(minute, { min: null, max: null, knownMs: 0, came });
}
