import { z } from 'zod';
import { idSchema } from './ids.ts';
import { lightSchema } from './light.ts';

export const reportKinds = ['week', 'month'] as const;
export const reportKindSchema = z.enum(reportKinds);
export type ReportKind = z.infer<typeof reportKindSchema>;

const seconds = z.number().nonnegative();
const people = z.number().int();

/** How long each light was shown. */
export const lightTimesSchema = z.object({
  greenS: seconds,
  amberS: seconds,
  redS: seconds,
  unknownS: seconds,
  closedS: seconds,
});

/** One day of a zone. A day on which the site was closed has no people: that is no failure. */
export const reportDaySchema = z.object({
  date: z.iso.date(),
  isClosed: z.boolean(),
  /** Why, by the calendar, in the language of the report. */
  name: z.string().optional(),
  /** People in; null where nothing was recorded. */
  visitors: people.nullable(),
  peak: people.nullable(),
});

/** A time in which more people were inside than the capacity allowed. */
export const aboveSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  most: people,
  capacity: people,
});

/** What only the sidecar at which a site is at home knows of a zone. */
const homeZoneReportSchema = z.object({
  /** What the counts left inside at closings; null where there were none. */
  drift: z
    .object({
      closings: z.number().int().positive(),
      mean: z.number(),
      worst: z.number(),
      worstDay: z.iso.date(),
    })
    .nullable(),
  /** The most that is expected on each of the days to come; empty where no forecast is founded. */
  forecast: z.array(
    z.object({
      date: z.iso.date(),
      isClosed: z.boolean(),
      expected: z.number().nullable(),
      at: z.string().optional(),
      light: lightSchema,
    }),
  ),
});
/** By zone. */
export const homeReportSchema = z.record(idSchema, homeZoneReportSchema);
export type HomeReport = z.infer<typeof homeReportSchema>;

export const zoneReportSchema = z.object({
  site: idSchema,
  siteName: z.string(),
  zone: idSchema,
  name: z.string(),
  visitors: people,
  /** In the week or month before; null where nothing was recorded then. */
  visitorsBefore: people.nullable(),
  peak: z.object({ at: z.iso.datetime(), occupancy: people, capacity: people.nullable() }).nullable(),
  lights: lightTimesSchema,
  /** Share of the time outside closing in which the number was known, 0 to 1; null where there was no such time. */
  known: z.number().min(0).max(1).nullable(),
  /** Oldest first; at most 50. */
  above: z.array(aboveSchema),
  /** How many there were in all. */
  aboveCount: z.number().int().nonnegative(),
  days: z.array(reportDaySchema),
  /** Mean people inside by hour of the day, on days that were open; null: closed, or not recorded. */
  hours: z.array(z.number().nullable()).length(24),
  /** Whether `drift` and `forecast` are missing, because the sidecar that runs the site did not answer. */
  isPartial: z.boolean(),
  ...homeZoneReportSchema.shape,
});
export type ZoneReport = z.infer<typeof zoneReportSchema>;

/** How a sensor or display was: by the alerts about it. */
export const healthRowSchema = z.object({
  site: idSchema,
  kind: z.enum(['sensor', 'display']),
  id: idSchema,
  name: z.string(),
  failures: z.number().int().nonnegative(),
  /** In all. */
  failedS: seconds,
  longestS: seconds,
});
export type HealthRow = z.infer<typeof healthRowSchema>;

/** The answer of `GET /api/v1/sites/{site}/report` and of `GET /api/v1/report`. */
export const reportSchema = z.object({
  kind: reportKindSchema,
  /** Of one site; absent: of the chain. */
  site: idSchema.optional(),
  name: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  timezone: z.string(),
  madeAt: z.iso.datetime(),
  /** Whether it has ended. */
  isWhole: z.boolean(),
  simulated: z.boolean(),
  zones: z.array(zoneReportSchema),
  /** Those that failed, longest first, and how many there are. */
  health: z.array(healthRowSchema),
  sensors: z.number().int().nonnegative(),
  displays: z.number().int().nonnegative(),
});
export type Report = z.infer<typeof reportSchema>;

export const reportQuerySchema = z.object({
  kind: reportKindSchema.default('week'),
  /** Any day of the week or month; default: of the last one that has ended. */
  day: z.iso.date().optional(),
});

/** A report that was sent, or is to be. */
export const reportSendingSchema = z.object({
  /** The site, or `*` for the chain. */
  scope: z.string(),
  kind: reportKindSchema,
  from: z.iso.date(),
  email: z.string(),
  state: z.enum(['waiting', 'sending', 'sent', 'given-up']),
  /** When it was sent, or is tried next. */
  at: z.iso.datetime(),
  /** Why it has not arrived yet, in English. */
  message: z.string().optional(),
});
export type ReportSending = z.infer<typeof reportSendingSchema>;

/** To whom the reports of the chain go, and when. */
export const chainReportSchema = z.strictObject({
  emails: z.array(z.email().max(200)).max(20),
  weekly: z.boolean(),
  monthly: z.boolean(),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day from "00:00" to "23:59", in quotes'),
  timezone: z.string().max(60),
  language: z.string().max(20),
});
export type ChainReport = z.infer<typeof chainReportSchema>;
