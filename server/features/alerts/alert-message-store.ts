import type { Kysely } from 'kysely';
import {
  type Alert,
  type AlertChannel,
  type AlertFailure,
  alertChannelSchema,
  alertSchema,
} from '#lib/contract/alert.ts';
import { type DeliveryProblem, deliveryProblemSchema } from '#lib/contract/delivery.ts';
import type { AlertMessageTable, Schema } from '#server/platform/database/schema.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';

/** A message to one receiver. */
export interface AlertMessage {
  /** The same for every attempt. */
  readonly id: string;
  readonly event: 'opened' | 'closed';
  readonly alert: Alert;
  readonly channel: AlertChannel;
  /** An e-mail address, a webhook's id or a browser's endpoint. */
  readonly target: string;
  /** Not sent before (epoch ms). */
  readonly dueMs: number;
  /** Failed attempts so far. */
  readonly tries: number;
}

/** A failed attempt. */
export interface FailedTry {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly problem: DeliveryProblem;
  /** The same in English. */
  readonly error: string;
  /** Time of the next attempt (epoch ms); undefined: none. */
  readonly againMs: number | undefined;
}

/** Quiet hours and back-offs end within a day: a longer wait comes from a clock that was wrong. */
const longestWaitMs = 25 * 3_600_000;

/** Messages about alerts that are not delivered yet: none is lost in a restart. */
export class AlertMessageStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * The messages due at a moment (epoch ms): the oldest of each receiver, so that one that does not answer
   * delays no other.
   *
   * @param except ids of messages that are left out
   */
  async due(nowMs: number, limit: number, except: readonly string[] = []): Promise<AlertMessage[]> {
    const rows = await this.#db
      .selectFrom((from) =>
        from
          .selectFrom('alert_message')
          .selectAll()
          .select((eb) =>
            eb.fn
              .agg<number>('row_number')
              .over((over) => over.partitionBy(['channel', 'target']).orderBy('due_ms').orderBy('id'))
              .as('place'),
          )
          .where('is_given_up', '=', 0)
          .where((eb) => eb.or([eb('due_ms', '<=', nowMs), eb('due_ms', '>', nowMs + longestWaitMs)]))
          .$if(except.length > 0, (query) => query.where('id', 'not in', except))
          .as('message'),
      )
      .selectAll()
      .where('place', '=', 1)
      .orderBy('due_ms')
      .orderBy('id')
      .limit(limit)
      .execute();
    const messages: AlertMessage[] = [];
    for (const row of rows) {
      const message = messageOf(row);
      if (message !== undefined) messages.push(message);
      else await this.#giveUp(row.id);
    }
    return messages;
  }

  /** One that cannot be read holds up no other of its receiver. */
  async #giveUp(id: string): Promise<void> {
    await this.#db.updateTable('alert_message').set({ is_given_up: 1 }).where('id', '=', id).execute();
  }

  /** It was delivered, or is given up. */
  async done(id: string): Promise<void> {
    await this.#db.deleteFrom('alert_message').where('id', '=', id).execute();
  }

  async failed({ id, tries }: AlertMessage, { at, problem, error, againMs }: FailedTry): Promise<void> {
    await this.#db
      .updateTable('alert_message')
      .set({
        tries: tries + 1,
        failed_at: at,
        error,
        problem: JSON.stringify(problem),
        ...(againMs === undefined ? { is_given_up: 1 } : { due_ms: againMs }),
      })
      .where('id', '=', id)
      .execute();
  }

  /** The latest failures of a site, newest first. */
  async failures(site: string, limit: number): Promise<AlertFailure[]> {
    const rows = await this.#db
      .selectFrom('alert_message')
      .select(['channel', 'target', 'failed_at', 'error', 'problem', 'is_given_up'])
      .where('site', '=', site)
      .where('failed_at', 'is not', null)
      .orderBy('failed_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      channel: alertChannelSchema.parse(row.channel),
      target: row.target,
      at: row.failed_at ?? '',
      message: row.error ?? '',
      ...problemOf(row.problem),
      isRetried: row.is_given_up === 0,
    }));
  }
}

/** The table row of a new message. */
export function messageRow(message: AlertMessage): AlertMessageTable {
  const { id, event, alert, channel, target, dueMs, tries } = message;
  return {
    id,
    alert_id: alert.id,
    site: alert.site,
    channel,
    target,
    event,
    document: JSON.stringify(alert),
    due_ms: dueMs,
    tries,
    failed_at: null,
    error: null,
    problem: null,
    is_given_up: 0,
  };
}

function messageOf(row: AlertMessageTable): AlertMessage | undefined {
  const alert = readDocument(alertSchema, row.document);
  const channel = alertChannelSchema.safeParse(row.channel);
  if (!alert.ok || !channel.success) return undefined;
  return {
    id: row.id,
    event: row.event === 'closed' ? 'closed' : 'opened',
    alert: alert.value,
    channel: channel.data,
    target: row.target,
    // PostgreSQL gives a bigint as text.
    dueMs: Number(row.due_ms),
    tries: row.tries,
  };
}

/** Undefined if an older version stored only the text, or another one a code that is unknown here. */
function problemOf(kept: string | null): Partial<DeliveryProblem> {
  const read = readDocument(deliveryProblemSchema, kept ?? 'null');
  return read.ok ? read.value : {};
}
