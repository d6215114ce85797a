import type { Kysely, Migration } from 'kysely';

/** The capacity that applied, in each minute and each bin of history; null for what was recorded before. */
export const capacityThen: Migration = {
  async up(db: Kysely<unknown>) {
    for (const table of ['history_minute', 'history_rollup']) {
      await db.schema.alterTable(table).addColumn('capacity', 'integer').execute();
    }
  },
};
