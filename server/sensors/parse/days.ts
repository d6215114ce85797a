import { DateTime } from 'luxon';

/** A span of time, epoch ms: `toMs` is exclusive. */
interface DayPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * From the start of one day of a calendar to the end of another (`YYYY-MM-DD`, IANA zone); NaN for invalid
 * days.
 */
export function periodOfDays(from: string, to: string, zone: string): DayPeriod {
  return {
    fromMs: DateTime.fromISO(from, { zone }).startOf('day').toMillis(),
    toMs: DateTime.fromISO(to, { zone }).plus({ days: 1 }).startOf('day').toMillis(),
  };
}

/** Each day of a calendar between two, inclusive; none for invalid days. */
export function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  const last = DateTime.fromISO(to, { zone: 'utc' });
  for (let day = DateTime.fromISO(from, { zone: 'utc' }); day <= last; day = day.plus({ days: 1 }))
    days.push(day.toFormat('yyyy-MM-dd'));
  return days;
}

/**
 * The next day of the calendar; an invalid day is returned unchanged, for the check that refuses it.
 *
 * @example dayAfter('2024-02-28') // '2024-02-29'
 */
export function dayAfter(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? day;
}
