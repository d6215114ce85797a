import type { Kysely, Migration } from 'kysely';

/** Spans of minutes that changed after they were rolled up: stored until they are rolled up again. */
export const historyLate: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('history_late')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('from_minute', 'integer', (column) => column.notNull())
      .addColumn('to_minute', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('history_late_key', ['site', 'zone', 'from_minute', 'to_minute'])
      .execute();
  },
};
