import type { Kysely, Migration } from 'kysely';

/** Reports that were sent or are to be; see `ReportStore`. */
export const reports: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('report_sending')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('email', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('due_ms', 'double precision', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('claimed_by', 'text')
      .addColumn('error', 'text')
      .addPrimaryKeyConstraint('report_sending_key', ['scope', 'kind', 'from_day', 'email'])
      .execute();
  },
};
