import { DateTime } from 'luxon';

/** A stretch of time, epoch ms: `toMs` no longer belongs to it. */
export interface DayPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The beginning of one day of a calendar and the end of another (`YYYY-MM-DD`, IANA zone); NaN for no day. */
export function periodOfDays(from: string, to: string, zone: string): DayPeriod {
  return {
    fromMs: DateTime.fromISO(from, { zone }).startOf('day').toMillis(),
    toMs: DateTime.fromISO(to, { zone }).plus({ days: 1 }).startOf('day').toMillis(),
  };
}

/** Each day of a calendar between two, both included; none where they are no days. */
export function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  const last = DateTime.fromISO(to, { zone: 'utc' });
  for (let day = DateTime.fromISO(from, { zone: 'utc' }); day <= last; day = day.plus({ days: 1 }))
    days.push(day.toFormat('yyyy-MM-dd'));
  return days;
}
