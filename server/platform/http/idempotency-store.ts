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

/** One try to carry it out. */
export interface ClaimedCommand extends NamedCommand {
  /** When it came, epoch ms: different for each try, and its name on disk. */
  readonly atMs: number;
}

/** What is known of a command that came before. */
export interface EarlierCommand {
  readonly request: string;
  /** Epoch ms. */
  readonly atMs: number;
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
   * @returns the command that has the key already; undefined where it was free, and is this one's now
   */
  async claim(command: ClaimedCommand): Promise<EarlierCommand | undefined> {
    const { caller, key, request, atMs } = command;
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('kept_answer')
      .values({ caller, key, request, answer: null, at_ms: atMs })
      .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return undefined;
    const row = await this.#db
      .selectFrom('kept_answer')
      .select(['request', 'answer', 'at_ms'])
      .where('caller', '=', caller)
      .where('key', '=', key)
      .executeTakeFirst();
    // Given back between the two: it is free.
    if (row === undefined) return this.claim(command);
    return { request: row.request, atMs: row.at_ms, ...(row.answer === null ? {} : { answer: row.answer }) };
  }

  /**
   * Takes the key of an earlier try of which is known that it was not carried out.
   *
   * @param fromMs when that came
   * @returns whether the key is this one's now
   */
  async takeOver({ caller, key, request, atMs }: ClaimedCommand, fromMs: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('kept_answer')
      .set({ request, at_ms: atMs })
      .where('caller', '=', caller)
      .where('key', '=', key)
      .where('at_ms', '=', fromMs)
      .where('answer', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async keep({ caller, key, atMs }: ClaimedCommand, answer: string): Promise<void> {
    await this.#db
      .updateTable('kept_answer')
      .set({ answer })
      .where('caller', '=', caller)
      .where('key', '=', key)
      .where('at_ms', '=', atMs)
      .execute();
  }

  /** The command was not carried out: its key is free again, unless another try has it by now. */
  async release({ caller, key, atMs }: ClaimedCommand): Promise<void> {
    await this.#db
      .deleteFrom('kept_answer')
      .where('caller', '=', caller)
      .where('key', '=', key)
      .where('at_ms', '=', atMs)
      .where('answer', 'is', null)
      .execute();
  }

  /** Forgets what came before a moment (epoch ms). */
  async forget(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom('kept_answer').where('at_ms', '<', beforeMs).execute();
  }
}
