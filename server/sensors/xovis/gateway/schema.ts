import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { parseJson, parseValue, quote } from '#server/sensors/parse/parse-body.ts';
import { looseTextSchema, normaliseSerial, wholeNumberOf } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { type Aliases, fieldsOf, idSchema, rowsOf, withNames } from '../schema.ts';

/** The status in an answer. It fails only if the answer is no object, so that no refusal is missed. */
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

/** The value of an answer; an error reported with status 200 is a `device` error. */
export function parseAnswer(text: string): SensorResult<unknown> {
  const body = parseJson(text);
  if (!body.ok) return body;
  const refusal = refusalIn(body.value);
  return refusal === undefined ? body : fail(refusal);
}

/** The rows of an answer, each as `schema` describes it, with alternative field names. */
export function parseRows<S extends z.ZodType>(
  text: string,
  schema: S,
  aliases: Aliases,
): SensorResult<readonly z.infer<S>[]> {
  const body = parseAnswer(text);
  return body.ok ? rowsIn(body.value, schema, aliases) : body;
}

/** As {@link parseRows}, of an answer that is already parsed. */
export function rowsIn<S extends z.ZodType>(
  body: unknown,
  schema: S,
  aliases: Aliases,
): SensorResult<readonly z.infer<S>[]> {
  const rows = rowsOf(body);
  if (rows === undefined) {
    return fail({ kind: 'invalid', field: 'data', expected: 'a list', found: quote(body) });
  }
  const named = rows.map((row) => withNames(row, aliases));
  const parsed = parseValue(z.object({ data: z.array(schema) }), { data: named });
  return parsed.ok ? ok(parsed.value.data) : parsed;
}

/** The gateway's refusal in an answer; undefined when it reports success, or nothing. */
function refusalIn(body: unknown): SensorError | undefined {
  const outcome = outcomeSchema.safeParse(body);
  if (!outcome.success) return undefined;
  const { status, code, message, error } = outcome.data;
  if (status === undefined ? error?.message === undefined : /^(success|ok)$/i.test(status)) return undefined;
  return {
    kind: 'device',
    code: wholeNumberOf(code) ?? wholeNumberOf(error?.code) ?? 0,
    message: message ?? error?.message ?? `status ${status ?? 'unknown'}`,
  };
}

/** One zone of {@link currentOccupancySchema}. */
const zoneSchema = z.object({
  zoneId: idSchema,
  name: looseTextSchema.optional(),
  /** Checked only in wanted zones: see `readings.ts`. */
  current_people: z.unknown().optional(),
  status: looseTextSchema.optional(),
});

/**
 * `GET /occupancy/current` (Xovis API documentation, "Snapshot of current load per zone"). Only the used
 * fields; `capacity` and `utilization_percentage` are ignored, because the zone's own rules count here.
 */
const currentOccupancySchema = z.object({
  timestamp: looseTextSchema.optional(),
  data: z.array(zoneSchema),
});
export type CurrentOccupancy = z.infer<typeof currentOccupancySchema>;

/** Reads the answer of `GET /occupancy/current`. */
export function parseCurrentOccupancy(text: string): SensorResult<CurrentOccupancy> {
  const body = parseAnswer(text);
  return body.ok ? parseValue(currentOccupancySchema, body.value) : body;
}

/** `GET /queue/status` ("Data for actively monitored queue areas"). The body is not documented. */
const queueSchema = z.object({
  queueId: idSchema,
  name: looseTextSchema.optional(),
  /** Checked only in wanted queues. */
  queue_length: z.unknown().optional(),
  status: looseTextSchema.optional(),
});
type GatewayQueue = z.infer<typeof queueSchema>;

/** Alternative names seen in bodies of other calls and in similar queue APIs. */
export const queueAliases = {
  queueId: ['queue_id', 'zoneId', 'zone_id', 'id'],
  queue_length: [
    'queueLength',
    'length',
    'people_waiting',
    'people_in_queue',
    'current_people',
    'current_length',
  ],
  name: ['queueName', 'queue_name'],
} as const;

/** The queues of a gateway at a moment. */
export interface QueueStatus {
  readonly timestamp?: string;
  readonly queues: readonly GatewayQueue[];
}

/** Reads the answer of `GET /queue/status`. */
export function parseQueueStatus(text: string): SensorResult<QueueStatus> {
  const body = parseAnswer(text);
  if (!body.ok) return body;
  const queues = rowsIn(body.value, queueSchema, queueAliases);
  if (!queues.ok) return queues;
  const timestamp = looseTextSchema.parse(fieldsOf(body.value)?.timestamp);
  return ok({ queues: queues.value, ...(timestamp === undefined ? {} : { timestamp }) });
}

/** A sensor connected to a gateway. */
export interface GatewaySensor {
  readonly id: string;
  readonly name?: string | undefined;
  readonly locationId?: string | undefined;
  readonly serial?: string | undefined;
  readonly model?: string | undefined;
  readonly firmware?: string | undefined;
  /** The gateway's word for its condition. */
  readonly status?: string | undefined;
}

const sensorSchema = z.object({
  sensorId: idSchema,
  name: looseTextSchema.optional(),
  locationId: looseTextSchema.optional(),
  serial: looseTextSchema.optional(),
  model: looseTextSchema.optional(),
  firmware: looseTextSchema.optional(),
  status: looseTextSchema.optional(),
});

const sensorAliases = {
  sensorId: ['sensor_id', 'id'],
  name: ['sensorName', 'sensor_name'],
  locationId: ['location_id', 'location'],
  serial: ['serialNumber', 'serial_number', 'mac'],
  model: ['type', 'deviceType', 'device_type'],
  firmware: ['firmwareVersion', 'firmware_version', 'fw_version'],
  status: ['state'],
} as const;

/**
 * Reads the answer of `GET /sensors` ("Lists all sensors connected to the XCS"); its body is not documented.
 */
export function parseSensors(text: string): SensorResult<readonly GatewaySensor[]> {
  const rows = parseRows(text, sensorSchema, sensorAliases);
  if (!rows.ok) return rows;
  return ok(
    rows.value.map(({ sensorId, serial, ...rest }) => ({
      ...rest,
      id: sensorId,
      serial: serial === undefined ? undefined : normaliseSerial(serial),
    })),
  );
}
