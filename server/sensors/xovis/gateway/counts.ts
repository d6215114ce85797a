import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { LocalInstant } from '#server/sensors/parse/local-time.ts';
import { quote } from '#server/sensors/parse/parse-body.ts';
import { looseTextSchema, totalSchema, wholeNumberSchema } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import type { Period } from '../history.ts';
import { endOfDayMs, fieldsOf, idSchema, timesOfRows } from '../schema.ts';
import { parseAnswer, rowsIn } from './schema.ts';

/** People counted in a stretch of time. */
export interface CountRow extends Period {
  readonly in: number;
  readonly out: number;
  /** People who walked by without coming in. */
  readonly passby?: number;
  /** People inside, as the gateway computes it. */
  readonly occupancy?: number;
  /** Absent if the answer is about a single zone or sensor. */
  readonly zoneId?: string;
}

/** The answer of a call for past counts. */
export interface CountHistory {
  readonly rows: readonly CountRow[];
  readonly sensorId?: string;
  readonly locationId?: string;
}

/** The length of a row. `unknown`: it has an end, or lasts until the next one. */
export type RowLength = 'hour' | 'day' | 'unknown';

const rowSchema = z.object({
  timestamp: z.unknown(),
  end: z.unknown().optional(),
  in: totalSchema,
  out: totalSchema,
  passby: totalSchema.optional(),
  occupancy: wholeNumberSchema.optional(),
  zoneId: idSchema.optional(),
});
type Row = z.infer<typeof rowSchema>;

const aliases = {
  timestamp: ['from', 'start', 'start_ts', 'time'],
  end: ['to', 'end_ts'],
  zoneId: ['zone_id'],
} as const;

const hourMs = 3_600_000;

/**
 * Reads the answers of `GET /counts/hourly`, `GET /data/count` (both documented: rows begin at their
 * `timestamp`) and `GET /counts/interval` (not documented, read like the other two).
 *
 * @param timezone IANA zone of the site, for times without a zone
 */
export function parseCounts(
  text: string,
  length: RowLength,
  asked: Period,
  timezone: string,
): SensorResult<CountHistory> {
  const body = parseAnswer(text);
  if (!body.ok) return body;
  const rows = rowsIn(body.value, rowSchema, aliases);
  if (!rows.ok) return rows;
  const counted = rowsWithTimes(rows.value, length, asked, timezone);
  if (!counted.ok) return counted;
  const whole = fieldsOf(body.value);
  const sensorId = looseTextSchema.parse(whole?.sensor_id ?? whole?.sensorId);
  const locationId = looseTextSchema.parse(whole?.location_id ?? whole?.locationId);
  return ok({
    rows: counted.value,
    ...(sensorId === undefined ? {} : { sensorId }),
    ...(locationId === undefined ? {} : { locationId }),
  });
}

/** Rows of several zones are mixed: a row ends at the next one of the same zone. */
function rowsWithTimes(
  rows: readonly Row[],
  length: RowLength,
  asked: Period,
  timezone: string,
): SensorResult<readonly CountRow[]> {
  const zones = new Map<string | undefined, (readonly [number, Row])[]>();
  for (const [index, row] of rows.entries()) {
    const ofZone = zones.get(row.zoneId) ?? [];
    ofZone.push([index, row]);
    zones.set(row.zoneId, ofZone);
  }
  const counted: (CountRow & { readonly index: number })[] = [];
  for (const ofZone of zones.values()) {
    const starts = timesOfRows(
      ofZone.map(([, row]) => row.timestamp),
      timezone,
    );
    const ends = timesOfRows(
      ofZone.map(([, row]) => row.end),
      timezone,
    );
    for (const [place, [index, row]] of ofZone.entries()) {
      const start = starts[place] ?? null;
      if (start === null) return fail(notATime(`data[${index}].timestamp`, row.timestamp));
      // Some print a row for the hour that the clocks skipped.
      if (start.isSkipped && row.in === 0 && row.out === 0) continue;
      const fromMs = start.ms;
      const toMs = ends[place]?.ms ?? endOf(starts, place, fromMs, length, asked, timezone);
      if (toMs <= fromMs) return fail(notATime(`data[${index}].timestamp`, row.timestamp));
      counted.push({ index, fromMs, toMs, ...countsOf(row) });
    }
  }
  counted.sort((a, b) => a.index - b.index);
  return ok(counted.map(({ index, ...row }) => row));
}

function endOf(
  starts: readonly (LocalInstant | null)[],
  place: number,
  fromMs: number,
  length: RowLength,
  asked: Period,
  timezone: string,
): number {
  if (length === 'hour') return fromMs + hourMs;
  if (length === 'day') return endOfDayMs(fromMs, timezone);
  const next = starts[place + 1]?.ms;
  if (next !== undefined) return next;
  const before = starts[place - 1]?.ms;
  return before === undefined ? asked.toMs : Math.min(asked.toMs, 2 * fromMs - before);
}

function countsOf(row: Row): Omit<CountRow, keyof Period> {
  return {
    in: row.in,
    out: row.out,
    ...(row.passby === undefined ? {} : { passby: row.passby }),
    ...(row.occupancy === undefined ? {} : { occupancy: row.occupancy }),
    ...(row.zoneId === undefined ? {} : { zoneId: row.zoneId }),
  };
}

function notATime(field: string, found: unknown): SensorError {
  return { kind: 'invalid', field, expected: 'a time, later than the row before', found: quote(found) };
}
