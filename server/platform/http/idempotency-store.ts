import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';

/** A command as its caller has named it. */
export interface NamedCommand {
  /** Id of the user or program. */
  readonly caller: string;
  readonly key: string;
  /** A digest of what was asked for. */
  readonly request: string;
}

/** What is known of a command that came before. */
export interface EarlierCommand {
  readonly request: string;
  /** JSON; absent while it is carried out, and where that was cut off. */
  readonly answer?: string;
}

/** Which commands were carried out under which key, and what was answered. */
export class KeptAnswerStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Notes that a command is about to be carried out.
   *
   * @param atMs epoch ms
   * @returns the command that has the key already; undefined where it was free, and is this one's now
   */
  async claim({ caller, key, request }: NamedCommand, atMs: number): Promise<EarlierCommand | undefined> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('kept_answer')
      .values({ caller, key, request, answer: null, at_ms: atMs })
      .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return undefined;
    const row = await this.#db
      .selectFrom('kept_answer')
      .select(['request', 'answer'])
      .where('caller', '=', caller)
      .where('key', '=', key)
      .executeTakeFirst();
    // Given up between the two: whoever asks again finds it free.
    if (row === undefined) return { request };
    return { request: row.request, ...(row.answer === null ? {} : { answer: row.answer }) };
  }

  async keep({ caller, key }: NamedCommand, answer: string): Promise<void> {
    await this.#db
      .updateTable('kept_answer')
      .set({ answer })
      .where('caller', '=', caller)
      .where('key', '=', key)
      .execute();
  }

  /** The command was not carried out: its key is free again. */
  async release({ caller, key }: NamedCommand): Promise<void> {
    await this.#db.deleteFrom('kept_answer').where('caller', '=', caller).where('key', '=', key).execute();
  }

  /** Forgets what came before a moment (epoch ms). */
  async forget(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom('kept_answer').where('at_ms', '<', beforeMs).execute();
  }
}
