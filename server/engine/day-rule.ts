/**
 * Which days something is for: one date, a date of every year (`08-01`), the days from one date to another, both
 * with them, or days of the week (1 Monday to 7 Sunday). Dates are `2026-12-24`, in the site's local time.
 */
export type DayRule =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'yearly'; readonly monthDay: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] };

/** Whether a rule is for a date, which is that day of the week (1 to 7). */
export function appliesOn(rule: DayRule, date: string, weekday: number): boolean {
  switch (rule.kind) {
    case 'date':
      return rule.date === date;
    case 'yearly':
      return date.endsWith(`-${rule.monthDay}`);
    case 'range':
      return rule.from <= date && date <= rule.to;
    case 'weekdays':
      return rule.weekdays.includes(weekday);
  }
}

/** A single date wins over a date of every year, and that over a range of days. */
const precedence: Record<DayRule['kind'], number> = { date: 3, yearly: 2, range: 1, weekdays: 0 };

/** The most specific entry for a date; of two equal ones the later. */
export function mostSpecific<T extends { readonly on: DayRule }>(
  entries: readonly T[],
  date: string,
  weekday: number,
): T | undefined {
  let best: T | undefined;
  for (const entry of entries) {
    if (!appliesOn(entry.on, date, weekday)) continue;
    if (best === undefined || precedence[entry.on.kind] >= precedence[best.on.kind]) best = entry;
  }
  return best;
}
