import { type Kysely, sql } from 'kysely';
import type { Environment } from '../config/environment.ts';
import type { Schema } from '../database/schema.ts';
import { type Limit, type LimitOptions, type MakeLimit, memoryLimits } from './limits.ts';

/** Old counts are removed once in so many tries. */
const tidyEvery = 500;

/** Where tries are counted: with several sidecars in their database, otherwise in memory. */
export function limitsFor({ redisUrl }: Pick<Environment, 'redisUrl'>, db: Kysely<Schema>): MakeLimit {
  return redisUrl === undefined ? memoryLimits : (options) => new StoredLimit(db, options);
}

interface CountRow {
  readonly points: number;
  readonly left_ms: string | number;
}

/** Counts the tries at all sidecars together, by the clock of the database (PostgreSQL). */
export class StoredLimit implements Limit {
  readonly #db: Kysely<Schema>;
  readonly #options: LimitOptions;
  #tries = 0;

  constructor(db: Kysely<Schema>, options: LimitOptions) {
    this.#db = db;
    this.#options = options;
  }

  async consume(who: string, windowS = this.#options.windowS): Promise<number> {
    const { points, left_ms } = await this.#add(who, windowS);
    return points <= this.#options.max ? 0 : Math.max(1, Math.ceil(Number(left_ms)));
  }

  async count(who: string): Promise<number> {
    return (await this.#add(who, this.#options.windowS)).points;
  }

  async waitMs(who: string): Promise<number> {
    const { rows } = await sql<CountRow>`
      select points, extract(epoch from ends_at - clock_timestamp()) * 1000 as left_ms from rate_limit
      where name = ${this.#options.name} and who = ${who} and ends_at > clock_timestamp()
    `.execute(this.#db);
    const [row] = rows;
    return row === undefined || row.points < this.#options.max
      ? 0
      : Math.max(1, Math.ceil(Number(row.left_ms)));
  }

  async giveBack(who: string): Promise<void> {
    await sql`
      update rate_limit set points = points - 1
      where name = ${this.#options.name} and who = ${who} and ends_at > clock_timestamp()
    `.execute(this.#db);
  }

  async forget(who: string): Promise<void> {
    await sql`delete from rate_limit where name = ${this.#options.name} and who = ${who}`.execute(this.#db);
  }

  /** A try in the running window, or the first of a new one. */
  async #add(who: string, windowS: number): Promise<CountRow> {
    if (this.#tries++ % tidyEvery === 0)
      await sql`delete from rate_limit where ends_at < clock_timestamp()`.execute(this.#db);
    const { rows } = await sql<CountRow>`
      insert into rate_limit as known (name, who, points, ends_at)
      values (${this.#options.name}, ${who}, 1, clock_timestamp() + ${`${windowS} seconds`}::interval)
      on conflict (name, who) do update set
        points = case when known.ends_at > clock_timestamp() then known.points + 1 else 1 end,
        ends_at = case when known.ends_at > clock_timestamp() then known.ends_at else excluded.ends_at end
      returning points, extract(epoch from ends_at - clock_timestamp()) * 1000 as left_ms
    `.execute(this.#db);
    const [row] = rows;
    if (row === undefined) throw new Error('the database has counted nothing');
    return row;
  }
}
