import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Makes the home of a site a part of its key, so that a save can lock it: see `requireHome`. */
export const homeFence = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    if (dialect !== 'postgres') return;
    await sql`create unique index site_home_fence on site_home (site, sidecar)`.execute(db);
  },
});
