/** The use of a connection. Each kind has its own connections and limits, so that none can block another. */
export type StorageUse =
  /** Sign-in, configuration, audit log, alerts: requests that somebody waits for. */
  | 'general'
  /** Renewing the lease of this sidecar: requests in their thousands must not delay it. */
  | 'lease'
  /** Saving zones. Lights are unknown until they are saved. */
  | 'saves'
  /** Reading, rolling up and correcting the past: long statements. */
  | 'history'
  /** Changing the tables at the start. */
  | 'migrations';

export interface StorageLimits {
  /** Milliseconds until a connection must be available. */
  readonly waitMs: number;
  /** Milliseconds until a statement must have answered. */
  readonly answerMs: number;
}
