import type { LevelReading } from '#server/sensors/reading.ts';
import type { Period } from '../history.ts';

/**
 * People counted by one line in a stretch of time: a difference, not a total. Pushes are repeated after a
 * network fault, so each `identity` counts once.
 */
export interface PushedInterval extends Period {
  readonly channel: string;
  readonly in: number;
  readonly out: number;
  readonly identity: string;
}

/** People in a zone or queue at a moment of the device's clock. */
export interface PushedLevel {
  readonly reading: LevelReading;
  /** Epoch milliseconds; absent where the sender told no time. */
  readonly atMs?: number;
  /** Absent where the sender gave neither a time nor an id: a level that is taken twice does no harm. */
  readonly identity?: string;
}

/**
 * Something that has just happened. It says when to look, not what to count: one person may cross a line as a
 * PERSON and once more as part of a GROUP, and filters of the logic are not applied to it.
 */
export interface PushedEvent {
  readonly type: LiveEventType;
  readonly atMs: number;
  readonly identity: string;
}

/** What a live event is about, of those that change a count. */
export type LiveEventType =
  | 'forward'
  | 'backward'
  | 'entry'
  | 'exit'
  | 'count-up'
  | 'count-down'
  | 'count-reset';

/** Everything one push brought, `Pushed` of the driver interface in it. Empty for a test of the connection. */
export interface Push {
  /** Without separators, upper-case; absent where the sender does not say. */
  readonly serial?: string;
  readonly name?: string;
  readonly channelNames: ReadonlyMap<string, string>;
  readonly intervals: readonly PushedInterval[];
  readonly levels: readonly PushedLevel[];
  readonly events: readonly PushedEvent[];
  /** Whether something happened that only a poll can count: there are events. */
  readonly isHint: boolean;
  /** Parts that were understood as JSON and not as counts, in short, for the log. */
  readonly ignored: readonly string[];
}

/** A push of which nothing is known yet. */
export const emptyPush: Push = {
  channelNames: new Map(),
  intervals: [],
  levels: [],
  events: [],
  isHint: false,
  ignored: [],
};

/** One push of several, each part in its order; the first serial and name hold for all. */
export function joinPushes(pushes: readonly Push[]): Push {
  const serial = pushes.find((push) => push.serial !== undefined)?.serial;
  const name = pushes.find((push) => push.name !== undefined)?.name;
  return {
    ...(serial === undefined ? {} : { serial }),
    ...(name === undefined ? {} : { name }),
    channelNames: new Map(pushes.flatMap((push) => [...push.channelNames])),
    intervals: pushes.flatMap((push) => push.intervals),
    levels: pushes.flatMap((push) => push.levels),
    events: pushes.flatMap((push) => push.events),
    isHint: pushes.some((push) => push.isHint),
    ignored: pushes.flatMap((push) => push.ignored),
  };
}
