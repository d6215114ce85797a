import type { Kysely, Migration } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** The first tables: states of zones, their history by the minute, the audit log, serials of sensors. */
export function foundation(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('zone_state')
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('zone', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('saved_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('zone_state_key', ['site', 'zone'])
        .execute();

      await db.schema
        .createTable('history_minute')
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('zone', 'text', (column) => column.notNull())
        .addColumn('minute', 'integer', (column) => column.notNull())
        .addColumn('min', 'integer')
        .addColumn('max', 'integer')
        .addColumn('area', 'double precision', (column) => column.notNull())
        .addColumn('known_ms', 'integer', (column) => column.notNull())
        .addColumn('amber_ms', 'integer', (column) => column.notNull())
        .addColumn('red_ms', 'integer', (column) => column.notNull())
        .addColumn('unknown_ms', 'integer', (column) => column.notNull())
        .addColumn('closed_ms', 'integer', (column) => column.notNull())
        .addColumn('recorded_ms', 'integer', (column) => column.notNull())
        .addColumn('came', 'integer', (column) => column.notNull())
        .addColumn('went', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('history_minute_key', ['site', 'zone', 'minute'])
        .execute();

      await db.schema
        .createTable('audit')
        .addColumn('id', dialect === 'sqlite' ? 'integer' : 'serial', (column) =>
          dialect === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey(),
        )
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('site', 'text')
        .addColumn('zone', 'text')
        .addColumn('from_value', 'text')
        .addColumn('to_value', 'text')
        .addColumn('note', 'text')
        .addColumn('result', 'text')
        .addColumn('sources', 'text')
        .execute();
      await db.schema.createIndex('audit_by_zone').on('audit').columns(['site', 'zone', 'id']).execute();

      await db.schema
        .createTable('sensor_identity')
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('sensor', 'text', (column) => column.notNull())
        .addColumn('url', 'text', (column) => column.notNull())
        .addColumn('serial', 'text', (column) => column.notNull())
        .addColumn('pinned_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('sensor_identity_key', ['site', 'sensor'])
        .execute();
    },
  };
}
