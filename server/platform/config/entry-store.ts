import type { Kysely } from 'kysely';
import { entryKindSchema } from '#lib/contract/config-entry.ts';
import { InstallationStore } from '../database/installation-store.ts';
import type { Schema } from '../database/schema.ts';
import type { EntryKey, StoredEntry } from './config-entry.ts';
import type { EntryChange } from './entry-writer.ts';

/** The configuration that people made in the console. */
export class EntryStore {
  readonly #db: Kysely<Schema>;
  readonly #now: () => number;

  /** @param now epoch ms */
  constructor(db: Kysely<Schema>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** In the order of their ids, so that they stand in the same order at each start. */
  async load(): Promise<StoredEntry[]> {
    const rows = await this.#db
      .selectFrom('config_entry')
      .selectAll()
      .orderBy('site')
      .orderBy('id')
      .execute();
    return rows.map(({ site, kind, id, document }) => ({
      site,
      kind: entryKindSchema.parse(kind),
      id,
      document: JSON.parse(document),
    }));
  }

  /**
   * Writes all rows of a change in one transaction. One that is still under way is waited for, also one that was
   * given up: what is written here comes after it.
   */
  async replace({ saved, removed, by, opensDemo }: EntryChange): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const installation = new InstallationStore(db);
      await installation.noteChange(new Date(this.#now()).toISOString());
      if (opensDemo !== undefined) await installation.setDemo(opensDemo);
      for (const key of removed) await this.#remove(db, key);
      for (const entry of saved) await this.#save(db, entry, by);
    });
  }

  async #save(db: Kysely<Schema>, { site, kind, id, document }: StoredEntry, by: string): Promise<void> {
    const changed = {
      document: JSON.stringify(document),
      changed_at: new Date(this.#now()).toISOString(),
      changed_by: by,
    };
    await db
      .insertInto('config_entry')
      .values({ site, kind, id, ...changed })
      .onConflict((conflict) => conflict.columns(['site', 'kind', 'id']).doUpdateSet(changed))
      .execute();
  }

  async #remove(db: Kysely<Schema>, { site, kind, id }: EntryKey): Promise<void> {
    await db
      .deleteFrom('config_entry')
      .where('site', '=', site)
      .where('kind', '=', kind)
      .where('id', '=', id)
      .execute();
  }
}
