import type { Kysely } from 'kysely';
import { type AuditEntry, auditEntrySchema } from '#lib/contract/audit.ts';
import type { AuditTable, Schema } from '#server/platform/database/schema.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';

export interface AuditQuery {
  readonly site?: string | undefined;
  readonly zone?: string | undefined;
  readonly who?: string | undefined;
  readonly action?: AuditEntry['action'] | undefined;
  /** ISO 8601 UTC with milliseconds: `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only entries of these sites; global ones are left out. */
  readonly sites?: readonly string[] | undefined;
  /** Only entries older than this one, for the next page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The log of actions by people and schedules. It only grows. */
export class AuditStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * @param at ISO 8601 UTC
   * @param key unique for each entry, if it may be written again because its answer was lost
   */
  async append(entry: Omit<AuditEntry, 'id' | 'at'>, at: string, key?: string): Promise<void> {
    await this.#db
      .insertInto('audit')
      .values({
        at,
        who: entry.who,
        action: entry.action,
        site: entry.site ?? null,
        zone: entry.zone ?? null,
        from_value: entry.from ?? null,
        to_value: entry.to ?? null,
        note: entry.note ?? null,
        result: entry.result ?? null,
        sources: entry.sources === undefined ? null : JSON.stringify(entry.sources),
        entry_key: key ?? null,
      })
      .onConflict((conflict) => conflict.column('entry_key').doNothing())
      .execute();
  }

  /**
   * Sets the result of an entry that may exist or not: afterwards it exists once.
   *
   * @param at of the entry
   */
  async correct(entry: Omit<AuditEntry, 'id' | 'at'>, at: string): Promise<void> {
    const { numUpdatedRows } = await this.#db
      .updateTable('audit')
      .set({ result: entry.result ?? null })
      .where('at', '=', at)
      .where('who', '=', entry.who)
      .where('action', '=', entry.action)
      .$if(entry.to !== undefined, (query) => query.where('to_value', '=', entry.to ?? null))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) await this.append(entry, at);
  }

  /** Entries, newest first. */
  async list(query: AuditQuery): Promise<AuditEntry[]> {
    if (query.sites?.length === 0) return [];
    let select = this.#db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(query.limit);
    if (query.site !== undefined) select = select.where('site', '=', query.site);
    if (query.zone !== undefined) select = select.where('zone', '=', query.zone);
    if (query.who !== undefined) select = select.where('who', '=', query.who);
    if (query.action !== undefined) select = select.where('action', '=', query.action);
    if (query.from !== undefined) select = select.where('at', '>=', query.from);
    if (query.to !== undefined) select = select.where('at', '<', query.to);
    if (query.sites !== undefined) select = select.where('site', 'in', [...query.sites]);
    if (query.before !== undefined) select = select.where('id', '<', query.before);
    const rows = await select.execute();
    return rows.map((row) => entryOf({ ...row, id: Number(row.id) }));
  }
}

type AuditRow = Omit<AuditTable, 'id' | 'entry_key'> & { readonly id: number };

function entryOf(row: AuditRow): AuditEntry {
  const sources =
    row.sources === null ? undefined : readDocument(auditEntrySchema.shape.sources, row.sources);
  return auditEntrySchema.parse({
    id: row.id,
    at: row.at,
    who: row.who,
    action: row.action,
    site: row.site ?? undefined,
    zone: row.zone ?? undefined,
    from: row.from_value ?? undefined,
    to: row.to_value ?? undefined,
    note: row.note ?? undefined,
    result: row.result ?? undefined,
    sources: sources?.ok ? sources.value : undefined,
  });
}
