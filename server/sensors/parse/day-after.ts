import { DateTime } from 'luxon';

/**
 * The next day of the calendar; what is no day stays what it is, for the check that refuses it.
 *
 * @example dayAfter('2024-02-28') // '2024-02-29'
 */
export function dayAfter(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate() ?? day;
}
