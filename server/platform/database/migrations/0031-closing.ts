import type { Kysely, Migration } from 'kysely';

/** What sources had counted at each closing; see `ClosingTable`. */
export const closing: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('closing')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'double precision', (column) => column.notNull())
      .addColumn('sum_in', 'double precision', (column) => column.notNull())
      .addColumn('sum_out', 'double precision', (column) => column.notNull())
      .addPrimaryKeyConstraint('closing_key', ['site', 'zone', 'day', 'source'])
      .execute();
  },
};
