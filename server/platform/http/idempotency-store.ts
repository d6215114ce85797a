import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';

/** A command with the key its caller gave it. */
export interface NamedCommand {
  /** Id of the user or program. */
  readonly caller: string;
  readonly key: string;
  /** A digest of the request. */
  readonly request: string;
}

/** One attempt to carry it out. */
export interface ClaimedCommand extends NamedCommand {
  /** Epoch ms of its arrival: unique for each attempt, and its id on disk. */
  readonly atMs: number;
}

/** What is known of an earlier command. */
export interface EarlierCommand {
  readonly request: string;
  /** Epoch ms. */
  readonly atMs: number;
  /** JSON; absent while it is carried out, and after an interruption. */
  readonly answer?: string;
}

/** Stores which commands were carried out under which key, and their answers. */
export class KeptAnswerStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Records that a command is about to be carried out.
   *
   * @returns the command that already has the key; undefined if the key was free, and now belongs to this one
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
    // Released between the two statements: it is free.
    if (row === undefined) return this.claim(command);
    return { request: row.request, atMs: row.at_ms, ...(row.answer === null ? {} : { answer: row.answer }) };
  }

  /**
   * Takes over the key of an earlier attempt that was certainly not carried out.
   *
   * @param fromMs arrival of that attempt
   * @returns whether the key now belongs to this one
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

  /** The command was not carried out: its key is free again, unless another attempt has it by now. */
  async release({ caller, key, atMs }: ClaimedCommand): Promise<void> {
    await this.#db
      .deleteFrom('kept_answer')
      .where('caller', '=', caller)
      .where('key', '=', key)
      .where('at_ms', '=', atMs)
      .where('answer', 'is', null)
      .execute();
  }

  /** Removes commands from before a moment (epoch ms). */
  async forget(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom('kept_answer').where('at_ms', '<', beforeMs).execute();
  }
}
