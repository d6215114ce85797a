import type { Kysely, Migration } from 'kysely';

/** The last valid iCalendar of each site with a subscribed calendar; see `CalendarFeedTable`. */
export const calendarFeed: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('calendar_feed')
      .addColumn('site', 'text', (column) => column.primaryKey())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('etag', 'text')
      .addColumn('modified', 'text')
      .addColumn('fetched_at', 'text', (column) => column.notNull())
      .execute();
  },
};
