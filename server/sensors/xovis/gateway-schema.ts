import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { parseValue } from '../parse/parse-body.ts';
import { fieldsOf } from './field-names.ts';
import { idSchema, parseAnswer, rowsIn } from './gateway-answer.ts';

/** One zone of {@link currentOccupancySchema}. */
const zoneSchema = z.object({
  zoneId: idSchema,
  name: looseTextSchema.optional(),
  /** Looked at only in zones that somebody wants: see `gateway-readings.ts`. */
  current_people: z.unknown().optional(),
  status: looseTextSchema.optional(),
});

/**
 * `GET /occupancy/current` (Xovis API documentation, "Snapshot of current load per zone"). Only what is
 * used; `capacity` and `utilization_percentage` are the gateway's opinion, the zone's own rules count here.
 */
const currentOccupancySchema = z.object({
  timestamp: looseTextSchema.optional(),
  data: z.array(zoneSchema),
});
export type CurrentOccupancy = z.infer<typeof currentOccupancySchema>;

/** Reads the answer of `GET /occupancy/current`. */
export function parseCurrentOccupancy(text: string): Result<CurrentOccupancy, SensorError> {
  const body = parseAnswer(text);
  return body.ok ? parseValue(currentOccupancySchema, body.value) : body;
}

/** `GET /queue/status` ("Data for actively monitored queue areas"). The body is printed nowhere. */
const queueSchema = z.object({
  queueId: idSchema,
  name: looseTextSchema.optional(),
  /** Looked at only in queues that somebody wants. */
  queue_length: z.unknown().optional(),
  status: looseTextSchema.optional(),
});
type GatewayQueue = z.infer<typeof queueSchema>;

/** Names seen for the same in bodies of other calls and in queue APIs of the kind; accept widely. */
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

/** The queues of a gateway, when it looked. */
export interface QueueStatus {
  readonly timestamp?: string;
  readonly queues: readonly GatewayQueue[];
}

/** Reads the answer of `GET /queue/status`. */
export function parseQueueStatus(text: string): Result<QueueStatus, SensorError> {
  const body = parseAnswer(text);
  if (!body.ok) return body;
  const queues = rowsIn(body.value, queueSchema, queueAliases);
  if (!queues.ok) return queues;
  const timestamp = looseTextSchema.parse(fieldsOf(body.value)?.timestamp);
  return ok({ queues: queues.value, ...(timestamp === undefined ? {} : { timestamp }) });
}
