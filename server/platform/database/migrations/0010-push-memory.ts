import type { Kysely, Migration } from 'kysely';

/** What devices pushed: totals of those that can only push, and which pushes they include. */
export const pushMemory: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('push_memory')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('sensor', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('push_memory_pk', ['site', 'sensor'])
      .execute();
  },
};
