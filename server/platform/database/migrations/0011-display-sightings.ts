import { type Kysely, type Migration, sql } from 'kysely';

/** When a display's screen was last seen, and its last report. Displays that were known before are kept. */
export const displaySightings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('display_sighting')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('display', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'text')
      .addColumn('document', 'text')
      .addPrimaryKeyConstraint('display_sighting_pk', ['site', 'display'])
      .execute();
    await sql`insert into display_sighting (site, display) select site, display from display_seen`.execute(
      db,
    );
    await db.schema.dropTable('display_seen').execute();
  },
};
