import type { ReportKind } from '#lib/contract/report.ts';

/** A day (`2026-11-18`) of the last week or month that has ended. */
export function startDay(kind: ReportKind, now: Date): string {
  return movedDay(kind, now.toISOString().slice(0, 10), -1);
}

/** The same day so many weeks later, or the first of the month so many months later. */
export function movedDay(kind: ReportKind, day: string, steps: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (kind === 'week') date.setUTCDate(date.getUTCDate() + 7 * steps);
  else date.setUTCMonth(date.getUTCMonth() + steps, 1);
  return date.toISOString().slice(0, 10);
}
