import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { parseIsoTime } from '../parse/axis-time.ts';
import { parseBody, parseValue } from '../parse/parse-body.ts';
import { quote } from '../parse/quote.ts';
import { normaliseSerial } from '../parse/serial.ts';
import { mainChannel } from '../reading.ts';
import { type PeopleCounts, peopleCountsKind, peopleCountsSchema, pushSchema } from './push-schema.ts';

/**
 * People counted in a stretch of time, epoch milliseconds: a difference, not a total. A push is repeated
 * after a network fault, so each `identity` counts once.
 */
export interface PushedInterval {
  readonly channel: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly in: number;
  readonly out: number;
  /** Of them, those taken for adults, where the device tells. */
  readonly adultsIn?: number;
  readonly adultsOut?: number;
  /** Serial, `utcFrom` and `utcTo`, each in one form whatever the device printed. */
  readonly identity: string;
}

/** Everything one push brought. */
export interface Push {
  /** Upper-case hexadecimal without separators. */
  readonly serial: string;
  readonly name?: string;
  /** IANA zone that is set on the device. */
  readonly timezone?: string;
  /** The device's clock when it sent, epoch milliseconds. */
  readonly sentAtMs?: number;
  /** Oldest first. */
  readonly intervals: readonly PushedInterval[];
  /** None: the text prints no push of an occupancy. */
  readonly levels: readonly [];
  /**
   * Whether to poll now. The totals and the occupancy of a primary hold its secondaries, which its own pushes
   * do not count.
   */
  readonly isHint: boolean;
  /** Kinds of measurements that are no counts of people, for the log. */
  readonly ignored: readonly string[];
}

/**
 * Reads a push. One that names no serial, or cannot be understood whole, is an error and nothing of it is
 * taken: the device's memory has the same counts.
 */
export function parsePush(text: string): Result<Push, SensorError> {
  const parsed = parseBody(pushSchema, text);
  if (!parsed.ok) return parsed;
  const { data, sensor, utcSent } = parsed.value;
  const [about] = sensor;
  const serial = normaliseSerial(about?.serial ?? '');
  if (about === undefined || serial === undefined)
    return fail(invalid('sensor.serial', 'a serial number', about?.serial));
  if (sensor.some((other) => normaliseSerial(other.serial ?? '') !== serial))
    return fail(
      invalid(
        'sensor',
        'one sensor',
        sensor.map((other) => other.serial),
      ),
    );
  const intervals = new Map<string, PushedInterval>();
  const ignored: string[] = [];
  for (const [at, { measurements = [], ...times }] of data.entries()) {
    for (const [index, measurement] of measurements.entries()) {
      const place = `data[${at}].measurements[${index}]`;
      if (measurement.kind !== undefined && measurement.kind !== peopleCountsKind) {
        ignored.push(measurement.kind);
        continue;
      }
      const interval = intervalIn({ ...times, ...measurement }, place, serial);
      if (!interval.ok) return interval;
      const same = intervals.get(interval.value.identity);
      if (same !== undefined && !isSame(same, interval.value))
        return fail(invalid(place, 'one measurement of a stretch of time', measurement));
      intervals.set(interval.value.identity, interval.value);
    }
  }
  const sentAtMs = parseIsoTime(utcSent ?? '');
  const timezone = about.timezone ?? about.timeZone;
  return ok({
    serial,
    ...(about.name !== undefined && { name: about.name }),
    ...(timezone !== undefined && { timezone }),
    ...(sentAtMs !== null && { sentAtMs }),
    intervals: [...intervals.values()].sort((a, b) => a.fromMs - b.fromMs),
    levels: [],
    isHint: intervals.size > 0,
    ignored,
  });
}

function intervalIn(
  measurement: unknown,
  place: string,
  serial: string,
): Result<PushedInterval, SensorError> {
  const parsed = parseValue(peopleCountsSchema, measurement);
  if (!parsed.ok) return fail(placed(parsed.error, place));
  const { utcFrom: fromMs, utcTo: toMs, items } = parsed.value;
  if (fromMs >= toMs) return fail(invalid(`${place}.utcTo`, 'a time after utcFrom', new Date(toMs)));
  const coming = people(items, 'in');
  const going = people(items, 'out');
  if (coming === undefined || going === undefined)
    return fail(invalid(`${place}.items`, 'an item for in and one for out', items));
  const identity = `${serial} ${new Date(fromMs).toISOString()} ${new Date(toMs).toISOString()}`;
  return ok({
    channel: mainChannel,
    fromMs,
    toMs,
    in: coming.count,
    out: going.count,
    ...(coming.adults !== undefined && { adultsIn: coming.adults }),
    ...(going.adults !== undefined && { adultsOut: going.adults }),
    identity,
  });
}

/** All items of a direction together; undefined where there is none. */
function people(items: PeopleCounts['items'], direction: 'in' | 'out') {
  const found = items.filter((item) => item.direction === direction);
  if (found.length === 0) return undefined;
  const count = found.reduce((sum, item) => sum + item.count, 0);
  const adults = found.every((item) => item.adults != null)
    ? found.reduce((sum, item) => sum + (item.adults ?? 0), 0)
    : undefined;
  return { count, adults };
}

function isSame(a: PushedInterval, b: PushedInterval): boolean {
  return a.in === b.in && a.out === b.out;
}

function invalid(field: string, expected: string, found: unknown): SensorError {
  return { kind: 'invalid', field, expected, found: quote(found) };
}

function placed(error: SensorError, place: string): SensorError {
  return error.kind === 'invalid' ? { ...error, field: `${place}.${error.field}` } : error;
}
