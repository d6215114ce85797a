import type { Kysely } from 'kysely';
import type { ClosingTable, Schema } from '#server/platform/database/schema.ts';

/** What a source of a zone had counted in all when the store was empty after a day. */
export type ClosingRow = ClosingTable;

const keptMs = 400 * 86_400_000;

/** Keeps what the sources of zones had counted at each closing. */
export class ClosingStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** The closings of a zone after a moment (epoch ms), oldest first. */
  async load(site: string, zone: string, afterMs: number): Promise<readonly ClosingRow[]> {
    return this.#db
      .selectFrom('closing')
      .selectAll()
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('at_ms', '>', afterMs)
      .orderBy('at_ms')
      .execute();
  }

  /** Saves one closing; the same one again changes nothing. What is too old goes. */
  async save(rows: readonly ClosingRow[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('closing')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['site', 'zone', 'day', 'source']).doNothing())
        .execute();
      await transaction
        .deleteFrom('closing')
        .where('site', '=', first.site)
        .where('zone', '=', first.zone)
        .where('at_ms', '<', first.at_ms - keptMs)
        .execute();
    });
  }
}
