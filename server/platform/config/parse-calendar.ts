import { z } from 'zod';
import type { Naming, SpecialDay } from '#server/engine/calendar-day.ts';
import type { DayRule } from '#server/engine/day-rule.ts';
import type { OpenInterval } from '#server/engine/opening-hours.ts';
import type { ScheduledNumber } from '#server/engine/schedule.ts';
import { holidayCountries, holidayRegions } from '../holidays.ts';
import { nearest } from './nearest.ts';
import { parseDays, parseIntervals } from './parse-hours.ts';

/** The public holidays setting of a site; no interval: closed. */
export interface HolidaysConfig {
  /** ISO 3166 code, `CH`. */
  readonly country: string;
  /** `BE`, or `BY.A` for a part of one. */
  readonly region?: string;
  readonly intervals: readonly OpenInterval[];
}

const dateExpected = 'a date such as 2026-12-24';

/** A date that exists: the 30th of February does not. */
export const dateValue = z
  .string({ error: dateExpected })
  .refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDate(text), dateExpected);

const yearlyExpected = 'a date of every year such as "12-24", in quotes';
const yearlyValue = z
  .string({ error: yearlyExpected })
  .refine((text) => /^\d\d-\d\d$/.test(text) && isDate(`2024-${text}`), yearlyExpected);

function isDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text);
}

/** One text such as `"08:00-14:00"`, or `closed`. */
export const intervalsValue = z.unknown().transform((text, context): readonly OpenInterval[] => {
  const intervals = parseIntervals(text ?? undefined);
  if (typeof intervals !== 'string') return intervals;
  context.addIssue({ code: 'custom', message: intervals });
  return z.NEVER;
});

const namingExpected = 'a name, or one for each language';
const nameText = z.string({ error: namingExpected }).trim().min(1, 'text that is not empty').max(100);
const namingValue = z.union(
  [
    nameText,
    z
      .record(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/), nameText)
      .refine((names) => Object.keys(names).length > 0),
  ],
  { error: namingExpected },
);

const ruleExpected = 'one of date, every, or from with to';

interface WrittenRule {
  readonly date?: string | undefined;
  readonly every?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The days that `date`, `every` or `from` with `to` name; a text completes "expected …". */
export function dayRuleOf({ date, every, from, to }: WrittenRule): DayRule | string {
  const given = [date, every, from ?? to].filter((each) => each !== undefined);
  if (given.length !== 1) return ruleExpected;
  if (date !== undefined) return { kind: 'date', date };
  if (every !== undefined) return { kind: 'yearly', monthDay: every };
  if (from === undefined || to === undefined) return ruleExpected;
  return from <= to ? { kind: 'range', from, to } : 'a last day that is not before the first';
}

const specialDayValue = z
  .strictObject({
    date: dateValue.optional(),
    every: yearlyValue.optional(),
    from: dateValue.optional(),
    to: dateValue.optional(),
    hours: intervalsValue,
    name: namingValue.optional(),
  })
  .transform((written, context): SpecialDay => {
    const on = dayRuleOf(written);
    if (typeof on === 'string') {
      context.addIssue({ code: 'custom', message: on });
      return z.NEVER;
    }
    const name: Naming | undefined = written.name;
    return { on, intervals: written.hours, ...(name !== undefined && { name }) };
  });

/** `specialDays` of a site. */
export const specialDaysValue = z.array(specialDayValue).max(1000);

const daysExpected = 'days: mon, tue, wed, thu, fri, sat, sun, mon-fri or mon,wed';
const daysValue = z.string({ error: daysExpected }).transform((text, context) => {
  const days = parseDays(text);
  if (days !== undefined) return days.map((day) => day + 1);
  context.addIssue({ code: 'custom', message: daysExpected });
  return z.NEVER;
});

const scheduleShape = {
  days: daysValue.optional(),
  date: dateValue.optional(),
  from: dateValue.optional(),
  to: dateValue.optional(),
  hours: intervalsValue.optional(),
};

interface WrittenSchedule extends WrittenRule {
  readonly days?: readonly number[] | undefined;
  readonly hours?: readonly OpenInterval[] | undefined;
}

const scheduleExpected = 'one of days, date, or from with to';

function scheduledOf(written: WrittenSchedule, value: number, context: z.RefinementCtx): ScheduledNumber {
  const { days, date, from, to, hours } = written;
  const hasDates = [date, from, to].some((each) => each !== undefined);
  const rule: DayRule | string =
    days === undefined
      ? dayRuleOf(written)
      : hasDates
        ? scheduleExpected
        : { kind: 'weekdays', weekdays: days };
  if (typeof rule !== 'string') return { on: rule, value, ...(hours !== undefined && { intervals: hours }) };
  context.addIssue({ code: 'custom', message: rule === ruleExpected ? scheduleExpected : rule });
  return z.NEVER;
}

const wholePeople = 'a whole number of people';

/** `capacityAt` of a zone. */
export const capacityAtValue = z
  .array(
    z
      .strictObject({
        ...scheduleShape,
        capacity: z
          .number(wholePeople)
          .int(wholePeople)
          .min(1, 'at least 1 person')
          .max(1_000_000, 'at most 1000000 people'),
      })
      .transform((written, context) => scheduledOf(written, written.capacity, context)),
  )
  .max(200);

const staffNumber = z
  .number(wholePeople)
  .int(wholePeople)
  .min(0, 'at least 0 person')
  .max(10_000, 'at most 10000 people');
const staffEntry = z
  .strictObject({ ...scheduleShape, staff: staffNumber })
  .transform((written, context) => scheduledOf(written, written.staff, context));

/** `staff` of a zone: one number, or a list by schedule. */
export const staffValue = z.union([staffNumber, z.array(staffEntry).max(200)], {
  error: 'a whole number of people, or a list of them with their days',
});

const countryExpected = 'a country by its two letters, such as CH';

/** `holidays` of a site. */
export const holidaysValue = z
  .strictObject({
    country: z.string({ error: countryExpected }),
    region: z.string().optional(),
    hours: intervalsValue.optional(),
  })
  .transform(({ country, region, hours = [] }, context): HolidaysConfig => {
    if (!holidayCountries('en').some(({ code }) => code === country)) {
      context.addIssue({ code: 'custom', message: countryExpected, path: ['country'] });
      return z.NEVER;
    }
    const regions = holidayRegions(country, 'en').map(({ code }) => code);
    if (region !== undefined && !regions.includes(region)) {
      context.addIssue({
        code: 'custom',
        message: regionExpected(country, region, regions),
        path: ['region'],
      });
      return z.NEVER;
    }
    return { country, ...(region !== undefined && { region }), intervals: hours };
  });

function regionExpected(country: string, region: string, regions: readonly string[]): string {
  if (regions.length === 0) return `no region: the public holidays of ${country} are the same everywhere`;
  const meant = nearest(region, regions) ?? regions[0];
  return `a region of ${country} such as ${meant}`;
}

const feedExpected = 'an https address, or the path of a file that ends in .ics';
/** Otherwise a user who may enter a calendar could read files of the server. */
export const enteredFeedExpected =
  'an https address: only the configuration file may name a file of the server';

/** Whether it is the path of a file, not an address. */
export function isFeedFile(text: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** `calendar` of a site: where its iCalendar is. */
export const feedValue = z.string({ error: feedExpected }).refine((text) => {
  if (isFeedFile(text)) return text.endsWith('.ics') && text.length <= 1000;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    text.length <= 2000 &&
    (url?.protocol === 'https:' || url?.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  );
}, feedExpected);
