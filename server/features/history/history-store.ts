import {
  type AliasableExpression,
  type Insertable,
  type Kysely,
  type RawBuilder,
  SqliteAdapter,
  sql,
} from 'kysely';
import type { Resolution } from '#lib/contract/history.ts';
import { excluded } from '#server/platform/database/excluded.ts';
import type { HistoryRollUpTable, Schema } from '#server/platform/database/schema.ts';
import { minuteRow } from '#server/site/zone-minute-store.ts';
import { minuteMs, type Tally } from './tally.ts';

/** The resolutions that are kept beside the minutes, finest first. */
export type RollUpResolution = Exclude<Resolution, '1m'>;

/** How far the history of a zone is rolled up. */
export interface Rolled {
  /** Epoch ms: every bin that ends at or before it is in the roll-ups. */
  readonly untilMs: number;
  /** The timezone of these hours and days. */
  readonly timezone: string;
}

/** A span of time, epoch ms; the end is exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ZoneName {
  readonly site: string;
  readonly zone: string;
}

/** All columns but the place: a text repeated in every row costs as much as the numbers. */
const sumColumns = [
  'min',
  'max',
  'area',
  'known_ms',
  'amber_ms',
  'red_ms',
  'unknown_ms',
  'closed_ms',
  'recorded_ms',
  'backfilled_ms',
  'came',
  'went',
  'capacity',
] as const;

/** The start and the sums of a tally, as they are read. */
type TallyValues = readonly [
  start: number,
  min: number | null,
  max: number | null,
  area: number,
  knownMs: number,
  amberMs: number,
  redMs: number,
  unknownMs: number,
  closedMs: number,
  recordedMs: number,
  backfilledMs: number,
  came: number,
  went: number,
  capacity: number | null,
];

/** All of them as one JSON, ascending; null where there is none. */
const values = sql.join(['start', ...sumColumns].map((column) => sql.ref(column)));
const valuesInSqlite: RawBuilder<string | null> = sql`json_group_array(json_array(${values}) order by start)`;
/** Its functions for JSON take twice as long. */
const valuesInPostgres: RawBuilder<string | null> =
  sql`'[[' || string_agg(array_to_string(array[${values}], ',', 'null'), '],[' order by start) || ']]'`;

/** SQLite allows 32,766 parameters in a statement. */
const rowsPerStatement = 1000;

/** Reads the minutes of zones, and stores the roll-ups made from them. */
export class HistoryStore {
  readonly #db: Kysely<Schema>;
  readonly #isSqlite: boolean;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
    this.#isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  }

  /** Does the work in one transaction: nobody sees half of it, and there is one disk write. */
  atOnce<T>(work: (store: HistoryStore) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute((transaction) => work(new HistoryStore(transaction)));
  }

