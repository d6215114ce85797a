import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { divideTable } from '../postgres/month-partitions.ts';
import type { Schema } from '../schema.ts';

/**
 * In PostgreSQL the minutes of history are a table for each month. A table with rows is divided later, while everybody goes on
 * saving: see `MonthPartitions.divide`.
 */
export const historyMonths = (dialect: Dialect): Migration => ({
  async up(db: Kysely<Schema>) {
    if (dialect !== 'postgres') return;
    const { rows } = await sql`select 1 from history_minute limit 1`.execute(db);
    if (rows.length === 0) await divideTable(db, undefined);
  },
});
