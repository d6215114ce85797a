import type { Kysely, Migration } from 'kysely';

/** Configuration made in the console: one JSON document for each site, sensor, zone and display. */
export const configEntries: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('config_entry')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'text', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('config_entry_key', ['site', 'kind', 'id'])
      .execute();
  },
};
