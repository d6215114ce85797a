import type { Kysely } from 'kysely';
import { type ChainReport, chainReportSchema, type ReportKind } from '#lib/contract/report.ts';
import { InstallationStore } from '#server/platform/database/installation-store.ts';
import type { ReportSendingTable, Schema } from '#server/platform/database/schema.ts';
import { type OnUnreadable, readDocument } from '#server/platform/database/stored-document.ts';

/** In the place of a site: all of them. */
export const chainScope = '*';

/** One report to one receiver. */
export interface Sending {
  /** The site, or `*`. */
  readonly scope: string;
  readonly kind: ReportKind;
  /** The first day of the period. */
  readonly from: string;
  readonly email: string;
}

/** A time in which a sensor or display failed (epoch ms), within the period. */
export interface FailureSpan {
  readonly kind: 'sensor' | 'display';
  readonly subject: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Which reports were sent to whom. A row is claimed before its report is sent, so that of several sidecars one sends
 * it. A claim is believed for some minutes: after that its process has probably died with it, and it is sent again,
 * under the same message id.
 */
export class ReportStore {
  readonly #db: Kysely<Schema>;
  readonly #installation: InstallationStore;
  readonly #onUnreadable: OnUnreadable;

  constructor(db: Kysely<Schema>, onUnreadable: OnUnreadable = () => undefined) {
    this.#db = db;
    this.#installation = new InstallationStore(db);
    this.#onUnreadable = onUnreadable;
  }

  /** Notes that reports are to be sent; those that are known stay as they are. */
  async add(sendings: readonly Sending[], dueMs: number): Promise<void> {
    if (sendings.length === 0) return;
    await this.#db
      .insertInto('report_sending')
      .values(
        sendings.map(({ scope, kind, from, email }) => ({
          scope,
          kind,
          from_day: from,
          email,
          state: 'waiting' as const,
          due_ms: dueMs,
          tries: 0,
          claimed_by: null,
          error: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['scope', 'kind', 'from_day', 'email']).doNothing())
      .execute();
  }

  /** Notes that reports are to be sent now, once more where they were sent; not where they are just being sent. */
  async again(sendings: readonly Sending[], nowMs: number): Promise<void> {
    await this.add(sendings, nowMs);
    for (const sending of sendings) {
      await this.#of(sending)
        .set({ state: 'waiting', due_ms: nowMs, tries: 0, error: null })
        .where('state', '!=', 'sending')
        .execute();
    }
  }

  /** What may be sent at a moment (epoch ms), oldest first. */
  async due(nowMs: number, limit: number): Promise<readonly (Sending & { readonly tries: number })[]> {
    const rows = await this.#db
      .selectFrom('report_sending')
      .selectAll()
      .where('state', 'in', ['waiting', 'sending'])
      .where('due_ms', '<=', nowMs)
      .orderBy('due_ms')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...sendingOf(row), tries: row.tries }));
  }

  /** Claims a report until a moment (epoch ms). @returns whether it is ours; else another process sends it */
  async claim(sending: Sending, who: string, nowMs: number, untilMs: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#of(sending)
      .set((eb) => ({ state: 'sending', claimed_by: who, due_ms: untilMs, tries: eb('tries', '+', 1) }))
      .where('state', 'in', ['waiting', 'sending'])
      .where('due_ms', '<=', nowMs)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async sent(sending: Sending, who: string, atMs: number): Promise<void> {
    await this.#of(sending)
      .set({ state: 'sent', due_ms: atMs, claimed_by: null, error: null })
      .where('claimed_by', '=', who)
      .execute();
  }

  /** @param againMs next try (epoch ms); undefined: none */
  async failed(sending: Sending, who: string, error: string, nowMs: number, againMs: number | undefined) {
    await this.#of(sending)
      .set({
        state: againMs === undefined ? 'given-up' : 'waiting',
        due_ms: againMs ?? nowMs,
        claimed_by: null,
        error,
      })
      .where('claimed_by', '=', who)
      .execute();
  }

  #of({ scope, kind, from, email }: Sending) {
    return this.#db
      .updateTable('report_sending')
      .where('scope', '=', scope)
      .where('kind', '=', kind)
      .where('from_day', '=', from)
      .where('email', '=', email);
  }

  /** The latest of a site, or of the chain. */
  async latest(scope: string, limit: number): Promise<readonly ReportSendingTable[]> {
    return this.#db
      .selectFrom('report_sending')
      .selectAll()
      .where('scope', '=', scope)
      .orderBy('from_day', 'desc')
      .orderBy('email')
      .limit(limit)
      .execute();
  }

  /** Deletes what was sent, or given up, before a moment (epoch ms). */
  async forget(beforeMs: number): Promise<void> {
    await this.#db
      .deleteFrom('report_sending')
      .where('state', 'in', ['sent', 'given-up'])
      .where('due_ms', '<', beforeMs)
      .execute();
  }

  /** When sensors and displays of a site failed in a span of time (epoch ms), by the alerts about them. */
  async failures(site: string, fromMs: number, toMs: number, nowMs: number): Promise<readonly FailureSpan[]> {
    const endMs = Math.min(toMs, nowMs);
    const rows = await this.#db
      .selectFrom('alert')
      .select(['kind', 'subject', 'opened_at', 'closed_at'])
      .where('site', '=', site)
      .where('kind', 'in', ['sensor', 'display'])
      .where('opened_at', '<', new Date(endMs).toISOString())
      .where((eb) =>
        eb.or([eb('closed_at', 'is', null), eb('closed_at', '>', new Date(fromMs).toISOString())]),
      )
      .execute();
    return rows.map((row) => ({
      kind: row.kind === 'sensor' ? 'sensor' : 'display',
      subject: row.subject,
      fromMs: Math.max(fromMs, Date.parse(row.opened_at)),
      toMs: Math.min(endMs, row.closed_at === null ? endMs : Date.parse(row.closed_at)),
    }));
  }

  /** To whom the reports of the chain go; undefined: to nobody. */
  async chain(): Promise<ChainReport | undefined> {
    const text = await this.#installation.chainReport();
    if (text === undefined) return undefined;
    const read = readDocument<ChainReport>(chainReportSchema, text);
    if (read.ok) return read.value;
    this.#onUnreadable({ what: 'receivers of reports', why: read.error });
    return undefined;
  }

  async setChain(settings: ChainReport): Promise<void> {
    await this.#installation.setChainReport(JSON.stringify(settings));
  }
}

export function sendingOf({ scope, kind, from_day, email }: ReportSendingTable): Sending {
  return { scope, kind, from: from_day, email };
}
