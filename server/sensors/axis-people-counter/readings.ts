import { parseAxisTime } from '../parse/local-time.ts';
import { normaliseSerial } from '../parse/values.ts';
import { mainChannel, type Reading, type Snapshot } from '../reading.ts';
import type { LiveOccupancy, LiveSum } from './schema.ts';

/** The answers of one poll: either or both. */
export interface LiveAnswers {
  readonly sum?: LiveSum | undefined;
  readonly occupancy?: LiveOccupancy | undefined;
}

/**
 * Live answers as readings. The totals of `live-sum.json` restart at the device's midnight, so that their epoch
 * is the device's date. With both answers, the clock is that of `live-sum.json`: its totals need one.
 */
export function snapshotOf({ sum, occupancy }: LiveAnswers): Snapshot {
  const readings: Reading[] = [];
  const timed = sum ?? occupancy;
  const { name, timestamp, serial = '' } = timed ?? {};
  const moment = timestamp === undefined ? null : parseAxisTime(timestamp);
  if (occupancy !== undefined) readings.push(levelOf(occupancy));
  if (sum !== undefined) readings.push(countOf(sum, moment?.date));
  const known = normaliseSerial(serial);
  const snapshot: { -readonly [Part in keyof Snapshot]: Snapshot[Part] } = { readings };
  if (known !== undefined) snapshot.serial = known;
  if (name !== undefined) snapshot.name = name;
  if (moment !== null) snapshot.deviceClockMs = moment.clockMs;
  if (timestamp !== undefined) snapshot.deviceTime = timestamp;
  return snapshot;
}

function countOf(sum: LiveSum, epoch: string | undefined): Reading {
  const reading = { kind: 'count', channel: mainChannel, in: sum.in, out: sum.out } as const;
  return epoch === undefined ? reading : { ...reading, epoch };
}

function levelOf({ occupancy, totals }: LiveOccupancy): Reading {
  const reading = { kind: 'level', channel: mainChannel, occupancy } as const;
  return totals === undefined ? reading : { ...reading, totals };
}
