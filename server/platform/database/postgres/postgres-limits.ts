import type { StorageLimits, StorageUse } from '../storage-limits.ts';

/** Of the connections of one kind of use. All times in milliseconds. */
export interface PostgresLimits extends StorageLimits {
  /** At most at once. */
  readonly connections: number;
  /**
   * After which the server gives a statement up. Sooner than we do: then it is known that nothing was done, and the
   * connection stays.
   */
  readonly statementMs: number;
  /** After which the server stops waiting for somebody else's lock. */
  readonly lockMs: number;
  /** After which the server ends a transaction that hears nothing from us: its locks hold up others. */
  readonly idleInTransactionMs: number;
}

export const postgresLimits: Readonly<Record<StorageUse, PostgresLimits>> = {
  general: {
    connections: 6,
    waitMs: 3000,
    answerMs: 6000,
    statementMs: 5000,
    lockMs: 4000,
    idleInTransactionMs: 5000,
  },
  saves: {
    connections: 2,
    waitMs: 2000,
    answerMs: 4000,
    statementMs: 3000,
    lockMs: 2000,
    idleInTransactionMs: 5000,
  },
  history: {
    connections: 3,
    waitMs: 10_000,
    answerMs: 65_000,
    statementMs: 60_000,
    lockMs: 10_000,
    idleInTransactionMs: 30_000,
  },
  // Another sidecar may change the tables at the same time: it is waited for.
  migrations: {
    connections: 2,
    waitMs: 5000,
    answerMs: 905_000,
    statementMs: 900_000,
    lockMs: 60_000,
    idleInTransactionMs: 60_000,
  },
};
