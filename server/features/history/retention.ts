import type { Resolution } from '#lib/contract/history.ts';
import type { Retention } from '#lib/contract/retention.ts';

/** A little over a year of minutes, so that any day can be compared with the same one of last year. */
export const defaultRetention: Retention = { minuteDays: 400, rollUpDays: null };

const dayMs = 86_400_000;

/** Epoch ms before which a resolution is deleted; undefined if it is kept for ever. */
export function cutOff(
  { minuteDays, rollUpDays }: Retention,
  resolution: Resolution,
  nowMs: number,
): number | undefined {
  const days = resolution === '1m' ? minuteDays : rollUpDays;
  return days === null ? undefined : nowMs - days * dayMs;
}
