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
  /** Epoch milliseconds; absent if the sender gave no time. */
  readonly atMs?: number;
  /** Absent if the sender gave neither a time nor an id: applying a level twice does no harm. */
  readonly identity?: string;
}

/**
 * An event that has just happened. It says when to poll, not what to count: one person may cross a line as a
 * PERSON and once more as part of a GROUP, and filters of the logic are not applied to it.
 */
export interface PushedEvent {
  readonly type: LiveEventType;
  readonly atMs: number;
  readonly identity: string;
}

/** Live events that change a count. */
export type LiveEventType =
  | 'forward'
  | 'backward'
  | 'entry'
  | 'exit'
  | 'count-up'
  | 'count-down'
  | 'count-reset';

/** The content of one push, including `Pushed` of the driver interface. Empty for a connection test. */
export interface Push {
  /** Without separators, upper-case; absent if the sender does not give it. */
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

/** An empty push. */
export const emptyPush: Push = {
  channelNames: new Map(),
  intervals: [],
  levels: [],
  events: [],
  isHint: false,
  ignored: [],
};

/** Joins several pushes in order; the first serial and name are used. */
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
