import type { Kysely, Migration } from 'kysely';

/** Saved documents of zones that could not be read: copies, because the zones are then overwritten. */
export const zoneStateAside: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('zone_state_aside')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('zone', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('saved_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('zone_state_aside_key', ['site', 'zone', 'saved_at'])
      .execute();
  },
};
