import type { Kysely } from 'kysely';
import type { CalendarFeedTable, Schema } from '#server/platform/database/schema.ts';

/** The last valid iCalendar of each site: used while its address does not answer, also after a restart. */
export class FeedStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async load(): Promise<readonly CalendarFeedTable[]> {
    return this.#db.selectFrom('calendar_feed').selectAll().execute();
  }

  async save(row: CalendarFeedTable): Promise<void> {
    const { site: _, ...changed } = row;
    await this.#db
      .insertInto('calendar_feed')
      .values(row)
      .onConflict((conflict) => conflict.column('site').doUpdateSet(changed))
      .execute();
  }
}
