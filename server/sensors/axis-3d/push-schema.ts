import { z } from 'zod';
import { parseIsoTime } from '../parse/axis-time.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { totalSchema } from '../parse/whole-number.ts';

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
  adults: totalSchema.nullish(),
});

const measurementSchema = z.object({ kind: looseTextSchema, utcFrom: utcSchema, utcTo: utcSchema });

/** A measurement of people; the text prints one kind, and others are told by theirs. */
export const peopleCountsSchema = measurementSchema.extend({ items: z.array(itemSchema) });
export type PeopleCounts = z.infer<typeof peopleCountsSchema>;

/** The kind of measurement that counts people. */
export const peopleCountsKind = 'people-counts';

/**
 * A push of counts (VAPIX P8815-2 3D people counter API, Generic data push). `data` and `sensor` are objects
 * in the example and arrays in the table; the zone is `timezone` in the one and `timeZone` in the other.
 */
export const pushSchema = z.object({
  apiName: looseTextSchema,
  utcSent: looseTextSchema,
  /** Its own times hold for measurements that have none. */
  data: oneOrMore(
    z.object({
      utcFrom: z.unknown().optional(),
      utcTo: z.unknown().optional(),
      measurements: z.array(z.looseObject({ kind: looseTextSchema })).optional(),
    }),
  ),
  sensor: oneOrMore(
    z.object({
      serial: looseTextSchema,
      name: looseTextSchema,
      timezone: looseTextSchema,
      timeZone: looseTextSchema,
    }),
  ),
});
