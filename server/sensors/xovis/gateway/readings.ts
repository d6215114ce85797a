import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { Want } from '#server/sensors/driver.ts';
import { quote } from '#server/sensors/parse/parse-body.ts';
import { wholeNumberOf } from '#server/sensors/parse/values.ts';
import type { LevelReading, Snapshot } from '#server/sensors/reading.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { clockOf } from '../schema.ts';
import type { CurrentOccupancy, QueueStatus } from './schema.ts';

/**
 * States in which a zone's number is not current. The vendor documents only `normal`, so every other word is
 * taken as a degree of fullness; these cannot be one.
 */
const deadStates: ReadonlySet<string> = new Set([
  'offline',
  'disconnected',
  'unreachable',
  'unavailable',
  'error',
  'fault',
]);

const queuePrefix = 'queue:';

/** The channel of a queue: its id behind a prefix, because a zone may have the same id. */
export function queueChannel(queueId: string): string {
  return `${queuePrefix}${queueId}`;
}

/** Whether a channel is a queue's. */
export function isQueueChannel(channel: string): boolean {
  return channel.startsWith(queuePrefix);
}

/**
 * Makes a level of every zone. A wanted zone without a valid number is an error; one that is not wanted is left
 * out and does not affect the others. Negative levels are valid: gateways report them.
 */
export function readingsOf(answer: CurrentOccupancy, wants: readonly Want[]): SensorResult<Snapshot> {
  return levelsOf(
    answer.data.map((zone, index) => ({
      what: 'Zone',
      id: zone.zoneId,
      channel: zone.zoneId,
      name: zone.name,
      state: zone.status,
      people: zone.current_people,
      idField: `data[${index}].zoneId`,
      peopleField: `data[${index}].current_people`,
      once: 'each zoneId once (set locationId to ask for one location only)',
    })),
    wants,
    answer.timestamp,
  );
}

/** Makes a level of every queue: how many people stand in it, on the channel of {@link queueChannel}. */
export function queueReadingsOf(answer: QueueStatus, wants: readonly Want[]): SensorResult<Snapshot> {
  return levelsOf(
    answer.queues.map((queue, index) => ({
      what: 'Queue',
      id: queue.queueId,
      channel: queueChannel(queue.queueId),
      name: queue.name,
      state: queue.status,
      people: queue.queue_length,
      idField: `data[${index}].queueId`,
      peopleField: `data[${index}].queue_length`,
      once: 'each queueId once',
    })),
    wants,
    answer.timestamp,
  );
}

/** A zone or queue, before its number is checked. */
interface Place {
  readonly what: 'Zone' | 'Queue';
  readonly id: string;
  readonly channel: string;
  readonly name: string | undefined;
  readonly state: string | undefined;
  readonly people: unknown;
  readonly idField: string;
  readonly peopleField: string;
  /** What was expected if an id occurs twice. */
  readonly once: string;
}

function levelsOf(
  places: readonly Place[],
  wants: readonly Want[],
  timestamp: string | undefined,
): SensorResult<Snapshot> {
  const wanted = new Set(wants.map(({ channel }) => channel));
  const readings = new Map<string, LevelReading>();
  const channelNames = new Map<string, string>();
  for (const place of places) {
    const { channel, name } = place;
    if (name !== undefined && name !== '') channelNames.set(channel, name);
    const occupancy = wholeNumberOf(place.people);
    const error = readings.has(channel) ? repeated(place) : errorOf(place, occupancy);
    if (error !== undefined && wanted.has(channel)) return fail(error);
    if (error !== undefined || occupancy === null) continue;
    readings.set(channel, { kind: 'level', channel, occupancy });
  }
  return ok({ readings: [...readings.values()], channelNames, ...clockOf(timestamp) });
}

function errorOf(place: Place, occupancy: number | null): SensorError | undefined {
  const { what, id, state, people, peopleField } = place;
  if (state !== undefined && deadStates.has(state.toLowerCase())) {
    return { kind: 'device', code: 0, message: `${what} ${id} is ${state}` };
  }
  if (occupancy !== null) return undefined;
  return { kind: 'invalid', field: peopleField, expected: 'a whole number', found: quote(people) };
}

/** Two zones with one id: it is unknown which is meant. */
function repeated({ idField, id, once }: Place): SensorError {
  return { kind: 'invalid', field: idField, expected: once, found: quote(id) };
}
