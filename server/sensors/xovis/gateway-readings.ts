import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { Want } from '../driver.ts';
import { parseIsoTime } from '../parse/axis-time.ts';
import { quote } from '../parse/quote.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';
import type { LevelReading, Snapshot } from '../reading.ts';
import type { CurrentOccupancy, GatewayZone } from './gateway-schema.ts';

/**
 * States in which a zone's number is not of now. The vendor's text shows `normal` only, so every other word
 * is taken as a degree of fullness; these cannot be one.
 */
const deadStates: ReadonlySet<string> = new Set([
  'offline',
  'disconnected',
  'unreachable',
  'unavailable',
  'error',
  'fault',
]);

/**
 * Makes a level of every zone. A zone that is wanted and has no believable number is an error; one that
 * nobody wants is left out and harms no other. Negative levels are true readings: gateways report them.
 */
export function readingsOf(answer: CurrentOccupancy, wants: readonly Want[]): Result<Snapshot, SensorError> {
  const wanted = new Set(wants.map(({ channel }) => channel));
  const readings = new Map<string, LevelReading>();
  const channelNames = new Map<string, string>();
  for (const [index, zone] of answer.data.entries()) {
    if (zone.name !== undefined && zone.name !== '') channelNames.set(zone.zoneId, zone.name);
    const occupancy = wholeNumberOf(zone.current_people);
    const error = readings.has(zone.zoneId) ? repeated(zone, index) : errorOf(zone, index, occupancy);
    if (error !== undefined && wanted.has(zone.zoneId)) return fail(error);
    if (error !== undefined || occupancy === null) continue;
    readings.set(zone.zoneId, { kind: 'level', channel: zone.zoneId, occupancy });
  }
  return ok({ readings: [...readings.values()], channelNames, ...clockOf(answer.timestamp) });
}

function errorOf(zone: GatewayZone, index: number, occupancy: number | null): SensorError | undefined {
  if (zone.status !== undefined && deadStates.has(zone.status.toLowerCase())) {
    return { kind: 'device', code: 0, message: `Zone ${zone.zoneId} is ${zone.status}` };
  }
  if (occupancy !== null) return undefined;
  return {
    kind: 'invalid',
    field: `data[${index}].current_people`,
    expected: 'a whole number',
    found: quote(zone.current_people),
  };
}

/** Two zones with one id: which of them is meant, nobody can know. */
function repeated(zone: GatewayZone, index: number): SensorError {
  return {
    kind: 'invalid',
    field: `data[${index}].zoneId`,
    expected: 'each zoneId once (set locationId to ask for one location only)',
    found: quote(zone.zoneId),
  };
}

/** From here on an epoch is in milliseconds; as seconds it would be the year 5138. */
const leastMilliseconds = 1e11;

/** The gateway's clock: ISO 8601 as printed, or an epoch in seconds or milliseconds. */
function clockOf(timestamp: string | undefined): Pick<Snapshot, 'deviceClockMs' | 'deviceTime'> {
  if (timestamp === undefined) return {};
  const epoch = wholeNumberOf(timestamp);
  const clockMs = epoch === null ? parseIsoTime(timestamp) : epoch < leastMilliseconds ? epoch * 1000 : epoch;
  return { deviceTime: timestamp, ...(clockMs === null ? {} : { deviceClockMs: clockMs }) };
}
