import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { endOfBin, readLocalTimes } from '../parse/local-time.ts';
import { quote } from '../parse/quote.ts';
import type { BinSeconds } from './export-query.ts';
import type { ExportedRow } from './exported-rows.ts';

/** People who passed in a stretch of time. */
export interface CountedSpan {
  /** Epoch milliseconds; `from` belongs to the span, `to` no more. */
  readonly from: number;
  readonly to: number;
  readonly in: number;
  readonly out: number;
  /**
   * Set where people were counted in an hour that the zone's clocks skip: the device's clock runs in another
   * zone, and all the times may be wrong.
   */
  readonly isSkipped?: true;
}

/** Stored counts of a device, in the order in which it told them. */
export interface ExportedCounts {
  readonly binSeconds: BinSeconds;
  readonly spans: readonly CountedSpan[];
}

/**
 * Gives rows their place in the world's time. The Unixtime of a row is believed before its local time; where
 * a row has none, local times are read in `zone`, through the changes of its clocks. A skipped hour that is
 * printed all the same, with nobody in it, is left out.
 */
export function placeRows(
  rows: readonly ExportedRow[],
  binSeconds: BinSeconds,
  zone: string,
): Result<ExportedCounts, SensorError> {
  const starts = rows.map((row) => row.start.replaceAll('/', '-'));
  const locals = rows.every((row) => row.unixtime !== undefined) ? [] : readLocalTimes(starts, zone);
  const spans: CountedSpan[] = [];
  for (const [index, { at, start, unixtime, in: coming, out: going }] of rows.entries()) {
    const local = locals[index];
    const from = unixtime === undefined ? local?.ms : unixtime * 1000;
    const isSkipped = unixtime === undefined && local?.isSkipped === true;
    if (from === undefined || from > latestMs) {
      return fail({
        kind: 'invalid',
        field: `${at}, start`,
        expected: 'a time as YYYYMMDDhhmmss or YYYY-MM-DD hh:mm:ss',
        found: quote(unixtime === undefined ? start : unixtime),
      });
    }
    if (isSkipped && coming === 0 && going === 0) continue;
    const to = endOfBin(from, binSeconds, zone);
    spans.push({ from, to, in: coming, out: going, ...(isSkipped && { isSkipped }) });
  }
  return ok({ binSeconds, spans });
}

/** The end of the year 9999: beyond it a Unixtime was in other units than seconds. */
const latestMs = 253_402_300_799_000;
