import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';
import { isStorageFailure } from '../storage-error.ts';

const minuteMs = 60_000;
/** Everything that no other partition takes: minutes of a clock that is far off, or older than the first month. */
const others = 'history_minute_other';
/** The table as it was before there were months. */
const before = 'history_minute_before';
/** Any numbers that nobody else uses for advisory locks: only one sidecar changes partitions, or divides, at a time. */
const lockNumber = 4_711_202_612;
const dividingLockNumber = 4_711_202_613;
/**
 * Those who save wait behind us while we wait for a lock: only as long as no light notices. `set local` takes no parameter.
 */
const lockFor = sql`set local lock_timeout = '300ms'`;

/** A span of epoch ms; the end is exclusive. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Partition extends Span {
  readonly name: string;
}

/**
 * The minutes of history as one table for each month (UTC), in PostgreSQL only. A month that is over is dropped as a whole,
 * and its space is free at once. Where no month fits, a minute goes to the default
 * partition: no save ever fails for want of one.
 */
export class MonthPartitions {
  readonly #db: Kysely<Schema>;

  /** @param db for statements that take minutes */
  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** All but the default one, the oldest first; undefined as long as the minutes are one table. */
  list(): Promise<readonly Partition[] | undefined> {
    return partitionsOf(this.#db);
  }

  /**
   * Makes the one table of minutes the first partition. No row moves: the table is read once to make sure that all of it is
   * older than the first month, while everybody goes on saving. What was interrupted is begun again; where another sidecar is
   * at it, nothing is done.
   */
  divide(nowMs: number): Promise<void> {
    return this.#db.connection().execute(async (db) => {
      const { rows } = await sql<{ is_ours: boolean }>`
        select pg_try_advisory_lock(${dividingLockNumber}) as is_ours
      `.execute(db);
      if (rows[0]?.is_ours !== true) return;
      try {
        if ((await partitionsOf(db)) === undefined) await divideAt(db, nowMs);
      } finally {
        await sql`select pg_advisory_unlock(${dividingLockNumber})`.execute(db);
      }
    });
  }

  /**
   * Creates the months that are needed: that of `nowMs` and the two after it, and those of minutes that came where no month
   * was, as they come from sensors that remember.
   */
  async prepare(nowMs: number): Promise<Partition[]> {
    const created: Partition[] = [];
    const thisMonth = monthOf(nowMs);
    const next = monthOf(thisMonth.toMs);
    for (const month of [thisMonth, next, monthOf(next.toMs)]) created.push(...(await this.#create(month)));
    for (;;) {
      const { rows } = await sql<{ first: number | null }>`
        select min(minute) as first from ${sql.table(others)} where minute < ${thisMonth.fromMs / minuteMs}
      `.execute(this.#db);
      const first = rows[0]?.first;
      const moved = first == null ? [] : await this.#create(monthOf(first * minuteMs));
      if (moved.length === 0) return created;
      created.push(...moved);
    }
  }

  /** Until when minutes are in a partition of more than a month (epoch ms): they are deleted one by one. */
  static endOfBefore(partitions: readonly Partition[] | undefined): number {
    if (partitions === undefined) return Number.POSITIVE_INFINITY;
    return partitions.find(({ name }) => name === before)?.toMs ?? Number.NEGATIVE_INFINITY;
  }

  /** Drops a partition, unless minutes of it are not rolled up yet. @returns whether it is gone */
  async drop({ name, toMs }: Partition): Promise<boolean> {
    const end = Math.round(toMs / minuteMs);
    const { rows } = await sql<{ is_needed: boolean }>`
      select exists (select 1 from history_late where from_minute < ${end}) or exists (
        select 1 from zone_state zone left join history_rolled rolled using (site, zone)
        where coalesce(rolled.until, 0) < ${end} and exists (
          select 1 from ${sql.table(name)} as minutes where minutes.site = zone.site and minutes.zone = zone.zone
        )
      ) as is_needed
    `.execute(this.#db);
    if (rows[0]?.is_needed !== false) return false;
    await briefly(this.#db, async (db) => {
      await sql`alter table history_minute detach partition ${sql.table(name)}`.execute(db);
      await sql`drop table ${sql.table(name)}`.execute(db);
    });
    return true;
  }

  /** Minutes of the month that are in the default partition move: nobody reads or saves there meanwhile. */
  async #create({ fromMs, toMs }: Span): Promise<Partition[]> {
    const isMissing = (known: readonly Partition[] | undefined) =>
      known?.every((each) => each.toMs <= fromMs || each.fromMs >= toMs) === true;
    if (!isMissing(await this.list())) return [];
    const month = new Date(fromMs).toISOString().slice(0, 7).replace('-', '_');
    const name = `history_minute_${month}`;
    const table = sql.table(name);
    const [from, to] = [sql.raw(String(fromMs / minuteMs)), sql.raw(String(toMs / minuteMs))];
    await briefly(this.#db, async (db) => {
      if (!isMissing(await partitionsOf(db))) return;
      await sql`lock table history_minute in share update exclusive mode`.execute(db);
      await sql`lock table ${sql.table(others)} in access exclusive mode`.execute(db);
      await sql`create table ${table} (like history_minute including all)`.execute(db);
      await sql`
        with moved as (delete from ${sql.table(others)} where minute >= ${from} and minute < ${to} returning *)
        insert into ${table} select * from moved
      `.execute(db);
      await sql`alter table history_minute attach partition ${table} for values from (${from}) to (${to})`.execute(
        db,
      );
    });
    return [{ name, fromMs, toMs }];
  }
}

