import { parseAxisTime } from '../parse/local-time.ts';
import { normaliseSerial } from '../parse/values.ts';
import { mainChannel, type Reading, type Snapshot } from '../reading.ts';
import type { LiveOccupancy, LiveSum } from './schema.ts';

/** The answers of one poll: either or both. */
export interface LiveAnswers {
  readonly sum?: LiveSum;
  readonly occupancy?: LiveOccupancy;
}

/**
 * Live answers as readings. The totals of `live-sum.json` restart at the device's midnight, so that their epoch
 * is the device's date. With both answers, the clock is that of `live-sum.json`: its totals need one.
 */
export function snapshotOf({ sum, occupancy }: LiveAnswers): Snapshot {
  const readings: Reading[] = [];
  if (occupancy !== undefined) readings.push(levelOf(occupancy));
  if (sum !== undefined) readings.push(countOf(sum));
  const timed = sum ?? occupancy;
  const moment = parseAxisTime(timed?.timestamp ?? '');
  const serial = normaliseSerial(timed?.serial ?? '');
  return {
    readings,
    ...(serial !== undefined && { serial }),
    ...(timed?.name !== undefined && { name: timed.name }),
    ...(moment !== null && { deviceClockMs: moment.clockMs }),
    ...(timed?.timestamp !== undefined && { deviceTime: timed.timestamp }),
  };
}

function countOf(sum: LiveSum): Reading {
  const moment = parseAxisTime(sum.timestamp ?? '');
  return {
    kind: 'count',
    channel: mainChannel,
    in: sum.in,
    out: sum.out,
    ...(moment !== null && { epoch: moment.date }),
  };
}

function levelOf({ occupancy, totals }: LiveOccupancy): Reading {
  return { kind: 'level', channel: mainChannel, occupancy, ...(totals !== undefined && { totals }) };
}
