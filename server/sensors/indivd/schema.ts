import { z } from 'zod';
import { decimalSchema } from '../parse/decimal-number.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { totalSchema } from '../parse/whole-number.ts';
import { periodSchema } from './period.ts';

/**
 * The answers of the three calls as the vendor prints them (Indivd, "How to query visitor data"). Numbers may
 * come as text. "Empty" fields of smaller plans may be null, an empty text, list or object.
 */
const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

/** Undefined for what is missing or empty; anything else must be as `schema` says. */
function orEmpty<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (isEmpty(value) ? undefined : value), schema.optional()).optional();
}

/** An object with one of `keys` at least: another one is no answer, though none of its parts is wrong. */
function telling(keys: readonly string[]) {
  return z
    .record(z.string(), z.unknown())
    .refine((body) => keys.some((key) => key in body), `an object with ${keys.join(' or ')}`);
}

/** An id is a whole number; zones and locations are named by text, as channels are. */
const idSchema = z.union(
  [z.string().min(1), z.number().int().transform(String)],
  'the whole number of an id',
);

/** Whatever a row tells of its period, beside its other fields. */
const withPeriod = <S extends z.ZodRawShape>(shape: S) =>
  z.intersection(
    z.object(shape),
    periodSchema.transform((period) => ({ period })),
  );

/** `line_crosses`: a list of rows; an empty one is no data. */
export const lineCrossesSchema = z.array(z.object({ _id: periodSchema, count: totalSchema }));

const dwellStatsSchema = z.object({
  mean: decimalSchema,
  min: orEmpty(decimalSchema),
  max: orEmpty(decimalSchema),
  quantiles: orEmpty(z.tuple([decimalSchema, decimalSchema, decimalSchema], 'three quartiles')),
  n: orEmpty(totalSchema),
});

const insightSchema = z.object({
  visits: totalSchema,
  unique_visits: orEmpty(totalSchema),
  bounce: orEmpty(totalSchema),
  dwell_time: orEmpty(decimalSchema),
  dwell_time_stats: orEmpty(dwellStatsSchema),
  exclude: orEmpty(z.object({ min_dwell_time: orEmpty(totalSchema), max_dwell_time: orEmpty(totalSchema) })),
  aggregation: withPeriod({
    zone_id: idSchema,
    zone_name: looseTextSchema,
    loc_id: orEmpty(idSchema),
    bounce_threshold: orEmpty(decimalSchema),
  }),
});
export type Insight = z.infer<typeof insightSchema>;

const visitPeriodSchema = z.object({
  startdate: z.string(),
  enddate: z.string(),
  insights: z.array(insightSchema),
});
export type VendorVisits = z.infer<typeof visitPeriodSchema>;

/** `zone_visitors`. Where nothing matches, the answer is "an empty result set", whatever that looks like. */
export const zoneVisitorsSchema = orEmpty(
  telling(['current']).pipe(
    z.object({ current: orEmpty(visitPeriodSchema), comparison: orEmpty(visitPeriodSchema) }),
  ),
);

/** Percent; nothing where nobody passed by. */
const percentSchema = orEmpty(decimalSchema);

const dropInSummarySchema = z.object({
  startdate: z.string(),
  enddate: z.string(),
  passing_by: totalSchema,
  enter: totalSchema,
  enter_percentage: percentSchema,
});

const dropInRowSchema = withPeriod({
  passing_by: totalSchema,
  enter: totalSchema,
  drop_in_rate: percentSchema,
});

const dropInZoneSchema = z.object({
  zone_id: idSchema,
  zone_name: looseTextSchema,
  loc_id: orEmpty(idSchema),
  loc_name: looseTextSchema,
  total_visits: totalSchema,
  total_passing_by: totalSchema,
  drop_in_rate: percentSchema,
  details: z
    .array(withPeriod({ visits: totalSchema, passing_by: totalSchema, drop_in_rate: percentSchema }))
    .default([]),
});

/** `drop_in_rate`: a summary, rows of all zones together, and each zone by itself. */
export const dropInRateSchema = orEmpty(
  telling(['summary', 'details', 'zone_details']).pipe(
    z.object({
      summary: orEmpty(
        z.object({ current: orEmpty(dropInSummarySchema), comparison: orEmpty(dropInSummarySchema) }),
      ),
      details: orEmpty(
        z.object({
          interval: looseTextSchema,
          current: orEmpty(z.array(dropInRowSchema)),
          comparison: orEmpty(z.array(dropInRowSchema)),
        }),
      ),
      zone_details: orEmpty(
        z.object({
          current: orEmpty(z.record(z.string(), dropInZoneSchema)),
          comparison: orEmpty(z.record(z.string(), dropInZoneSchema)),
        }),
      ),
    }),
  ),
);
export type VendorDropIn = NonNullable<z.infer<typeof dropInRateSchema>>;