async function divideAt(db: Kysely<Schema>, nowMs: number): Promise<void> {
  const { rows } = await sql<{ latest: number | null }>`
    select max(last.minute) as latest from zone_state zone, lateral (
      select minute from history_minute where site = zone.site and zone = zone.zone order by minute desc limit 1
    ) last
  `.execute(db);
  const end = monthOf(Math.max(nowMs, (rows[0]?.latest ?? 0) * minuteMs)).toMs / minuteMs;
  const check = sql`constraint history_minute_all_before check (minute < ${sql.raw(String(end))})`;
  await briefly(db, async (changed) => {
    await sql`alter table history_minute drop constraint if exists history_minute_all_before`.execute(
      changed,
    );
    await sql`alter table history_minute add ${check} not valid`.execute(changed);
  });
  await sql`alter table history_minute validate constraint history_minute_all_before`.execute(db);
  await briefly(db, (changed) => divideTable(changed, end));
}

/** Changes tables in one transaction that gives up, and tries again, where it would have to wait for a lock. */
async function briefly(
  db: Kysely<Schema>,
  change: (db: Transaction<Schema>) => Promise<unknown>,
): Promise<void> {
  const tries = 20;
  for (let left = tries; ; left--) {
    try {
      await db.transaction().execute(async (changed) => {
        await lockFor.execute(changed);
        await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(changed);
        await change(changed);
      });
      return;
    } catch (error) {
      if (left === 1 || !isStorageFailure(error)) throw error;
    }
  }
}

async function partitionsOf(db: Kysely<Schema>): Promise<readonly Partition[] | undefined> {
  const kind = await sql<{ relkind: string }>`
    select relkind from pg_class where oid = 'history_minute'::regclass
  `.execute(db);
  if (kind.rows[0]?.relkind !== 'p') return undefined;
  const { rows } = await sql<{ name: string; bounds: string }>`
    select relname as name, pg_get_expr(relpartbound, oid) as bounds
    from pg_class join pg_inherits on inhrelid = oid where inhparent = 'history_minute'::regclass
  `.execute(db);
  return rows
    .flatMap(({ name, bounds }) => {
      const found = /FROM \((MINVALUE|-?\d+)\) TO \((-?\d+)\)/.exec(bounds.replaceAll("'", ''));
      if (found === null) return [];
      const fromMs = found[1] === 'MINVALUE' ? Number.NEGATIVE_INFINITY : Number(found[1]) * minuteMs;
      return [{ name, fromMs, toMs: Number(found[2]) * minuteMs }];
    })
    .toSorted((a, b) => a.toMs - b.toMs);
}

/**
 * Puts a partitioned table in the place of the one table, which becomes its first partition.
 *
 * @param end all minutes are before it; undefined: there are none
 */
export async function divideTable(db: Kysely<Schema>, end: number | undefined): Promise<void> {
  await sql`alter table history_minute rename to ${sql.table(before)}`.execute(db);
  await sql`alter index history_minute_key rename to history_minute_before_key`.execute(db);
  await sql`
    create table history_minute (
      like ${sql.table(before)} including defaults, constraint history_minute_key primary key (site, zone, minute)
    ) partition by range (minute)
  `.execute(db);
  await sql`create table ${sql.table(others)} partition of history_minute default`.execute(db);
  if (end === undefined) {
    await sql`drop table ${sql.table(before)}`.execute(db);
    return;
  }
  // The constraint that was validated spares reading the table once more.
  await sql`
    alter table history_minute attach partition ${sql.table(before)} for values from (minvalue) to (${sql.raw(String(end))})
  `.execute(db);
  await sql`alter table ${sql.table(before)} drop constraint if exists history_minute_all_before`.execute(db);
}

/** The month (UTC) of a moment. */
function monthOf(atMs: number): Span {
  const at = new Date(atMs);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return { fromMs: Date.UTC(year, month), toMs: Date.UTC(year, month + 1) };
}
