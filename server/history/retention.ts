import type { Resolution } from '#lib/contract/history.ts';

/** For how many days each resolution is kept; `'ever'`: it is never deleted. */
export type Retention = Readonly<Record<Resolution, number | 'ever'>>;

/** A little over a year of minutes, so that any day can be laid beside the same one of last year. */
export const defaultRetention: Retention = { '1m': 400, '15m': 'ever', '1h': 'ever', '1d': 'ever' };

const dayMs = 86_400_000;

/** Epoch ms before which a resolution is deleted; undefined where it is kept for ever. */
export function cutOff(retention: Retention, resolution: Resolution, nowMs: number): number | undefined {
  const days = retention[resolution];
  return days === 'ever' ? undefined : nowMs - days * dayMs;
}
