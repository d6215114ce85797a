import type { Dialect as KyselyDialect } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { StorageUse } from './storage-limits.ts';

/** The connection to one kind of database. */
export interface ConnectedDatabase {
  readonly dialect: Dialect;
  /** The file or host, for messages. */
  readonly place: string;
  /** Connections for one kind of use. */
  connect(use: StorageUse): KyselyDialect;
  /** Closes what the connections share. */
  close(): Promise<void>;
}
