import { z } from 'zod';
import { wholeNumberOf } from '../parse/whole-number.ts';

/** How numbers are grouped in time, in our words. `weekday` and `minute` are not known to every call. */
export type Grouping = 'year' | 'month' | 'week' | 'day' | 'weekday' | 'hour' | 'minute';

/**
 * The stretch of a calendar that a row covers. It has the parts of the grouping: a row by hours has year,
 * month, day and hour; one by weekdays may have the weekday alone. Hours are local to the location.
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
export const periodSchema = z
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
