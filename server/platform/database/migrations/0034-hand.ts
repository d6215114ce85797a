import type { Kysely, Migration } from 'kysely';

/** What people count by hand; see `HandStore`. */
export const hand: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('hand_counter')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('sensor', 'text', (column) => column.notNull())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('total_in', 'integer', (column) => column.notNull())
      .addColumn('total_out', 'integer', (column) => column.notNull())
      .addColumn('key_hash', 'text')
      .addPrimaryKeyConstraint('hand_counter_key', ['site', 'sensor'])
      .execute();
    await db.schema
      .createTable('hand_passage')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('sensor', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('at_ms', 'double precision', (column) => column.notNull())
      .addColumn('came', 'integer', (column) => column.notNull())
      .addColumn('went', 'integer', (column) => column.notNull())
      .addColumn('minute', 'integer', (column) => column.notNull())
      .addColumn('is_placed', 'integer', (column) => column.notNull())
      .addColumn('stored_ms', 'double precision', (column) => column.notNull())
      .addPrimaryKeyConstraint('hand_passage_key', ['site', 'sensor', 'id'])
      .execute();
    await db.schema
      .createIndex('hand_passage_at')
      .on('hand_passage')
      .columns(['site', 'sensor', 'at_ms'])
      .execute();
    await db.schema
      .createTable('hand_phone')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('sensor', 'text', (column) => column.notNull())
      .addColumn('phone', 'text', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('seen_ms', 'double precision', (column) => column.notNull())
      .addPrimaryKeyConstraint('hand_phone_key', ['site', 'sensor', 'phone'])
      .execute();
    await db.schema
      .createTable('hand_shift')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('sensor', 'text', (column) => column.notNull())
      .addColumn('from_ms', 'double precision', (column) => column.notNull())
      .addColumn('until_ms', 'double precision', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('hand_shift_key', ['site', 'sensor', 'from_ms'])
      .execute();
  },
};
