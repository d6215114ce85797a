import { type Cause, causeKey } from './causes.ts';

/** The stored state of one cause. */
export interface CauseState {
  readonly isOpen: boolean;
  /** Since when its condition differs from its alert (monotonic ms); undefined: it does not. */
  readonly otherSinceMs?: number;
  /** When an open one closes (monotonic ms), while its cause is right. */
  readonly closesAtMs?: number;
  /** Of the cause when the alert opened; unknown after a restart. */
  readonly basis?: string;
  /** A more serious alert included this one: it waits until the condition was right once. */
  readonly isCovered?: boolean;
}

/** By {@link causeKey}; a cause that is right and has no alert is left out. */
export type AlertState = ReadonlyMap<string, CauseState>;

export interface Decision {
  readonly state: AlertState;
  /** Causes whose alert opens. */
  readonly opened: readonly Cause[];
  /** Keys of alerts that close. */
  readonly closed: readonly string[];
}

/**
 * Decides which alerts open and close. Pure: an alert opens when its cause has been wrong for long enough
 * without interruption, and closes when it has been right for long enough, or no longer exists.
 *
 * @param causes of every site; a cause that covers another comes before it
 * @param nowMs monotonic milliseconds
 */
export function decide(state: AlertState, causes: Iterable<Cause>, nowMs: number): Decision {
  const next = new Map<string, CauseState>();
  const opened: Cause[] = [];
  const closed: string[] = [];
  for (const cause of causes) {
    const key = causeKey(cause);
    const before = state.get(key) ?? quiet;
    const isCovered = cause.coveredBy !== undefined && next.get(cause.coveredBy)?.isOpen === true;
    const after = isCovered ? covered(cause) : advance(before, cause, nowMs);
    if (after.isOpen && !before.isOpen) opened.push(cause);
    if (before.isOpen && !after.isOpen) closed.push(key);
    if (!isIdle(after)) next.set(key, after);
  }
  for (const [key, { isOpen }] of state) {
    if (isOpen && !next.has(key) && !closed.includes(key)) closed.push(key);
  }
  return { state: next, opened, closed };
}

const quiet: CauseState = { isOpen: false };

function isIdle({ isOpen, otherSinceMs, isCovered = false }: CauseState): boolean {
  return !isOpen && !isCovered && otherSinceMs === undefined;
}

function covered({ condition }: Cause): CauseState {
  return { isOpen: false, isCovered: condition !== 'right' };
}

function advance(before: CauseState, cause: Cause, nowMs: number): CauseState {
  const { isOpen } = before;
  const isCovered = before.isCovered === true && cause.condition !== 'right';
  // What was open before a restart is judged from now on.
  const judgedBy = before.basis ?? (isOpen ? cause.basis : undefined);
  const basis = judgedBy === undefined ? {} : { basis: judgedBy };
  // While the condition is unknown nothing changes, and waiting starts again.
  if (cause.condition === 'unsure' || isCovered) return { isOpen, isCovered, ...basis };
  if ((cause.condition === 'wrong') === isOpen) return { isOpen, ...basis };
  const otherSinceMs = before.otherSinceMs ?? nowMs;
  if (!isOpen) {
    if (nowMs - otherSinceMs < cause.opensAfterMs) return { isOpen, otherSinceMs };
    return cause.basis === undefined ? { isOpen: true } : { isOpen: true, basis: cause.basis };
  }
  const isDealtWith = cause.basis !== judgedBy;
  return isDealtWith || nowMs - otherSinceMs >= cause.closesAfterMs
    ? { isOpen: false }
    : { isOpen, otherSinceMs, closesAtMs: otherSinceMs + cause.closesAfterMs, ...basis };
}
