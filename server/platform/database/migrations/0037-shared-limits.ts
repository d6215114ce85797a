import type { Kysely, Migration } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Codes of screens that wait to be paired; with several sidecars (PostgreSQL) also the tries of people and programs. */
export const sharedLimits = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('pairing_offer')
      .addColumn('ticket', 'text', (column) => column.primaryKey())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('path', 'text')
      .addColumn('until_ms', 'bigint', (column) => column.notNull())
      .execute();
    if (dialect !== 'postgres') return;
    await db.schema
      .createTable('rate_limit')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('points', 'integer', (column) => column.notNull())
      .addColumn('ends_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('rate_limit_of', ['name', 'who'])
      .execute();
  },
});
