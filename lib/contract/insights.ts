import { z } from 'zod';
import { idSchema } from './ids.ts';
import { sensorErrorSchema } from './sensor-status.ts';

/** The period of comparison: the days just before, or the same weekdays 52 weeks earlier. */
export const comparisons = ['previous', 'year'] as const;
export const comparisonSchema = z.enum(comparisons);
export type Comparison = z.infer<typeof comparisonSchema>;

/** The query of `GET /api/v1/sites/{site}/insights`. Days are the site's, inclusive. */
export const insightsQuerySchema = z.object({
  /** Default: seven days in total. */
  from: z.iso.date().optional(),
  /** Default: yesterday, the last complete day. */
  to: z.iso.date().optional(),
  compare: comparisonSchema.default('previous'),
});
export type InsightsQuery = z.infer<typeof insightsQuerySchema>;

/** Days from the first to the last, inclusive. */
export const dayRangeSchema = z.object({ from: z.iso.date(), to: z.iso.date() });
export type DayRange = z.infer<typeof dayRangeSchema>;

/**
 * Why there is no number. `not-in-plan`: the vendor's plan does not include it; `off`: it is not measured here,
 * by a setting; `none`: there was nobody to measure. None of them is 0.
 */
export const absentSchema = z.enum(['not-in-plan', 'off', 'none']);
export type Absent = z.infer<typeof absentSchema>;

const peopleSchema = z.number().int().nonnegative();
const figureSchema = z.union([peopleSchema, absentSchema]);

/** The length of visits, in seconds. */
export const dwellSchema = z.object({
  meanS: z.number().nonnegative(),
  /** The 25th, 50th and 75th percentile. */
  quartilesS: z.array(z.number()).length(3).optional(),
});

/** How many of the passers-by came in. */
export const dropInSchema = z.object({
  passersBy: peopleSchema,
  entries: peopleSchema,
  /** 0.605; above 1 if the lines are set up wrongly. `none` if nobody passed by. */
  rate: z.union([z.number().nonnegative(), z.literal('none')]),
  /** More came in than passed by: not a rate, but a signal that lines or cameras are set up wrongly. */
  isConfigurationSignal: z.boolean(),
});
export type DropInFigures = z.infer<typeof dropInSchema>;

/** The numbers of one zone in one period. A number that the sensor's system never reports is left out. */
export const zoneFiguresSchema = z.object({
  visits: figureSchema.optional(),
  /** Distinct people: a person who comes twice counts once. */
  uniqueVisits: figureSchema.optional(),
  /** Visits shorter than the zone's threshold. */
  bounces: figureSchema.optional(),
  dwell: z.union([dwellSchema, absentSchema]).optional(),
  dropIn: z.union([dropInSchema, absentSchema]).optional(),
  /** Visits by hour (`2026-11-03T14`) if the period is one day, else by day (`2026-11-03`), ascending. */
  course: z.array(z.object({ at: z.string(), visits: peopleSchema })),
});
export type ZoneFigures = z.infer<typeof zoneFiguresSchema>;

/** One zone of a sensor's system, in the period and in the one it is compared with. */
export const zoneInsightsSchema = z.object({
  /** The system's own id; absent for everything that a gateway counts. */
  zone: z.string().optional(),
  name: z.string().optional(),
  /** Visits shorter than this are bounces, in seconds. */
  bounceThresholdS: z.number().optional(),
  current: zoneFiguresSchema,
  /** Absent if the system has no data of that time. */
  comparison: zoneFiguresSchema.optional(),
});
export type ZoneInsights = z.infer<typeof zoneInsightsSchema>;

/** Live values, whatever period was requested. */
export const nowInsightsSchema = z.object({
  queues: z.array(z.object({ queue: z.string(), name: z.string().optional(), people: peopleSchema })),
  /** The mean stay in a zone, over the last 24 hours and over the last seven days. */
  stays: z.array(
    z.object({
      zone: z.string(),
      name: z.string().optional(),
      lastDayS: z.number().nonnegative(),
      lastWeekS: z.number().nonnegative().optional(),
    }),
  ),
  /** How many people went from zone to zone, by zone names in order; largest first. */
  paths: z.array(z.object({ zones: z.array(z.string()).min(2), people: peopleSchema })),
});
export type NowInsights = z.infer<typeof nowInsightsSchema>;

/** Parts that failed, besides those that did not. */
export const insightsParts = ['visits', 'drop-in', 'course', 'queues', 'stays', 'paths'] as const;
export const insightsPartSchema = z.enum(insightsParts);
export type InsightsPart = z.infer<typeof insightsPartSchema>;

/** The answer of `GET /api/v1/sites/{site}/insights`. */
export const insightsSchema = z.object({
  site: idSchema,
  period: dayRangeSchema,
  comparison: dayRangeSchema.extend({ kind: comparisonSchema }),
  /** One entry for each sensor whose system offers more than counts. */
  sensors: z.array(
    z.object({
      sensor: idSchema,
      driver: z.string(),
      /** When its system was asked (ISO 8601 UTC): answers are cached for some minutes. */
      askedAt: z.iso.datetime(),
      zones: z.array(zoneInsightsSchema),
      now: nowInsightsSchema,
      problems: z.array(
        z.object({
          part: insightsPartSchema,
          error: sensorErrorSchema,
          /** In English, a text a person can act on. */
          message: z.string(),
        }),
      ),
    }),
  ),
});
export type Insights = z.infer<typeof insightsSchema>;
export type SensorInsightsView = Insights['sensors'][number];
