import type { Kysely, Migration } from 'kysely';

/** Logos, pictures and videos of displays. */
export const media: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('media')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('kept_at', 'text', (column) => column.notNull())
      .addColumn('kept_by', 'text', (column) => column.notNull())
      .execute();
  },
};
