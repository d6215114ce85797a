import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Which sidecars live, and which one is the home of each site; only several need it, and several have PostgreSQL. */
export const sidecars = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    if (dialect !== 'postgres') return;
    await db.schema
      .createTable('sidecar')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('since', 'timestamptz', (column) => column.notNull())
      .addColumn('ends_at', 'timestamptz', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('site_home')
      .addColumn('site', 'text', (column) => column.primaryKey())
      .addColumn('sidecar', 'text')
      .addColumn('epoch', 'integer', (column) => column.notNull())
      .addColumn('handed_over', 'text')
      .addColumn('changed_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
      .execute();
    await db.schema.createIndex('site_home_changed').on('site_home').column('changed_at').execute();
  },
});
