import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

const demo = 'demo';
const removed = 'removed';

/** What is remembered of the installation itself. */
export class InstallationStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Whether somebody has removed the demo site: it does not open again. */
  async isDemoRemoved(): Promise<boolean> {
    const row = await this.#db
      .selectFrom('installation')
      .select('value')
      .where('name', '=', demo)
      .executeTakeFirst();
    return row?.value === removed;
  }

  async removeDemo(): Promise<void> {
    await this.#db
      .insertInto('installation')
      .values({ name: demo, value: removed })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: removed }))
      .execute();
  }
}
