import type { Kysely } from 'kysely';
import type { MinuteRecord } from '../history/minute-record.ts';
import type { Schema } from './schema.ts';

/** Reads the history that zones leave behind, minute by minute. */
export class HistoryStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** The recorded minutes of a zone that begin in a span of time (epoch ms, the end excluded), ascending. */
  async minutes(site: string, zone: string, fromMs: number, toMs: number): Promise<MinuteRecord[]> {
    const rows = await this.#db
      .selectFrom('history_minute')
      .selectAll()
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('minute', '>=', Math.ceil(fromMs / 60_000))
      .where('minute', '<', Math.ceil(toMs / 60_000))
      .orderBy('minute')
      .execute();
    return rows.map((row) => ({
      minute: row.minute,
      min: row.min,
      max: row.max,
      area: row.area,
      knownMs: row.known_ms,
      amberMs: row.amber_ms,
      redMs: row.red_ms,
      unknownMs: row.unknown_ms,
      closedMs: row.closed_ms,
      recordedMs: row.recorded_ms,
      came: row.came,
      went: row.went,
    }));
  }
}
