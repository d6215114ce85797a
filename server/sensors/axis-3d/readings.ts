import { parseIsoTime } from '../parse/local-time.ts';
import { normaliseSerial } from '../parse/values.ts';
import { mainChannel, type Reading, type Snapshot } from '../reading.ts';
import type { Occupancy } from './schema.ts';

/** An answer as readings: always the level, and the count if the answer contains totals. */
export function snapshotOf(answer: Occupancy): Snapshot {
  const { occupancy, total_in, total_out, serial: printedSerial, name, timestamp } = answer;
  const totals = total_in != null && total_out != null ? { in: total_in, out: total_out } : undefined;
  const readings: Reading[] = [
    { kind: 'level', channel: mainChannel, occupancy, ...(totals !== undefined && { totals }) },
    ...(totals === undefined ? [] : [{ kind: 'count', channel: mainChannel, ...totals } as const]),
  ];
  const serial = normaliseSerial(printedSerial ?? '');
  const deviceClockMs = parseIsoTime(timestamp ?? '');
  return {
    readings,
    ...(serial !== undefined && { serial }),
    ...(name !== undefined && { name }),
    ...(deviceClockMs !== null && { deviceClockMs }),
    ...(timestamp !== undefined && { deviceTime: timestamp }),
  };
}
