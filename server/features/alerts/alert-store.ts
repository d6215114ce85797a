import type { Kysely } from 'kysely';
import { type Alert, alertFactsSchema, alertKindSchema } from '#lib/contract/alert.ts';
import type { AlertTable, Schema } from '#server/platform/database/schema.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';
import { type AlertMessage, messageRow } from './alert-message-store.ts';

export interface AlertQuery {
  /** Only alerts of these sites. */
  readonly sites?: readonly string[] | undefined;
  /** Only those opened before this moment (ISO 8601 UTC). */
  readonly before?: string | undefined;
  /** `openedAt` and id of the last one of the page before. */
  readonly after?: readonly [openedAt: string, id: string] | undefined;
  readonly limit: number;
}

/** The changes of one decision. */
export interface AlertChange {
  readonly opened: readonly Alert[];
  /** With their `closedAt`. */
  readonly closed: readonly Alert[];
  /** The messages about them. */
  readonly messages: readonly AlertMessage[];
}

/** Alerts, open and closed. */
export class AlertStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Oldest first. */
  async open(): Promise<Alert[]> {
    const rows = await this.#db
      .selectFrom('alert')
      .selectAll()
      .where('closed_at', 'is', null)
      .orderBy('opened_at')
      .execute();
    return rows.flatMap(alertOf);
  }

  async isOpen(id: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('alert')
      .select('id')
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Those that have closed, newest first. */
  async closed({ sites, before, after, limit }: AlertQuery): Promise<Alert[]> {
    if (sites?.length === 0) return [];
    let select = this.#db
      .selectFrom('alert')
      .selectAll()
      .where('closed_at', 'is not', null)
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (sites !== undefined) select = select.where('site', 'in', [...sites]);
    if (before !== undefined) select = select.where('opened_at', '<', before);
    if (after !== undefined) {
      const [openedAt, id] = after;
      select = select.where((eb) =>
        eb.or([eb('opened_at', '<', openedAt), eb.and([eb('opened_at', '=', openedAt), eb('id', '<', id)])]),
      );
    }
    return (await select.execute()).flatMap(alertOf);
  }

  /**
   * Saves alerts together with the messages about them: neither is there without the other. A repetition changes
   * nothing, because it cannot be known whether the first time was saved where its answer was lost; messages of that may
   * have been sent and deleted since.
   */
  async save({ opened, closed, messages }: AlertChange): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      let changed = 0n;
      for (const alert of opened) {
        const { numInsertedOrUpdatedRows = 0n } = await db
          .insertInto('alert')
          .values(rowOf(alert))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst();
        changed += numInsertedOrUpdatedRows;
      }
      for (const { id, closedAt } of closed) {
        const { numUpdatedRows } = await db
          .updateTable('alert')
          .set({ closed_at: closedAt ?? null })
          .where('id', '=', id)
          .where('closed_at', 'is', null)
          .executeTakeFirst();
        changed += numUpdatedRows;
      }
      if (changed === 0n) return;
      for (const message of messages) {
        await db.insertInto('alert_message').values(messageRow(message)).execute();
      }
    });
  }

  /** Deletes alerts that closed, and messages that were given up, before a moment (ISO 8601 UTC). */
  async forget(before: string): Promise<void> {
    await this.#db
      .deleteFrom('alert')
      .where('closed_at', 'is not', null)
      .where('closed_at', '<', before)
      .execute();
    await this.#db
      .deleteFrom('alert_message')
      .where('is_given_up', '=', 1)
      .where('failed_at', '<', before)
      .execute();
  }
}

function rowOf({ id, site, kind, subject, name, facts, openedAt, closedAt }: Alert): AlertTable {
  return {
    id,
    site,
    kind,
    subject,
    name,
    facts: JSON.stringify(facts),
    opened_at: openedAt,
    closed_at: closedAt ?? null,
  };
}

/** One of a kind that is not known here is left out; facts that cannot be read are not known. */
function alertOf({ id, site, kind: named, subject, name, facts, opened_at, closed_at }: AlertTable): Alert[] {
  const kind = alertKindSchema.safeParse(named);
  if (!kind.success) return [];
  const read = readDocument(alertFactsSchema, facts);
  const closed = closed_at === null ? {} : { closedAt: closed_at };
  return [
    {
      id,
      site,
      kind: kind.data,
      subject,
      name,
      facts: read.ok ? read.value : {},
      openedAt: opened_at,
      ...closed,
    },
  ];
}
