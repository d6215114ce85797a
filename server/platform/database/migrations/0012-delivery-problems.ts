import type { Kysely, Migration } from 'kysely';

/** Why a message was not delivered, as a code with values beside the English text, for other languages. */
export const deliveryProblems: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('alert_message').addColumn('problem', 'text').execute();
  },
};
