import type { Kysely, Migration } from 'kysely';

/** API keys have roles at single sites, as people do. */
export const keySites: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('api_key').addColumn('sites', 'text').execute();
  },
};
