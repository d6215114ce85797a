import { chunk } from 'es-toolkit';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { entryKindSchema } from '#lib/contract/config-entry.ts';
import { excluded } from '../database/excluded.ts';
import { InstallationStore } from '../database/installation-store.ts';
import type { Schema } from '../database/schema.ts';
import { readDocument } from '../database/stored-document.ts';
import type { EntryKey, StoredEntry } from './config-entry.ts';
import type { EntryChange } from './entry-writer.ts';

/** The log of changes. */
export interface ChangeLog {
  append(entry: Omit<AuditEntry, 'id' | 'at'>, at: string): Promise<void>;
  /** Sets the result of an entry that may exist or not: in the end it exists once. */
  correct(entry: Omit<AuditEntry, 'id' | 'at'>, at: string): Promise<void>;
}

/** Each statement is a way to the database: one for each of sixty thousand rows would take minutes. */
const rowsAtOnce = 500;

/** Stores the configuration entries made in the console. */
export class EntryStore {
  readonly #db: Kysely<Schema>;
  readonly #log: (db: Kysely<Schema>) => ChangeLog;

  /** @param log writes in the given transaction */
  constructor(db: Kysely<Schema>, log: (db: Kysely<Schema>) => ChangeLog) {
    this.#db = db;
    this.#log = log;
  }

  /**
   * Ordered by id, so that the order is the same at each start. A document that cannot be read is empty: it is left
   * out like one that does not fit, and reported.
   */
  async load(): Promise<StoredEntry[]> {
    const rows = await this.#db
      .selectFrom('config_entry')
      .selectAll()
      .orderBy('site')
      .orderBy('id')
      .execute();
    return rows.flatMap(({ site, kind: name, id, document }) => {
      const kind = entryKindSchema.safeParse(name);
      const read = readDocument(z.record(z.string(), z.unknown()), document);
      return kind.success ? [{ site, kind: kind.data, id, document: read.ok ? read.value : { id } }] : [];
    });
  }

  isDemoRemoved(): Promise<boolean> {
    return new InstallationStore(this.#db).isDemoRemoved();
  }

  /**
   * Writes all rows of a change in one transaction, with its entry in the audit log. An earlier transaction
   * that is still running, even a given-up one, is waited for: this one is applied after it.
   */
  async replace(change: EntryChange): Promise<void> {
    const { saved, removed, by, at, audit, opensDemo, isUndo = false } = change;
    await this.#db.transaction().execute(async (db) => {
      const installation = new InstallationStore(db);
      await installation.noteChange(at);
      if (opensDemo !== undefined) await installation.setDemo(opensDemo);
      for (const keys of chunk(removed, rowsAtOnce)) await this.#remove(db, keys);
      for (const entries of chunk(saved, rowsAtOnce)) await this.#save(db, entries, { by, at });
      const log = this.#log(db);
      if (isUndo) await log.correct({ ...audit, who: by, result: 'failed' }, at);
      else await log.append({ ...audit, who: by, result: 'done' }, at);
    });
  }

  async #save(
    db: Kysely<Schema>,
    entries: readonly StoredEntry[],
    { by, at }: Pick<EntryChange, 'by' | 'at'>,
  ): Promise<void> {
    const rows = entries.map(({ site, kind, id, document }) => ({
      ...{ site, kind, id, document: JSON.stringify(document) },
      ...{ changed_at: at, changed_by: by },
    }));
    await db
      .insertInto('config_entry')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['site', 'kind', 'id'])
          .doUpdateSet(excluded(['document', 'changed_at', 'changed_by'])),
      )
      .execute();
  }

  async #remove(db: Kysely<Schema>, keys: readonly EntryKey[]): Promise<void> {
    await db
      .deleteFrom('config_entry')
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('site', 'kind', 'id'),
          'in',
          keys.map(({ site, kind, id }) => tuple(site, kind, id)),
        ),
      )
      .execute();
  }
}
