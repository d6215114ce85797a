import type { Kysely, Migration } from 'kysely';

/** Quarter hours, hours and days of zones, made from their minutes; and the state of back-fills. */
export const historyRollUps: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('history_minute')
      .addColumn('backfilled_ms', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();

    await db.schema
      .createTable('history_rollup')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('resolution', 'text', (column) => column.notNull())
      .addColumn('start', 'integer', (column) => column.notNull())
      .addColumn('min', 'integer')
      .addColumn('max', 'integer')
      .addColumn('area', 'double precision', (column) => column.notNull())
      .addColumn('known_ms', 'integer', (column) => column.notNull())
      .addColumn('amber_ms', 'integer', (column) => column.notNull())
      .addColumn('red_ms', 'integer', (column) => column.notNull())
      .addColumn('unknown_ms', 'integer', (column) => column.notNull())
      .addColumn('closed_ms', 'integer', (column) => column.notNull())
      .addColumn('recorded_ms', 'integer', (column) => column.notNull())
      .addColumn('backfilled_ms', 'integer', (column) => column.notNull())
      .addColumn('came', 'integer', (column) => column.notNull())
      .addColumn('went', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('history_rollup_key', ['site', 'zone', 'resolution', 'start'])
      .execute();

    await db.schema
      .createTable('history_rolled')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('until', 'integer', (column) => column.notNull())
      .addColumn('timezone', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('history_rolled_key', ['site', 'zone'])
      .execute();

    await db.schema
      .createTable('backfill')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('sensor', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('from_ms', 'double precision', (column) => column.notNull())
      .addColumn('to_ms', 'double precision', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('backfill_key', ['site', 'zone', 'sensor', 'channel', 'from_ms'])
      .execute();
    await db.schema.createIndex('backfill_by_state').on('backfill').columns(['state', 'to_ms']).execute();
  },
};
