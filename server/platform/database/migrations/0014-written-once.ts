import type { Kysely, Migration } from 'kysely';

/**
 * Numbers and keys by which a repeated write (its answer was lost) is recognised: saves of zones, and entries
 * of the audit log.
 */
export const writtenOnce: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['save_number', 'save_before']) {
      await db.schema
        .alterTable('zone_state')
        .addColumn(column, 'bigint', (bigint) => bigint.notNull().defaultTo(0))
        .execute();
    }
    await db.schema.alterTable('audit').addColumn('entry_key', 'text').execute();
    await db.schema.createIndex('audit_entry_key').on('audit').column('entry_key').unique().execute();
  },
};
