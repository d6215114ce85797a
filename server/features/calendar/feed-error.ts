import type { FeedProblemCode } from '#lib/contract/calendar.ts';

/** Why a subscribed calendar cannot be used: in English, and for programs. */
export interface FeedProblem {
  readonly code: FeedProblemCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/** A subscribed calendar cannot be had or read. */
export class FeedError extends Error {
  readonly problem: FeedProblem;

  constructor(code: FeedProblemCode, message: string, values: FeedProblem['values'] = {}) {
    super(message);
    this.problem = { code, message, values };
  }
}

/** What to say of anything that was thrown. `fetch failed` says nothing: its cause does. */
export function feedProblemOf(error: unknown): FeedProblem {
  if (error instanceof FeedError) return error.problem;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { code: 'no-answer', message: 'it did not answer within 20 seconds', values: { seconds: 20 } };
  }
  const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return { code: 'no-file', message: 'there is no such file', values: {} };
  }
  return { code: 'unreachable', message: reason, values: { reason } };
}
