import { z } from 'zod';
import { fail, ok } from '#lib/result.ts';
import { quote } from '#server/sensors/parse/parse-body.ts';
import { looseTextSchema, wholeNumberSchema } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { queueChannel } from '../gateway/readings.ts';
import { queueAliases, rowsIn } from '../gateway/schema.ts';
import { epochMsOf, type Fields, fieldsOf, idSchema, withNames } from '../schema.ts';
import { emptyPush, type Push, type PushedLevel } from './pushed.ts';

const zoneSchema = z.object({
  zoneId: idSchema,
  name: looseTextSchema.optional(),
  current_people: wholeNumberSchema,
  timestamp: z.unknown().optional(),
});

const queueSchema = z.object({
  queueId: idSchema,
  name: looseTextSchema.optional(),
  queue_length: wholeNumberSchema,
  timestamp: z.unknown().optional(),
});

const zoneAliases = {
  zoneId: ['zone_id', 'id'],
  current_people: ['currentPeople', 'occupancy', 'people'],
} as const;
/** A webhook about a queue has an event name or a field that only queues have. */
const queueFields = ['queueId', 'queue_id', 'queue_length', 'queueLength', 'people_waiting'];

/** The fields for the event's name. */
const envelopeAliases = {
  id: ['eventId', 'event_id', 'webhookId'],
  event: ['type', 'eventType', 'event_type', 'trigger'],
  data: ['payload'],
} as const;

/** Whether a body is a webhook of a gateway, so that another parser may try it. */
export function isWebhook(body: unknown): boolean {
  const rows = eventRows(body);
  return rows.some(({ fields, event }) => isZone(fields) || isQueue(fields, event));
}

/**
 * Reads a webhook: "XCS sends an HTTP POST only when an event occurs (e.g., queue exceeds 10 people or
 * occupancy hits 90%)". No body is documented; it is read with the field names of the other calls, the event
 * itself or below `data`, one or several. Only the current number of people is used, not the limit that was
 * exceeded.
 */
export function webhookIn(body: unknown): SensorResult<Push> {
  const levels: PushedLevel[] = [];
  const channelNames = new Map<string, string>();
  const rows = eventRows(body);
  if (rows.length === 0) {
    return fail({ kind: 'invalid', field: 'body', expected: 'an event of a gateway', found: quote(body) });
  }
  for (const { fields, id, event, timestamp } of rows) {
    const place = placeIn(fields, event);
    if (!place.ok) return place;
    const { channel, people, name } = place.value;
    const time = place.value.timestamp ?? timestamp;
    const atMs = epochMsOf(time);
    if (name !== undefined && name !== '') channelNames.set(channel, name);
    levels.push({
      reading: { kind: 'level', channel, occupancy: people },
      ...(id === undefined && time === undefined
        ? {}
        : { identity: `${id ?? event}|${channel}|${quote(time)}|${people}` }),
      ...(atMs === null ? {} : { atMs }),
    });
  }
  return ok({ ...emptyPush, levels, channelNames });
}

interface EventRow {
  readonly fields: Fields;
  /** The event's own id, if it has one. */
  readonly id?: string;
  readonly event: string;
  readonly timestamp: unknown;
}

function eventRows(body: unknown): readonly EventRow[] {
  const events = Array.isArray(body) ? body : [body];
  return events.flatMap((each: unknown) => {
    const envelope = fieldsOf(withNames(each, envelopeAliases));
    if (envelope === undefined) return [];
    const { data } = envelope;
    const event = looseTextSchema.parse(envelope.event) ?? '';
    // In an event without `data` the id is that of the zone or queue, elsewhere that of the event.
    const isFlat = data === undefined;
    const id = isFlat
      ? looseTextSchema.parse(envelope.eventId ?? envelope.event_id)
      : looseTextSchema.parse(envelope.id);
    const parts = isFlat ? [each] : Array.isArray(data) ? data : [data];
    return parts.flatMap((part: unknown) => {
      const fields = fieldsOf(part);
      const { timestamp } = envelope;
      return fields === undefined ? [] : [{ fields, event, timestamp, ...(id === undefined ? {} : { id }) }];
    });
  });
}

interface Place {
  readonly channel: string;
  readonly people: number;
  readonly name: string | undefined;
  readonly timestamp: unknown;
}

function placeIn(fields: Fields, event: string): SensorResult<Place> {
  if (isQueue(fields, event)) {
    const rows = rowsIn([fields], queueSchema, queueAliases);
    if (!rows.ok) return rows;
    const [queue] = rows.value;
    if (queue !== undefined) {
      const { queueId, queue_length: people, name, timestamp } = queue;
      return ok({ channel: queueChannel(queueId), people, name, timestamp });
    }
  }
  const rows = rowsIn([fields], zoneSchema, zoneAliases);
  if (!rows.ok) return rows;
  const [zone] = rows.value;
  if (zone === undefined) {
    return fail({ kind: 'invalid', field: 'data', expected: 'a zone or a queue', found: quote(fields) });
  }
  return ok({
    channel: zone.zoneId,
    people: zone.current_people,
    name: zone.name,
    timestamp: zone.timestamp,
  });
}

function isQueue(fields: Fields, event: string): boolean {
  return /queue/i.test(event) || queueFields.some((name) => Object.hasOwn(fields, name));
}

function isZone(fields: Fields): boolean {
  const named = fieldsOf(withNames(fields, zoneAliases)) ?? {};
  return Object.hasOwn(named, 'zoneId') && Object.hasOwn(named, 'current_people');
}
