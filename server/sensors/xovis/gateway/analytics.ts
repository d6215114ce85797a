import { z } from 'zod';
import { ok } from '#lib/result.ts';
import { looseTextSchema, wholeNumberOf } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { fieldsOf, idSchema } from '../schema.ts';
import { parseAnswer, parseRows, rowsIn } from './schema.ts';

/** A dwell time, as the gateway averages it. */
export interface Dwell {
  readonly zoneId: string;
  readonly name?: string | undefined;
  /** Milliseconds. */
  readonly averageMs: number;
}

const millisecondsSchema = z.unknown().transform((value, context): number => {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  context.addIssue({ code: 'custom', message: 'milliseconds, 0 or more' });
  return z.NEVER;
});

const dwellSchema = z.object({
  zoneId: idSchema.optional(),
  name: looseTextSchema.optional(),
  dwell_time: millisecondsSchema,
});

const dwellAliases = {
  zoneId: ['zone_id', 'id'],
  name: ['zoneName', 'zone_name'],
  dwell_time: [
    'average_dwell_time',
    'avg_dwell_time',
    'averageDwellTime',
    'dwell_time_ms',
    'average_ms',
    'average',
  ],
} as const;

/**
 * Reads the answer of `GET /zones/{id}/dwell` ("returns average time spent (in milliseconds) per zone"; the
 * parameter is called `dwell_time`, the body is not documented).
 *
 * @param zoneId the requested zone, if the answer does not name it
 */
export function parseDwell(text: string, zoneId: string): SensorResult<readonly Dwell[]> {
  const body = parseAnswer(text);
  if (!body.ok) return body;
  const hasRows = Array.isArray(body.value) || fieldsOf(body.value)?.data !== undefined;
  const rows = rowsIn(hasRows ? body.value : [body.value], dwellSchema, dwellAliases);
  if (!rows.ok) return rows;
  return ok(
    rows.value.map((row) => ({
      zoneId: row.zoneId ?? zoneId,
      averageMs: row.dwell_time,
      name: row.name,
    })),
  );
}

/** How many people went from zone to zone. */
export interface PathFlow {
  /** Zone ids in the order they were entered; two or more. */
  readonly zones: readonly string[];
  readonly people: number;
}

const pathSchema = z
  .object({
    from: idSchema.optional(),
    to: idSchema.optional(),
    path: z.array(idSchema).optional(),
    count: z.unknown(),
  })
  .transform(({ from, to, path, count }, context): PathFlow => {
    const zones = path ?? (from === undefined || to === undefined ? [] : [from, to]);
    const people = wholeNumberOf(count);
    if (zones.length < 2) context.addIssue({ code: 'custom', message: 'from and to, or a path of zones' });
    else if (people === null || people < 0)
      context.addIssue({ code: 'custom', path: ['count'], message: 'a whole number of 0 or more' });
    else return { zones, people };
    return z.NEVER;
  });

const pathAliases = {
  from: ['from_zone', 'fromZone', 'from_zone_id', 'fromZoneId', 'source'],
  to: ['to_zone', 'toZone', 'to_zone_id', 'toZoneId', 'target'],
  path: ['zones', 'sequence'],
  count: ['people', 'transitions', 'value'],
} as const;

/** Reads the answer of `GET /analytics/paths` ("how people move between zones"); its body is not documented. */
export function parsePaths(text: string): SensorResult<readonly PathFlow[]> {
  return parseRows(text, pathSchema, pathAliases);
}
