import { z } from 'zod';
import { layouts } from '#lib/contract/display-theme.ts';
import { tagsSchema } from '#lib/contract/site.ts';
import { themeShape } from './display-theme.ts';
import { durationSchema } from './duration.ts';
import { capacityAtValue, feedValue, holidaysValue, specialDaysValue, staffValue } from './parse-calendar.ts';
import * as value from './scalars.ts';

/**
 * The keys of the configuration file. Messages complete "expected …". Lists of sensors, zones, sources and
 * displays are only lists here: each entry is parsed separately, so that all problems are reported at once.
 */
const entries = z.array(z.unknown()).default([]);

const secondMs = 1000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

export const fileSchema = z.strictObject(
  {
    /** See {@link defaultsSchema}. */
    defaults: z.unknown().optional(),
    sites: z.array(z.unknown()).min(1, 'at least one site'),
  },
  // Only for values that are no mapping: otherwise this message would hide that of unknown keys.
  { error: (issue) => (issue.code === 'invalid_type' ? 'a mapping that begins with sites:' : undefined) },
);

const publicExpected = 'true, false, or keys such as number: rounded';

const emailExpected = 'an e-mail address such as manager@example.com';

const reportsValue = z.strictObject({
  emails: z
    .array(z.email(emailExpected).max(200, emailExpected), 'a list of e-mail addresses')
    .min(1, 'at least one e-mail address')
    .max(20, 'at most 20 e-mail addresses'),
  weekly: z.boolean().default(true),
  monthly: z.boolean().default(true),
  at: value.timeOfDayValue.default({ hour: 7, minute: 0 }),
  language: z.string().min(2, 'a language such as de').max(20, 'a language such as de').exactOptional(),
});

export const siteEntrySchema = z.strictObject({
  id: value.idValue,
  name: value.nameValue,
  timezone: value.timezoneValue,
  languages: value.languagesValue.default(['en']),
  tags: tagsSchema.exactOptional(),
  resetAt: value.timeOfDayValue.exactOptional(),
  hours: value.hoursValue.exactOptional(),
  public: z.union([z.boolean(), z.record(z.string(), z.unknown())], { error: publicExpected }).optional(),
  holidays: holidaysValue.exactOptional(),
  specialDays: specialDaysValue.exactOptional(),
  calendar: feedValue.optional(),
  reports: reportsValue.exactOptional(),
  sensors: entries,
  zones: entries,
  displays: entries,
  lamps: entries,
});

/** The public settings of a site, if they are more than true or false. */
export const publicSchema = z.strictObject({
  number: z.union([z.boolean(), z.literal('rounded')], { error: 'true, false or rounded' }).default(true),
  forecast: z.boolean().default(true),
  /** Default: all. */
  zones: z.array(value.idValue).min(1, 'at least one zone').exactOptional(),
});

/** The keys of every sensor; the rest belongs to its family. */
export const sensorEntrySchema = z.strictObject({
  id: value.idValue,
  /** Default: made from the id. */
  name: value.nameValue.exactOptional(),
  driver: z.string(),
  url: value.urlValue,
  username: value.secretValue.exactOptional(),
  password: value.secretValue.exactOptional(),
  tls: value.tlsValue.default('verify'),
  /** Default: the family's. */
  poll: durationSchema(100, dayMs).optional(),
  pushToken: value.secretValue.exactOptional(),
});

const shareExpected = 'a share of the capacity above 0, up to 2: 0.8 is 80 %';
const share = z.number(shareExpected).gt(0, shareExpected).max(2, shareExpected);
const releaseExpected = 'a share of the capacity from 0 to below 1: 0.05 is 5 %';
const people = z
  .number('a whole number of people')
  .int('a whole number of people')
  .min(1, 'at least 1 person')
  .max(1_000_000, 'at most 1000000 people');

export const zoneEntrySchema = z.strictObject({
  id: value.idValue,
  name: value.nameValue,
  capacity: people,
  capacityAt: capacityAtValue.exactOptional(),
  staff: staffValue.optional(),
  amberAt: share.default(0.8),
  redAt: share.default(1),
  release: z.number(releaseExpected).min(0, releaseExpected).lt(1, releaseExpected).default(0.05),
  minHold: durationSchema(0, hourMs).default(3 * secondMs),
  /** Default: three polls of the slowest required sensor, at least 10 s. */
  staleAfter: durationSchema(secondMs, dayMs).optional(),
  onStale: z.enum(['unknown', 'red']).default('unknown'),
  /** Default: capacity. */
  maxStep: people.optional(),
  zeroAfter: durationSchema(60 * secondMs, dayMs).optional(),
  calibration: z.enum(['off', 'suggest', 'auto']).exactOptional(),
  careful: z.boolean().default(false),
  /** None: its sensor is added later, and until then its light is unknown. */
  sources: z.array(z.unknown()),
});

/** The numbers of a zone that must be consistent, checked even if another key is wrong. */
export const limitsSchema = z.object({
  amberAt: zoneEntrySchema.shape.amberAt,
  redAt: zoneEntrySchema.shape.redAt,
  release: zoneEntrySchema.shape.release,
});

const factorExpected = 'a factor from 0.5 to 2: 1.03 for a door that misses 3 of 103 people';
const oneFactor = z.number(factorExpected).min(0.5, factorExpected).max(2, factorExpected).default(1);

export const sourceSchema = z.strictObject({
  sensor: value.idValue,
  /** Default `main`, for sensors with a single channel. */
  channel: z.string().min(1, 'text that is not empty').max(200).optional(),
  direction: z.enum(['normal', 'reverse']).default('normal'),
  /** Default: the best kind of the device. */
  use: z.enum(['counts', 'occupancy']).optional(),
  optional: z.boolean().default(false),
  /** What people counted in and out are multiplied by. */
  factor: z.strictObject({ in: oneFactor, out: oneFactor }).optional(),
});

export const displayEntrySchema = z.strictObject({
  id: value.idValue,
  zone: value.idValue,
  key: value.secretValue.exactOptional(),
  showNumber: z.boolean().default(true),
  name: value.nameValue.exactOptional(),
  layout: z.enum(layouts).exactOptional(),
  /** The zones of the layout `zones`, from left to right or top to bottom. */
  zones: z.array(value.idValue).min(1, 'at least one zone').max(6, 'at most 6 zones').optional(),
  ...themeShape,
});

const mappingExpected = 'a mapping, such as { poll: 1s }';

/** `defaults:` of the file, for all that does not say otherwise. Keys of sensors belong to their families. */
export const defaultsSchema = siteEntrySchema
  .omit({ id: true, name: true, lamps: true })
  .partial()
  .extend({
    sensors: z.record(z.string(), z.unknown(), mappingExpected).optional(),
    zones: zoneEntrySchema.omit({ id: true, name: true, sources: true }).partial().optional(),
    displays: displayEntrySchema
      .omit({ id: true, zone: true, key: true, name: true, zones: true })
      .partial()
      .optional(),
  });
