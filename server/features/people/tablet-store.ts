import type { Kysely } from 'kysely';
import type { Tablet } from '#lib/contract/tablet.ts';
import type { Schema, TabletTable } from '#server/platform/database/schema.ts';

/** The shared tablets, by the hashes of their cookies. */
export class TabletStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Newest first. */
  async list(): Promise<Tablet[]> {
    const rows = await this.#db.selectFrom('tablet').selectAll().orderBy('created_at', 'desc').execute();
    return rows.map(tabletOf);
  }

  async add({ id, name, site, createdAt, createdBy }: Tablet, hash: string): Promise<void> {
    await this.#db
      .insertInto('tablet')
      .values({ id, name, site, hash, created_at: createdAt, created_by: createdBy })
      .execute();
  }

  async find(hash: string): Promise<Tablet | undefined> {
    const row = await this.#db.selectFrom('tablet').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row === undefined ? undefined : tabletOf(row);
  }

  async remove(id: string): Promise<void> {
    await this.#db.deleteFrom('tablet').where('id', '=', id).execute();
  }
}

function tabletOf({ id, name, site, created_at, created_by }: TabletTable): Tablet {
  return { id, name, site, createdAt: created_at, createdBy: created_by };
}
