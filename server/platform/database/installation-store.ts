import type { Kysely } from 'kysely';
import { type Retention, retentionSchema } from '#lib/contract/retention.ts';
import type { Schema } from './schema.ts';

const demo = 'demo';
const removed = 'removed';
const opening = 'opens';
const configuration = 'configuration';
const retention = 'retention';

/** Stores facts about the installation itself. */
export class InstallationStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Whether somebody has removed the demo site: it does not open again. */
  async isDemoRemoved(): Promise<boolean> {
    return (await this.#value(demo)) === removed;
  }

  /** @param opens whether the demo site opens at the next start */
  async setDemo(opens: boolean): Promise<void> {
    await this.#setValue(demo, opens ? opening : removed);
  }

  /**
   * Marks in a transaction that the configuration changes. Another such transaction then waits until this one
   * has ended.
   *
   * @param at ISO 8601 UTC
   */
  async noteChange(at: string): Promise<void> {
    await this.#setValue(configuration, at);
  }

  /** For how long history is kept; undefined if it was never set. */
  async retention(): Promise<Retention | undefined> {
    const value = await this.#value(retention);
    return value === undefined ? undefined : retentionSchema.parse(JSON.parse(value));
  }

  async setRetention(value: Retention): Promise<void> {
    await this.#setValue(retention, JSON.stringify(value));
  }

  /** When the configuration was changed last (ISO 8601 UTC); undefined: never. */
  changedAt(): Promise<string | undefined> {
    return this.#value(configuration);
  }

  async #value(name: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('installation')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.value;
  }

  async #setValue(name: string, value: string): Promise<void> {
    await this.#db
      .insertInto('installation')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  }
}
