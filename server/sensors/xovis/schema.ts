import { DateTime } from 'luxon';
import { z } from 'zod';
import { type LocalInstant, parseIsoTime, readLocalTimes } from '../parse/local-time.ts';
import { wholeNumberOf } from '../parse/values.ts';
import type { Snapshot } from '../reading.ts';

/** How a key is sent. The vendor documents all three. */
export const keyWays = ['apikey', 'bearer', 'x-api-key'] as const;
export type KeyWay = (typeof keyWays)[number];

/** The protocol. `auto` finds it out. */
const modes = ['auto', 'gateway', 'v5'] as const;

/** A key is sent in a header unchanged: a stray line break from the environment must be refused here. */
const apiKeySchema = z.string().regex(/^[\x21-\x7e]+$/, 'a key without spaces and line breaks');

const scopeExpected = 'singlesensor, multisensor, or the number of a group of sensors';
/** The number that the leading sensor gave to a group of sensors. */
const groupSchema = z.union([
  z.int(scopeExpected).min(0, scopeExpected),
  z
    .string()
    .regex(/^\d{1,9}$/, scopeExpected)
    .transform(Number),
]);

/** The keys of a `xovis` sensor in the configuration file, besides the common ones. */
export const xovisOptionsSchema = z.object({
  mode: z.enum(modes).default('auto'),
  /** Gateway only: v5 signs in with `username` and `password`. */
  apiKey: apiKeySchema.optional(),
  apiKeyHeader: z.enum(['auto', ...keyWays]).default('auto'),
  /** Gateway only: asks only for the zones of one location. */
  locationId: z
    .union([z.string().min(1), z.number().int()])
    .transform(String)
    .optional(),
  /** v5 only: the sensor's own counts, or those of a group of sensors that it leads. */
  scope: z
    .union([z.enum(['singlesensor', 'multisensor']), groupSchema], scopeExpected)
    .default('singlesensor'),
});
export type XovisOptions = z.infer<typeof xovisOptionsSchema>;

/** An id is always text here, whatever type the device uses. */
export const idSchema = z.unknown().transform((value, context): string => {
  if (typeof value === 'string' && value !== '') return value;
  if (Number.isSafeInteger(value)) return String(value);
  context.addIssue({ code: 'custom', message: 'text or a whole number' });
  return z.NEVER;
});

/** For each documented (or chosen) name, the alternative names. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

/** A JSON object whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

const fieldsSchema = z.record(z.string(), z.unknown());

/** The value as an object; undefined for everything else, arrays and null included. */
export function fieldsOf(value: unknown): Fields | undefined {
  const parsed = fieldsSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/**
 * The same object with its fields under their documented names; other fields are kept. Anything but an object
 * is returned unchanged, for the schema to refuse.
 *
 * @example withNames({ zone_id: 7 }, { zoneId: ['zone_id'] }) // { zone_id: 7, zoneId: 7 }
 */
export function withNames(value: unknown, aliases: Aliases): unknown {
  const fields = fieldsOf(value);
  if (fields === undefined) return value;
  const named: Record<string, unknown> = { ...fields };
  for (const [name, others] of Object.entries(aliases)) {
    if (Object.hasOwn(fields, name)) continue;
    const other = others.find((each) => Object.hasOwn(fields, each));
    if (other !== undefined) named[name] = fields[other];
  }
  return named;
}

/**
 * The rows of an answer: an array under `data`, one object there instead of an array of one, or the array
 * itself. Undefined for anything else.
 */
export function rowsOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  const data = fieldsOf(body)?.data;
  if (Array.isArray(data)) return data;
  return fieldsOf(data) === undefined ? undefined : [data];
}

/** From here on an epoch is in milliseconds; as seconds it would be the year 5138. */
const minMilliseconds = 1e11;
/** Beyond this, JavaScript has no date. */
const latestMs = 8.64e15;

/** An epoch in seconds or milliseconds, or an ISO time with its zone, as epoch milliseconds; else null. */
export function epochMsOf(value: unknown): number | null {
  const epoch = wholeNumberOf(value);
  if (epoch !== null) {
    const ms = epoch < minMilliseconds ? epoch * 1000 : epoch;
    return ms >= 0 && ms <= latestMs ? ms : null;
  }
  return typeof value === 'string' && /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? parseIsoTime(value) : null;
}

/**
 * The times of consecutive rows. If none of them has a zone they are local to `timezone`, with clock changes
 * handled; null for invalid times.
 */
export function timesOfRows(times: readonly unknown[], timezone: string): readonly (LocalInstant | null)[] {
  const epochs = times.map(epochMsOf);
  const texts = times.filter((time) => typeof time === 'string');
  if (texts.length === times.length && epochs.every((ms) => ms === null))
    return readLocalTimes(texts, timezone);
  return epochs.map((ms) => (ms === null ? null : { ms, isSkipped: false }));
}

/**
 * The end of the day that begins at `fromMs`: the next midnight if that is a local midnight, else 24 hours
 * later.
 */
export function endOfDayMs(fromMs: number, timezone: string): number {
  const start = DateTime.fromMillis(fromMs, { zone: timezone });
  const isMidnight = start.startOf('day').toMillis() === fromMs;
  return isMidnight ? start.plus({ days: 1 }).toMillis() : fromMs + 86_400_000;
}

/** A device's clock: ISO 8601 as printed (without a zone only for ordering), or an epoch. */
export function clockOf(timestamp: string | undefined): Pick<Snapshot, 'deviceClockMs' | 'deviceTime'> {
  if (timestamp === undefined) return {};
  const clockMs = epochMsOf(timestamp) ?? parseIsoTime(timestamp);
  return { deviceTime: timestamp, ...(clockMs === null ? {} : { deviceClockMs: clockMs }) };
}
