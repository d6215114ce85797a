import { z } from 'zod';
import { lightSchema } from './light.ts';

export const maxForecastDays = 14;

/** The query of `GET /api/v1/zones/{site}/{zone}/forecast`. */
export const forecastQuerySchema = z.object({
  /** Days after today. */
  days: z.coerce.number().int().min(0).max(maxForecastDays).default(7),
});

export const forecastRowSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** People expected to be inside on average. */
  expected: z.number().nonnegative(),
  /** Nine times of ten it lies between these. */
  low: z.number().nonnegative(),
  high: z.number().nonnegative(),
  /** The light of the expected number. */
  light: lightSchema,
});
export type ForecastRow = z.infer<typeof forecastRowSchema>;

const spanSchema = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

/** The answer to it. Rows begin with the running quarter hour; without a week of history there are none. */
export const forecastSchema = z.object({
  madeAt: z.iso.datetime(),
  resolution: z.literal('15m'),
  rows: z.array(forecastRowSchema),
  /** Of each open day the hour in which the fewest people are expected; none where it is always as full. */
  quietest: z.array(spanSchema),
  /** Of the last two weeks, forecast each from the days before it: mean error, and that of the same time last week. */
  accuracy: z.object({
    mae: z.number().nullable(),
    baselineMae: z.number().nullable(),
    days: z.number().int().nonnegative(),
  }),
});
export type Forecast = z.infer<typeof forecastSchema>;
