import { DateTime } from 'luxon';
import type { Comparison, DayRange, InsightsQuery } from '#lib/contract/insights.ts';
import { ProblemError } from '#server/platform/http/problem.ts';

const defaultDays = 7;
const maxDays = 366;
/** This many days earlier is the same weekday: shops compare Saturdays with Saturdays. */
const yearDays = 52 * 7;

/** The requested days, and those they are compared with. */
export interface AskedPeriods {
  readonly period: DayRange;
  readonly comparison: DayRange & { readonly kind: Comparison };
}

/**
 * The requested days, in the site's timezone.
 *
 * @throws ProblemError 400 for days in the wrong order, in the future, or too many
 */
export function periodsOf(query: InsightsQuery, nowMs: number, timezone: string): AskedPeriods {
  const today = DateTime.fromMillis(nowMs, { zone: timezone }).startOf('day');
  const to = query.to === undefined ? today.minus({ days: 1 }) : dayOf(query.to);
  const from = query.from === undefined ? to.minus({ days: defaultDays - 1 }) : dayOf(query.from);
  const period = { from: printed(from), to: printed(to) };
  if (period.from > period.to) {
    throw new ProblemError(400, `from: ${period.from} is after to: ${period.to}.`, { code: 'days-order' });
  }
  if (period.to > printed(today)) {
    throw new ProblemError(400, `to: ${period.to} is still to come; at the site it is ${printed(today)}.`, {
      code: 'days-to-come',
    });
  }
  const days = Math.round(to.diff(from, 'days').days) + 1;
  if (days > maxDays)
    throw new ProblemError(400, `from, to: at most ${maxDays} days; these are ${days}.`, {
      code: 'days-many',
      values: { max: maxDays },
    });
  const back = query.compare === 'year' ? yearDays * Math.ceil(days / yearDays) : days;
  return {
    period,
    comparison: {
      kind: query.compare,
      from: printed(from.minus({ days: back })),
      to: printed(to.minus({ days: back })),
    },
  };
}

/** Days are counted in UTC, where each has 24 hours. */
function dayOf(date: string): DateTime {
  return DateTime.fromISO(date, { zone: 'utc' });
}

function printed(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd');
}
