import type { Kysely, Migration } from 'kysely';

/** Alerts, the alert settings of each site, and the messages that have not been delivered yet. */
export const alerts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('alert')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .addColumn('opened_at', 'text', (column) => column.notNull())
      .addColumn('closed_at', 'text')
      .execute();
    await db.schema.createIndex('alert_closed').on('alert').columns(['closed_at', 'opened_at']).execute();
    await db.schema
      .createTable('alert_setting')
      .addColumn('site', 'text', (column) => column.primaryKey())
      .addColumn('document', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('alert_message')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('alert_id', 'text', (column) => column.notNull())
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('due_ms', 'bigint', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('failed_at', 'text')
      .addColumn('error', 'text')
      .addColumn('is_given_up', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('alert_message_due')
      .on('alert_message')
      .columns(['is_given_up', 'due_ms'])
      .execute();
    await db.schema
      .createTable('push_subscription')
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('p256dh', 'text', (column) => column.notNull())
      .addColumn('auth', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('push_subscription_pk', ['endpoint', 'site'])
      .execute();
    await db.schema
      .createTable('display_seen')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('display', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('display_seen_pk', ['site', 'display'])
      .execute();
  },
};
