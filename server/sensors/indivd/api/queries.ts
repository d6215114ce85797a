import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { dayParameter } from '#server/sensors/parse/parameters.ts';
import type { Grouping } from '../schema.ts';

/**
 * The parameters of the three calls (Indivd, "How to query visitor data"), in our terms, with every documented
 * limit. Days are inclusive on both ends.
 */
const idExpected = 'the whole number of an id';
const id = z.int(idExpected).min(0, idExpected);
const idsExpected = 'one to 200 ids, each a whole number';
const ids = z.array(id, idsExpected).min(1, idsExpected).max(200, idsExpected).readonly();
const floors = z
  .array(z.int('a whole number, below 0 for basements'))
  .min(1, 'at least one floor')
  .readonly();

/** Longest visit that is distinguished: three hours (parameter `max_dwell`). */
const maxDwellS = 10_800;
const dwellExpected = `whole seconds from 0 to ${maxDwellS}`;
const bounceExpected = "whole seconds of 0 or more, or -1 for the zone's own threshold";

interface Days {
  readonly from: string;
  readonly to: string;
}

/** Days from the first to the last, inclusive. */
function daysIn({ from, to }: Days): number {
  const utc = { zone: 'utc' };
  return Math.round(DateTime.fromISO(to, utc).diff(DateTime.fromISO(from, utc), 'days').days) + 1;
}

const days = { from: dayParameter, to: dayParameter };
const compared = { compareFrom: dayParameter.optional(), compareTo: dayParameter.optional() };

interface ComparedDays extends Days {
  readonly compareFrom?: string | undefined;
  readonly compareTo?: string | undefined;
}

type Context = z.core.$RefinementCtx;

function inOrder({ from, to }: Days, context: Context): void {
  if (from > to) refuse(context, 'to', 'a day not before from');
}

function comparedWhole({ compareFrom, compareTo }: ComparedDays, context: Context): void {
  if (compareFrom === undefined && compareTo === undefined) return;
  if (compareFrom === undefined) refuse(context, 'compareFrom', 'a day, as compareTo is given');
  else if (compareTo === undefined) refuse(context, 'compareTo', 'a day, as compareFrom is given');
  else if (compareFrom > compareTo) refuse(context, 'compareTo', 'a day not before compareFrom');
}

/** Maximum number of days for the small groupings; the others have no limit. */
const maxDaysBy: Partial<Record<Grouping, number>> = { minute: 3, hour: 7 };

function withinLimits(
  { by, ...range }: Days & { readonly by?: Grouping | undefined },
  context: Context,
): void {
  const maxDays = by === undefined ? undefined : maxDaysBy[by];
  if (maxDays !== undefined && daysIn(range) > maxDays) {
    refuse(context, 'to', `at most ${maxDays} days by ${by}`);
  }
  if (by === 'week' && range.from.slice(0, 4) !== range.to.slice(0, 4)) {
    refuse(context, 'to', 'a day in the calendar year of from, by week');
  }
}

function refuse(context: Context, parameter: string, message: string): void {
  context.addIssue({ code: 'custom', path: [parameter], message });
}

const lineGroupings = ['year', 'month', 'week', 'day', 'weekday', 'hour', 'minute'] as const;

/** For `line_crosses`. */
export const lineCrossesQuerySchema = z
  .strictObject({
    ...days,
    by: z.enum(lineGroupings, `one of ${lineGroupings.join(', ')}`).optional(),
    organization: id.optional(),
    location: id.optional(),
    floors: floors.optional(),
    /** Only lines by which a visitor comes into one of these zones. */
    zonesTo: ids.optional(),
    /** Only lines by which a visitor leaves one of these zones. */
    zonesFrom: ids.optional(),
    categories: ids.optional(),
    lines: ids.optional(),
  })
  .superRefine(inOrder)
  .superRefine(withinLimits);
export type LineCrossesQuery = z.input<typeof lineCrossesQuerySchema>;

const visitorGroupings = [...lineGroupings, 'location'] as const;
const visitorsByExpected = `zone, or one or more of ${visitorGroupings.join(', ')}`;

