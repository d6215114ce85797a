import type { DayRange, ZoneFigures } from '#lib/contract/insights.ts';
import { addDays } from '../history/history-clock.ts';

type Course = ZoneFigures['course'];

/** One hour or day of a period, and of the compared one; null if unknown. */
export interface CoursePoint {
  /** `2026-11-03`, or `2026-11-03T14`. */
  readonly at: string;
  readonly visits: number | null;
  readonly before: number | null;
}

/**
 * Every day of a period, or every hour with data, beside the day at the same distance from the start of the
 * other period: systems leave out days without visits.
 */
export function coursePoints(
  course: Course,
  other: Course,
  period: DayRange,
  comparison: DayRange,
): readonly CoursePoint[] {
  const isByHour = [...course, ...other].some(({ at }) => at.includes('T'));
  const visitsAt = new Map(course.map(({ at, visits }) => [at, visits]));
  const beforeAt = new Map(other.map(({ at, visits }) => [at, visits]));
  const moments = isByHour ? hoursOf(course, other) : daysOf(period);
  return moments.map(({ hour, day }) => {
    const at = hour === undefined ? addDays(period.from, day) : `${period.from}T${hour}`;
    const then = hour === undefined ? addDays(comparison.from, day) : `${comparison.from}T${hour}`;
    return { at, visits: visitsAt.get(at) ?? null, before: beforeAt.get(then) ?? null };
  });
}

interface Moment {
  /** Days since the start of the period. */
  readonly day: number;
  readonly hour?: string;
}

function daysOf({ from, to }: DayRange): Moment[] {
  const days: Moment[] = [];
  for (let day = 0; addDays(from, day) <= to; day += 1) days.push({ day });
  return days;
}

/** The hours from the first to the last with data, without gaps. */
function hoursOf(...courses: readonly Course[]): Moment[] {
  const hours = courses.flat().map(({ at }) => Number(at.slice(11)));
  const first = Math.min(...hours);
  const count = Math.max(...hours) - first + 1;
  return Array.from({ length: count }, (_, index) => ({
    day: 0,
    hour: String(first + index).padStart(2, '0'),
  }));
}
