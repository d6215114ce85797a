import { parseAxisTime } from '../parse/local-time.ts';
import { normaliseSerial } from '../parse/values.ts';
import { mainChannel, type Snapshot } from '../reading.ts';
import type { Counts } from './schema.ts';

/** Counts of today as a reading: the totals restart at the device's midnight, the epoch is its date. */
export function snapshotOf({ in: peopleIn, out: peopleOut, serial, name, timestamp }: Counts): Snapshot {
  const moment = parseAxisTime(timestamp ?? '');
  const normalSerial = normaliseSerial(serial ?? '');
  return {
    readings: [
      {
        kind: 'count',
        channel: mainChannel,
        in: peopleIn,
        out: peopleOut,
        ...(moment !== null && { epoch: moment.date }),
      },
    ],
    ...(normalSerial !== undefined && { serial: normalSerial }),
    ...(name !== undefined && { name }),
    ...(moment !== null && { deviceClockMs: moment.clockMs }),
    ...(timestamp !== undefined && { deviceTime: timestamp }),
  };
}
