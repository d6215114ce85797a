import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { parseIsoTime } from '../parse/local-time.ts';
import { parseBody, parseValue, quote } from '../parse/parse-body.ts';
import { looseTextSchema, normaliseSerial, totalSchema } from '../parse/values.ts';
import type { Pushed, PushedInterval } from '../push/pushed.ts';
import { mainChannel } from '../reading.ts';
import type { SensorResult } from '../sensor-answer.ts';

/** An object in the vendor's example, an array in the vendor's table. */
const oneOrMore = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema));

/** `2020-12-08T12:19:00Z` as epoch milliseconds. */
const utcSchema = z.unknown().transform((value, context): number => {
  const ms = typeof value === 'string' ? parseIsoTime(value) : null;
  if (ms !== null) return ms;
  context.addIssue({ code: 'custom', message: 'a UTC time like 2020-12-08T12:19:00Z' });
  return z.NEVER;
});

const itemSchema = z.object({
  direction: z.string().transform((direction) => direction.toLowerCase()),
  count: totalSchema,
});

const measurementSchema = z.object({ kind: looseTextSchema, utcFrom: utcSchema, utcTo: utcSchema });

/** A measurement of people; the documentation prints one kind, others are recognised by their `kind`. */
const peopleCountsSchema = measurementSchema.extend({ items: z.array(itemSchema) });
type PeopleCounts = z.infer<typeof peopleCountsSchema>;

/** The kind of measurement that counts people. */
const peopleCountsKind = 'people-counts';

/**
 * A push of counts (VAPIX P8815-2 3D people counter API, Generic data push). `data` and `sensor` are objects
 * in the example and arrays in the table.
 */
const pushSchema = z.object({
  /** Its times apply to measurements without their own. */
  data: oneOrMore(
    z.object({
      utcFrom: z.unknown().optional(),
      utcTo: z.unknown().optional(),
      measurements: z.array(z.looseObject({ kind: looseTextSchema })).optional(),
    }),
  ),
  sensor: oneOrMore(z.object({ serial: looseTextSchema })),
});

/**
 * Reads a push. One without a serial, or with any part that cannot be understood, is an error and ignored as a
 * whole: the device's memory contains the same counts.
 */
export function parsePush(text: string): SensorResult<Pushed> {
  const parsed = parseBody(pushSchema, text);
  if (!parsed.ok) return parsed;
  const { data, sensor } = parsed.value;
  const [about] = sensor;
  const serial = normaliseSerial(about?.serial ?? '');
  if (serial === undefined) return fail(invalid('sensor.serial', 'a serial number', about?.serial));
  if (sensor.some((other) => normaliseSerial(other.serial ?? '') !== serial))
    return fail(
      invalid(
        'sensor',
        'one sensor',
        sensor.map((other) => other.serial),
      ),
    );
  const intervals = new Map<string, PushedInterval>();
  for (const [at, { measurements = [], ...times }] of data.entries()) {
    for (const [index, measurement] of measurements.entries()) {
      const place = `data[${at}].measurements[${index}]`;
      if (measurement.kind !== undefined && measurement.kind !== peopleCountsKind) continue;
      const interval = intervalIn({ ...times, ...measurement }, place, serial);
      if (!interval.ok) return interval;
      const same = intervals.get(interval.value.identity);
      if (same !== undefined && !isSame(same, interval.value))
        return fail(invalid(place, 'one measurement of a stretch of time', measurement));
      intervals.set(interval.value.identity, interval.value);
    }
  }
  return ok({
    intervals: [...intervals.values()].sort((a, b) => a.fromMs - b.fromMs),
    levels: [],
    // Totals and occupancy of a primary include its secondaries, which its own pushes do not count.
    isHint: intervals.size > 0,
  });
}

function intervalIn(measurement: unknown, place: string, serial: string): SensorResult<PushedInterval> {
  const parsed = parseValue(peopleCountsSchema, measurement);
  if (!parsed.ok) return fail(placed(parsed.error, place));
  const { utcFrom: fromMs, utcTo: toMs, items } = parsed.value;
  if (fromMs >= toMs) return fail(invalid(`${place}.utcTo`, 'a time after utcFrom', new Date(toMs)));
  const peopleIn = people(items, 'in');
  const peopleOut = people(items, 'out');
  if (peopleIn === undefined || peopleOut === undefined)
    return fail(invalid(`${place}.items`, 'an item for in and one for out', items));
  const identity = `${serial} ${new Date(fromMs).toISOString()} ${new Date(toMs).toISOString()}`;
  return ok({
    channel: mainChannel,
    fromMs,
    toMs,
    in: peopleIn,
    out: peopleOut,
    identity,
  });
}

/** All items of a direction together; undefined if there are none. */
function people(items: PeopleCounts['items'], direction: 'in' | 'out'): number | undefined {
  const found = items.filter((item) => item.direction === direction);
  return found.length === 0 ? undefined : found.reduce((sum, item) => sum + item.count, 0);
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
