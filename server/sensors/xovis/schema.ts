import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, type Result } from '#lib/result.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { parseJson, parseValue } from '../parse/parse-body.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';

/** One zone of {@link currentOccupancySchema}. */
const zoneSchema = z.object({
  /** A channel's name is always text, whatever the gateway makes of it. */
  zoneId: z.union([z.string().min(1), z.number().int().transform(String)], 'text or a whole number'),
  name: looseTextSchema.optional(),
  /** Looked at only in zones that somebody wants: see `readings.ts`. */
  current_people: z.unknown().optional(),
  status: looseTextSchema.optional(),
});
export type GatewayZone = z.infer<typeof zoneSchema>;

/**
 * `GET /occupancy/current` (Xovis API documentation, "Snapshot of current load per zone"). Only what is
 * used; `capacity` and `utilization_percentage` are the gateway's opinion, the zone's own rules count here.
 */
const currentOccupancySchema = z.object({
  timestamp: looseTextSchema.optional(),
  data: z.array(zoneSchema),
});
export type CurrentOccupancy = z.infer<typeof currentOccupancySchema>;

/** What an answer says about itself. Fails on nothing but what is no object, so that no refusal is missed. */
const outcomeSchema = z.object({
  status: looseTextSchema.optional(),
  code: z.unknown().optional(),
  message: looseTextSchema.optional(),
  error: z
    .union([
      z.object({ code: z.unknown().optional(), message: looseTextSchema.optional() }),
      looseTextSchema.transform((message) => ({ code: undefined, message })),
    ])
    .optional(),
});

/** Reads the answer of `GET /occupancy/current`; an error told inside a 200 is a `device` error. */
export function parseCurrentOccupancy(text: string): Result<CurrentOccupancy, SensorError> {
  const body = parseJson(text);
  if (!body.ok) return body;
  const refusal = refusalIn(body.value);
  return refusal === undefined ? parseValue(currentOccupancySchema, body.value) : fail(refusal);
}

/** What the gateway says instead of an answer; undefined when it reports success, or nothing about it. */
function refusalIn(body: unknown): SensorError | undefined {
  const outcome = outcomeSchema.safeParse(body);
  if (!outcome.success) return undefined;
  const { status, code, message, error } = outcome.data;
  if (status === undefined ? error?.message === undefined : status.toLowerCase() === 'success')
    return undefined;
  return {
    kind: 'device',
    code: wholeNumberOf(code) ?? wholeNumberOf(error?.code) ?? 0,
    message: message ?? error?.message ?? `status ${status ?? 'unknown'}`,
  };
}
