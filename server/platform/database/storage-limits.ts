/** What a connection is for. Each kind has connections and limits of its own, so that none can hold up another. */
export type StorageUse =
  /** Sign-in, configuration, audit log, alerts: what somebody waits for. */
  | 'general'
  /** The zones. Lights are unknown until they are saved. */
  | 'saves'
  /** Reading, rolling up and correcting the past: long statements. */
  | 'history'
  /** Changing the tables at the start. */
  | 'migrations';

export interface StorageLimits {
  /** Milliseconds until it must have begun: until there is a connection, and nothing before it. */
  readonly waitMs: number;
  /** Milliseconds until a statement must have answered. */
  readonly answerMs: number;
}
