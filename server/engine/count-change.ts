import type { CountSource, SeenTotals } from './ledger-state.ts';

/** People in and out since an earlier reading; 0 or more. */
export interface TotalsChange {
  readonly in: number;
  readonly out: number;
}

/** How far behind a device's clock, and for how long, totals that went down may be an old answer. */
const oldAnswerWindowMs = 60_000;

/**
 * By how much a device's clock may gain on the time of arrival over a midnight that really passed: the hour
 * of a DST change, and as much again for a clock that was put right.
 */
const clockGainMs = 2 * 3_600_000;

/**
 * How much totals grew. Totals that went down have restarted (midnight, reboot, cleared device), and so have
 * totals whose device has passed its midnight since: the new values are the change since the restart. Both
 * totals restart together, because they belong to one device.
 */
export function changeOfTotals(before: SeenTotals, now: SeenTotals): TotalsChange {
  return decreases(before, now) || isNextEpoch(before, now)
    ? { in: now.in, out: now.out }
    : { in: now.in - before.in, out: now.out - before.out };
}

function decreases(before: SeenTotals, now: SeenTotals): boolean {
  return now.in < before.in || now.out < before.out;
}

/**
 * Whether the device began a new epoch between two readings. A date is only accepted if the device's clock
 * advanced with real time: a clock that jumps to another day has not restarted its counts. Epochs are dates of
 * the device, `20261121`, and sort as text.
 */
function isNextEpoch(before: SeenTotals, now: SeenTotals): boolean {
  if (before.epoch === undefined || now.epoch === undefined || now.epoch <= before.epoch) return false;
  if (before.clockMs === undefined || now.clockMs === undefined) return false;
  const gainedMs = now.clockMs - before.clockMs - (now.atMs - before.atMs);
  return Math.abs(gainedMs) <= clockGainMs;
}

/**
 * Whether totals that went down are an old, cached answer and not those of a restarted device: the device's
 * clock is a little behind the last one seen. This holds for a minute, so that a device whose clock was set
 * back is not ignored for long, and after that only for exactly the same answer.
 */
export function isOldAnswer(source: CountSource, now: SeenTotals): boolean {
  const { last, late } = source;
  if (!decreases(last, now) || now.clockMs === undefined || last.clockMs === undefined) return false;
  const behindMs = last.clockMs - now.clockMs;
  if (behindMs <= 0 || behindMs > oldAnswerWindowMs) return false;
  const sameAnswer =
    late !== undefined && late.in === now.in && late.out === now.out && late.clockMs === now.clockMs;
  return sameAnswer || now.atMs - last.atMs <= oldAnswerWindowMs;
}
