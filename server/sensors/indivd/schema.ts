import { z } from 'zod';
import { decimalSchema, looseTextSchema, totalSchema, wholeNumberOf } from '../parse/values.ts';

/** How numbers are grouped in time, in our terms. `weekday` and `minute` are not supported by every call. */
export type Grouping = 'year' | 'month' | 'week' | 'day' | 'weekday' | 'hour' | 'minute';

/**
 * The span of a calendar that a row covers. It has the parts of the grouping: a row by hours has year, month,
 * day and hour; one by weekdays may have only the weekday. Hours are local to the location.
 */
export interface Period {
  readonly year?: number;
  /** 1 to 12. */
  readonly month?: number;
  /** Of the month. */
  readonly day?: number;
  readonly week?: number;
  /** As Indivd numbers them, which is not documented. */
  readonly weekday?: number;
  readonly hour?: number;
  readonly minute?: number;
}

/** A part of a date, also as text; null is nothing. */
const part = (least: number, most: number) =>
  z
    .unknown()
    .transform((value, context): number | undefined => {
      if (value === undefined || value === null) return undefined;
      const number = wholeNumberOf(value);
      if (number !== null && number >= least && number <= most) return number;
      context.addIssue({ code: 'custom', message: `a whole number from ${least} to ${most}` });
      return z.NEVER;
    })
    .optional();

/** The date fields among others of a row. The day is printed as `dayofmonth` and as `day`. */
const periodSchema = z
  .object({
    year: part(1970, 9999),
    month: part(1, 12),
    week: part(0, 53),
    dayofmonth: part(1, 31),
    day: part(1, 31),
    dayofweek: part(0, 7),
    hour: part(0, 23),
    minute: part(0, 59),
  })
  .transform(({ dayofmonth, day = dayofmonth, dayofweek, ...rest }): Period => {
    const { year, month, week, hour, minute } = rest;
    return {
      ...(year !== undefined && { year }),
      ...(month !== undefined && { month }),
      ...(day !== undefined && { day }),
      ...(week !== undefined && { week }),
      ...(dayofweek !== undefined && { weekday: dayofweek }),
      ...(hour !== undefined && { hour }),
      ...(minute !== undefined && { minute }),
    };
  });

/**
 * The answers of the three calls as documented (Indivd, "How to query visitor data"). Numbers may be text.
 * "Empty" fields of smaller plans may be null, an empty text, list or object.
 */
const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

/** Undefined for what is missing or empty; anything else must be as `schema` says. */
function orEmpty<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (isEmpty(value) ? undefined : value), schema.optional()).optional();
}

/** An object with at least one of `keys`: another one is no answer, even if none of its parts is wrong. */
function withAnyOf(keys: readonly string[]) {
  return z
    .record(z.string(), z.unknown())
    .refine((body) => keys.some((key) => key in body), `an object with ${keys.join(' or ')}`);
}

/** An id is a whole number; zones and locations are named by text, as channels are. */
const idSchema = z.union(
  [z.string().min(1), z.number().int().transform(String)],
  'the whole number of an id',
);

/** The fields of a row's period, besides its other fields. */
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
  withAnyOf(['current']).pipe(
    z.object({ current: orEmpty(visitPeriodSchema), comparison: orEmpty(visitPeriodSchema) }),
  ),
);

/** Percent; empty if nobody passed by. */
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
  withAnyOf(['summary', 'details', 'zone_details']).pipe(
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

/** A token is sent in a header unchanged: a stray line break from the environment must be refused here. */
const tokenSchema = z
  .string('the token that Indivd issued')
  .regex(/^[\x21-\x7e]+$/, 'a token without spaces and line breaks');

/** The keys of an `indivd` sensor in the configuration file, besides the common ones. */
export const indivdOptionsSchema = z.object({
  /** Without one none is sent, and Indivd refuses. */
  token: tokenSchema.optional(),
  /** Requests only one location's numbers; default: all that the token may access. */
  location: z.number('the whole number of a location').int().nonnegative().optional(),
});
