import type { StorageLimits, StorageUse } from '../storage-limits.ts';

/** Limits of the connections of one kind of use. All times in milliseconds. */
export interface PostgresLimits extends StorageLimits {
  /** Maximum number at once. */
  readonly connections: number;
  /**
   * The server cancels a statement after this time. Shorter than our own limit: then it is known that nothing
   * was done, and the connection stays usable.
   */
  readonly statementMs: number;
  /** The server stops waiting for a lock after this time. */
  readonly lockMs: number;
  /** The server ends an idle transaction after this time: its locks block others. */
  readonly idleInTransactionMs: number;
}

const general: PostgresLimits = {
  connections: 6,
  waitMs: 3000,
  answerMs: 6000,
  statementMs: 5000,
  lockMs: 4000,
  idleInTransactionMs: 5000,
};

export const postgresLimits: Readonly<Record<StorageUse, PostgresLimits>> = {
  general,
  lease: { ...general, connections: 2 },
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
  // Another sidecar may be migrating at the same time: it is waited for.
  migrations: {
    connections: 2,
    waitMs: 5000,
    answerMs: 905_000,
    statementMs: 900_000,
    lockMs: 60_000,
    idleInTransactionMs: 60_000,
  },
};
