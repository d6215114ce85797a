import type { Kysely } from 'kysely';
import type { Schema } from '#server/platform/database/schema.ts';

/** The stored data of a person's PIN. */
export interface KeptPin {
  readonly hash: string;
  /** Wrong attempts since the last right one. */
  readonly wrong: number;
  /** ISO 8601 UTC. */
  readonly lockedUntil: string | undefined;
}

type PinState = Omit<KeptPin, 'hash'>;

/** PINs, by their owners' ids: only hashes. */
export class PinStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async all(): Promise<ReadonlyMap<string, KeptPin>> {
    const rows = await this.#db.selectFrom('pin').selectAll().execute();
    return new Map(rows.map((row) => [row.user_id, pinOf(row)]));
  }

  async find(userId: string): Promise<KeptPin | undefined> {
    const row = await this.#db.selectFrom('pin').selectAll().where('user_id', '=', userId).executeTakeFirst();
    return row === undefined ? undefined : pinOf(row);
  }

  /** Sets a new PIN, unlocked. */
  async set(userId: string, hash: string): Promise<void> {
    const fresh = { hash, wrong: 0, locked_until: null };
    await this.#db
      .insertInto('pin')
      .values({ user_id: userId, ...fresh })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(fresh))
      .execute();
  }

  /** @param before nothing is noted if it is no longer so @returns whether it was noted */
  async note(userId: string, { wrong, lockedUntil }: PinState, before?: PinState): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('pin')
      .set({ wrong, locked_until: lockedUntil ?? null })
      .where('user_id', '=', userId)
      .$if(before !== undefined, (query) =>
        query
          .where('wrong', '=', before?.wrong ?? 0)
          .where('locked_until', before?.lockedUntil === undefined ? 'is' : '=', before?.lockedUntil ?? null),
      )
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** @returns whether there was one */
  async remove(userId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('pin')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

function pinOf(row: { hash: string; wrong: number; locked_until: string | null }): KeptPin {
  return { hash: row.hash, wrong: row.wrong, lockedUntil: row.locked_until ?? undefined };
}
