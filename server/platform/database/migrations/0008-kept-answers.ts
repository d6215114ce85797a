import type { Kysely, Migration } from 'kysely';

/** Answers to commands that had an idempotency key: a repetition gets the same answer. */
export const keptAnswers: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('kept_answer')
      .addColumn('caller', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('request', 'text', (column) => column.notNull())
      .addColumn('answer', 'text')
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('kept_answer_pk', ['caller', 'key'])
      .execute();
    await db.schema.createIndex('kept_answer_at').on('kept_answer').column('at_ms').execute();
  },
};
