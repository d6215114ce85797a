import { randomUUID } from 'node:crypto';
import { type Kysely, PostgresAdapter, sql } from 'kysely';
import { type Retention, retentionSchema } from '#lib/contract/retention.ts';
import type { Schema } from './schema.ts';
import { readDocument } from './stored-document.ts';

const demo = 'demo';
const demoPast = 'demo-past';
const removed = 'removed';
const opening = 'opens';
/** Changes with each change of the configuration. */
export const configurationRow = 'configuration';
export const retentionRow = 'retention';
const installationId = 'id';
const retentionTime = 'retention-time';
export const chainReportRow = 'chain-report';

/** Each changed row is announced by its name on this channel of PostgreSQL: `NOTIFY` is heard in one database only. */
export const changeChannel = 'doorlight_changes';

/** Stores facts about the installation itself. */
export class InstallationStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Whether somebody has removed the demo site: it does not open again. */
  async isDemoRemoved(): Promise<boolean> {
    return (await this.value(demo)) === removed;
  }

  /** @param opens whether the demo site opens at the next start */
  async setDemo(opens: boolean): Promise<void> {
    await this.setValue(demo, opens ? opening : removed);
  }

  /** The made-up history of the demo: until when it reaches, and whether all of it is written. */
  async demoPast(): Promise<{ readonly untilMs: number; readonly isDone: boolean } | undefined> {
    const value = await this.value(demoPast);
    const untilMs = timeOf(value?.split(' ')[0]);
    return untilMs === undefined ? undefined : { untilMs, isDone: value?.endsWith(' done') === true };
  }

  async setDemoPast(past: { readonly untilMs: number; readonly isDone: boolean }): Promise<void> {
    await this.setValue(demoPast, `${new Date(past.untilMs).toISOString()}${past.isDone ? ' done' : ''}`);
  }

  /**
   * Marks in a transaction that the configuration changes. Another such transaction then waits until this one
   * has ended.
   *
   * @param at ISO 8601 UTC
   */
  async noteChange(at: string): Promise<void> {
    // Two sidecars may change it in the same millisecond.
    await this.setValue(configurationRow, `${at} ${randomUUID()}`);
  }

  /** For how long history is kept; undefined if it was never set. */
  async retention(): Promise<Retention | undefined> {
    const value = await this.value(retentionRow);
    if (value === undefined) return undefined;
    const read = readDocument(retentionSchema, value);
    // Nobody knows what was wanted: nothing is deleted until somebody sets it again.
    return read.ok ? read.value : { minuteDays: null, rollUpDays: null };
  }

  async setRetention(value: Retention): Promise<void> {
    await this.setValue(retentionRow, JSON.stringify(value));
  }

  /** The values of some rows. */
  async values(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#db
      .selectFrom('installation')
      .select(['name', 'value'])
      .where('name', 'in', [...names, ''])
      .execute();
    return new Map(rows.map(({ name, value }) => [name, value]));
  }

  /** A name of this installation, made at its first start: the same for all sidecars with this database. */
  async id(): Promise<string> {
    await this.#db
      .insertInto('installation')
      .values({ name: installationId, value: randomUUID() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await this.value(installationId)) ?? '';
  }

  /** To whom the reports of the chain go (JSON); undefined if it was never set. */
  async chainReport(): Promise<string | undefined> {
    return this.value(chainReportRow);
  }

  async setChainReport(document: string): Promise<void> {
    await this.setValue(chainReportRow, document);
  }

  /** Until when time was believed for deleting what is old (epoch ms); undefined before the first time. */
  async retentionTime(): Promise<number | undefined> {
    return timeOf(await this.value(retentionTime));
  }

  async setRetentionTime(atMs: number): Promise<void> {
    await this.setValue(retentionTime, new Date(atMs).toISOString());
  }

  /** When a zone was saved last (epoch ms); undefined where none was. */
  async lastSavedAt(): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom('zone_state')
      .select((eb) => eb.fn.max('saved_at').as('at'))
      .executeTakeFirst();
    return timeOf(row?.at);
  }

  async value(name: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('installation')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.value;
  }

  async setValue(name: string, value: string): Promise<void> {
    await this.#db
      .insertInto('installation')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
    // In a transaction it is heard when that is on disk, and not at all when it is given up.
    if (this.#db.getExecutor().adapter instanceof PostgresAdapter)
      await sql`select pg_notify(${changeChannel}, ${name})`.execute(this.#db);
  }
}

/** What is no time counts as unknown. */
function timeOf(text: string | null | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
