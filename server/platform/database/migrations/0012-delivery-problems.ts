import type { Kysely, Migration } from 'kysely';

/** Why a message did not arrive, as a code and values beside the English text: other languages say it by them. */
export const deliveryProblems: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('alert_message').addColumn('problem', 'text').execute();
  },
};