/** For `zone_visitors`. Rows are always grouped by zone, too. */
export const zoneVisitorsQuerySchema = z
  .strictObject({
    ...days,
    ...compared,
    /** `zone`: one row a zone for all of the time. */
    by: z
      .union([z.literal('zone'), z.array(z.enum(visitorGroupings)).min(1).readonly()], visitorsByExpected)
      .optional(),
    locations: ids.optional(),
    zones: ids.optional(),
    /** A shorter visit is a bounce. 0: no bounces; -1: each zone's own threshold. */
    bounceThresholdS: z.int(bounceExpected).min(-1, bounceExpected).optional(),
    /** Shorter visits are reported separately, and are included in the visits. */
    minDwellS: z.int(dwellExpected).min(0, dwellExpected).optional(),
    /** Longer visits are reported separately, and are included in the visits. */
    maxDwellS: z.int(dwellExpected).min(0, dwellExpected).max(maxDwellS, dwellExpected).optional(),
    timezone: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone), 'an IANA zone such as Europe/Stockholm')
      .optional(),
  })
  .superRefine(inOrder)
  .superRefine(comparedWhole);
export type ZoneVisitorsQuery = z.input<typeof zoneVisitorsQuerySchema>;

const dropInGroupings = ['year', 'month', 'week', 'day', 'hour'] as const;

/**
 * For `drop_in_rate`. Give a location and zones: without them everything is summed up, which is rarely useful.
 */
export const dropInRateQuerySchema = z
  .strictObject({
    ...days,
    ...compared,
    by: z.enum(dropInGroupings, `one of ${dropInGroupings.join(', ')}`).optional(),
    locations: ids.optional(),
    zones: ids.optional(),
  })
  .superRefine(inOrder)
  .superRefine(comparedWhole);
export type DropInRateQuery = z.input<typeof dropInRateQuerySchema>;

/** Indivd's default grouping of lines: 1 day by hours, up to 31 days by days, else by months. */
export function defaultLineGrouping(range: Days): Grouping {
  const count = daysIn(range);
  return count === 1 ? 'hour' : count <= 31 ? 'day' : 'month';
}

/** The same for zones, where 32 to 364 days are by weeks. */
export function defaultZoneGrouping(range: Days): Grouping {
  const count = daysIn(range);
  return count === 1 ? 'hour' : count <= 31 ? 'day' : count < 365 ? 'week' : 'month';
}

type Values = Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>;

/** Our terms for groupings that Indivd names differently. */
const vendorWords: Readonly<Record<string, string>> = {
  day: 'dayofmonth',
  weekday: 'dayofweek',
  location: 'loc_id',
};

const vendorWord = (grouping: string): string => vendorWords[grouping] ?? grouping;

/** The query of `line_crosses`: `start_date=2025-03-01&end_date=2025-03-02&aggregate_by=dayofmonth`. */
export function lineCrossesText(query: LineCrossesQuery): string {
  return textOf({
    start_date: query.from,
    end_date: query.to,
    aggregate_by: query.by === undefined ? undefined : vendorWord(query.by),
    organization: query.organization,
    location: query.location,
    floor: query.floors,
    zone_to: query.zonesTo,
    zone_from: query.zonesFrom,
    category: query.categories,
    line_ids: query.lines,
  });
}

export function zoneVisitorsText(query: ZoneVisitorsQuery): string {
  return textOf({
    start_date: query.from,
    end_date: query.to,
    comparison_start_date: query.compareFrom,
    comparison_end_date: query.compareTo,
    aggregate_by: typeof query.by === 'object' ? query.by.map(vendorWord) : query.by,
    location: query.locations,
    zones: query.zones,
    bounce_threshold: query.bounceThresholdS,
    min_dwell: query.minDwellS,
    max_dwell: query.maxDwellS,
    tz: query.timezone,
  });
}

/** Here the vendor's term for a day is `day`, and its term for zones is `zone`. */
export function dropInRateText(query: DropInRateQuery): string {
  return textOf({
    start_date: query.from,
    end_date: query.to,
    comparison_start_date: query.compareFrom,
    comparison_end_date: query.compareTo,
    interval: query.by,
    location: query.locations,
    zone: query.zones,
  });
}

/** Commas stay as they are, as the vendor prints them. */
function textOf(values: Values): string {
  return Object.entries(values)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      const list = typeof value === 'object' ? value : [value];
      return [`${name}=${list.map((each) => encodeURIComponent(each)).join(',')}`];
    })
    .join('&');
}