  /** The recorded minutes of a zone that begin in a span of time (epoch ms, the end excluded), ascending. */
  async minutes(site: string, zone: string, fromMs: number, toMs: number): Promise<Tally[]> {
    return this.#tallies(
      this.#db
        .selectFrom('history_minute')
        .select(['minute as start', ...sumColumns])
        .where('site', '=', site)
        .where('zone', '=', zone)
        .where('minute', '>=', Math.ceil(fromMs / minuteMs))
        .where('minute', '<', Math.ceil(toMs / minuteMs)),
    );
  }

  /** The rolled-up bins of a zone that begin in a span of time (epoch ms, the end excluded), ascending. */
  async rollUps(
    site: string,
    zone: string,
    resolution: RollUpResolution,
    fromMs: number,
    toMs: number,
  ): Promise<Tally[]> {
    return this.#tallies(
      this.#db
        .selectFrom('history_rollup')
        .select(['start', ...sumColumns])
        .where('site', '=', site)
        .where('zone', '=', zone)
        .where('resolution', '=', resolution)
        .where('start', '>=', Math.ceil(fromMs / minuteMs))
        .where('start', '<', Math.ceil(toMs / minuteMs)),
    );
  }

  /** Thousands of rows: as one text that the database makes they come in half the time, and leave less to collect. */
  async #tallies(bins: AliasableExpression<object>): Promise<Tally[]> {
    const row = await this.#db
      .selectFrom(bins.as('bin'))
      .select(this.#isSqlite ? valuesInSqlite.as('values') : valuesInPostgres.as('values'))
      .executeTakeFirst();
    const tallies: readonly TallyValues[] = JSON.parse(row?.values ?? '[]');
    return tallies.map(tallyOf);
  }

  /** Saves rolled-up bins, replacing those with the same place. */
  async saveRollUps(
    site: string,
    zone: string,
    resolution: RollUpResolution,
    bins: readonly Tally[],
  ): Promise<void> {
    for (let at = 0; at < bins.length; at += rowsPerStatement) {
      const rows = bins
        .slice(at, at + rowsPerStatement)
        .map((bin) => ({ site, zone, resolution, start: bin.start, ...columnsOf(bin) }));
      await this.#db
        .insertInto('history_rollup')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['site', 'zone', 'resolution', 'start']).doUpdateSet(excluded(sumColumns)),
        )
        .execute();
    }
  }

  /** Removes the bins of a zone at one resolution. */
  async removeRollUps(site: string, zone: string, resolution: RollUpResolution): Promise<void> {
    await this.#db
      .deleteFrom('history_rollup')
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('resolution', '=', resolution)
      .execute();
  }

  /** How far a zone is rolled up; undefined before the first time. */
  async rolled(site: string, zone: string): Promise<Rolled | undefined> {
    const row = await this.#db
      .selectFrom('history_rolled')
      .select(['until', 'timezone'])
      .where('site', '=', site)
      .where('zone', '=', zone)
      .executeTakeFirst();
    return row === undefined ? undefined : { untilMs: row.until * minuteMs, timezone: row.timezone };
  }

  async setRolled(site: string, zone: string, { untilMs, timezone }: Rolled): Promise<void> {
    await this.#db
      .insertInto('history_rolled')
      .values({ site, zone, until: Math.floor(untilMs / minuteMs), timezone })
      .onConflict((conflict) =>
        conflict.columns(['site', 'zone']).doUpdateSet(excluded(['until', 'timezone'])),
      )
      .execute();
  }

  /** Spans of minutes that changed after they were rolled up, until they are `settled`. */
  async late(site: string, zone: string): Promise<Span[]> {
    const rows = await this.#db
      .selectFrom('history_late')
      .select(['from_minute', 'to_minute'])
      .where('site', '=', site)
      .where('zone', '=', zone)
      .execute();
    return rows.map((row) => ({ fromMs: row.from_minute * minuteMs, toMs: row.to_minute * minuteMs }));
  }

  /** A span of `late` is rolled up again. */
  async settled(site: string, zone: string, { fromMs, toMs }: Span): Promise<void> {
    await this.#db
      .deleteFrom('history_late')
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('from_minute', '=', fromMs / minuteMs)
      .where('to_minute', '=', toMs / minuteMs)
      .execute();
  }

  /** Every zone that was ever saved, including removed ones. */
  async zones(): Promise<ZoneName[]> {
    return this.#db
      .selectFrom('zone_state')
      .select(['site', 'zone'])
      .orderBy('site')
      .orderBy('zone')
      .execute();
  }

  /** The first minute of a zone that begins at `fromMs` or later (epoch ms); undefined if there is none. */
  async firstMinute(site: string, zone: string, fromMs = 0): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom('history_minute')
      .select('minute')
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('minute', '>=', Math.ceil(fromMs / minuteMs))
      .orderBy('minute')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : row.minute * minuteMs;
  }

  /** The start of a zone's first quarter hour (epoch ms); undefined if none is rolled up yet. */
  async firstRollUp(site: string, zone: string): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom('history_rollup')
      .select('start')
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('resolution', '=', '15m')
      .orderBy('start')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : row.start * minuteMs;
  }

  /** Removes the minutes of a zone that begin before a moment (epoch ms). */
  async removeMinutes(site: string, zone: string, beforeMs: number): Promise<void> {
    await this.#db
      .deleteFrom('history_minute')
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('minute', '<', Math.ceil(beforeMs / minuteMs))
      .execute();
  }

  /** Removes the bins of a zone at one resolution that begin before a moment (epoch ms). */
  async removeRollUpsBefore(
    site: string,
    zone: string,
    resolution: RollUpResolution,
    beforeMs: number,
  ): Promise<void> {
    await this.#db
      .deleteFrom('history_rollup')
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('resolution', '=', resolution)
      .where('start', '<', Math.ceil(beforeMs / minuteMs))
      .execute();
  }
}

function tallyOf(values: TallyValues): Tally {
  return {
    start: values[0],
    min: values[1],
    max: values[2],
    area: values[3],
    knownMs: values[4],
    amberMs: values[5],
    redMs: values[6],
    unknownMs: values[7],
    closedMs: values[8],
    recordedMs: values[9],
    backfilledMs: values[10],
    came: values[11],
    went: values[12],
    capacity: values[13],
  };
}

/** The columns of a tally, without its place. */
export function columnsOf(
  tally: Tally,
): Omit<Insertable<HistoryRollUpTable>, 'site' | 'zone' | 'resolution' | 'start'> {
  const { minute: _, ...columns } = minuteRow({ ...tally, minute: tally.start });
  return { ...columns, backfilled_ms: tally.backfilledMs };
}
