import type { Kysely } from 'kysely';
import type { Schema } from '#server/platform/database/schema.ts';

/** Size of the memory cache: when a fleet reloads, its pictures are read from the disk once. */
const maxCached = 32 * 1024 * 1024;

/** Logos, pictures and videos, named by their content: a file under a name never changes. */
export class MediaStore {
  readonly #db: Kysely<Schema>;
  readonly #cache = new Map<string, Buffer>();

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** @param at ISO 8601 UTC */
  async keep(name: string, content: Buffer, by: string, at: string): Promise<void> {
    const kept = { kept_at: at, kept_by: by };
    await this.#db
      .insertInto('media')
      .values({ name, content: content.toString('base64'), ...kept })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(kept))
      .execute();
  }

  async find(name: string): Promise<Buffer | undefined> {
    const cached = this.#cache.get(name);
    if (cached !== undefined) return cached;
    const row = await this.#db
      .selectFrom('media')
      .select('content')
      .where('name', '=', name)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const content = Buffer.from(row.content, 'base64');
    this.#remember(name, content);
    return content;
  }

  /**
   * Removes unused files.
   *
   * @param before ISO 8601 UTC: newer files are kept, because they may be used soon
   */
  async removeUnused(isUsed: (name: string) => boolean, before: string): Promise<void> {
    const rows = await this.#db.selectFrom('media').select('name').where('kept_at', '<', before).execute();
    for (const { name } of rows) {
      if (isUsed(name)) continue;
      await this.#db.deleteFrom('media').where('name', '=', name).execute();
      this.#cache.delete(name);
    }
  }

  #remember(name: string, content: Buffer): void {
    this.#cache.set(name, content);
    let cached = 0;
    for (const each of this.#cache.values()) cached += each.length;
    for (const [oldest, each] of this.#cache) {
      if (cached <= maxCached || oldest === name) break;
      this.#cache.delete(oldest);
      cached -= each.length;
    }
  }
}
