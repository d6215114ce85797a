import { join } from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import LibsqlDatabase from 'libsql';
import { HistoryRoller } from '#server/features/history/history-roller.ts';
import { HistoryStore } from '#server/features/history/history-store.ts';
import { defaultRetention } from '#server/features/history/retention.ts';
import { openDatabase } from '#server/platform/database/database.ts';
import { MonthPartitions } from '#server/platform/database/postgres/month-partitions.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { recordedWeek } from './recorded-week.ts';

const minuteMs = 60_000;
const minutesOfDay = 1440;

export interface RecordedYear {
  readonly site: string;
  /** `zone-0` and so on. */
  readonly zones: number;
  readonly days: number;
  /** The end of it, epoch ms. */
  readonly toMs: number;
}

/**
 * Fills a database with a year of minutes, people coming and going by the day. The first zone is rolled up by the
 * product itself, the others in the database: they are only there to be in the way.
 *
 * @returns milliseconds of work it took to roll up a day of a zone
 */
export async function recordYear(dataDir: string, year: RecordedYear, timezone: string): Promise<number> {
  const { site, zones, days, toMs } = year;
  const database = await openDatabase({ dataDir });
  const store = new ZoneStore(database.db);
  for (let zone = 0; zone < zones; zone++) {
    const { saved } = recordedWeek(site, `zone-${zone}`, toMs);
    await store.save([{ site, zone: `zone-${zone}`, saved, minutes: [] }], new Date(toMs).toISOString());
  }
  insertMinutes(dataDir, year, timezone);
  const roller = new HistoryRoller({
    store: new HistoryStore(database.db),
    // By a clock that stands still no work takes long, and the roller does not rest.
    clock: { now: () => toMs + minuteMs, monotonic: () => 0 },
    retentionClock: { now: () => toMs + minuteMs },
    retention: { now: defaultRetention },
    timezone: () => timezone,
    onError: (error) => {
      throw error;
    },
  });
  const startedMs = performance.now();
  await roller.rollUp();
  const tookMs = performance.now() - startedMs;
  await roller.stop();
  await database.close();
  // Of zones that are rolled up already, the last day is made again.
  return tookMs / (days + zones - 1);
}

/** In the database itself: ten million rows one by one would take an hour. */
function insertMinutes(dataDir: string, { site, zones, days, toMs }: RecordedYear, timezone: string): void {
  const database = new LibsqlDatabase(join(dataDir, 'doorlight.db'));
  database.pragma('synchronous = OFF');
  const end = Math.floor(toMs / minuteMs);
  const insert = database.prepare(
    `with recursive m(minute) as (select ? union all select minute + 1 from m where minute + 1 < ?)
     insert into history_minute
       (site, zone, minute, min, max, area, known_ms, amber_ms, red_ms, unknown_ms, closed_ms, recorded_ms, came, went)
     select ?, ?, minute, people - 2, people + 3, people * 60000.0, 60000, 0, 0, 0, 0, 60000, minute % 5, minute % 5
     from (select minute, 20 + minute % 17 + (minute / 60) % 24 as people from m)`,
  );
  const sums = ['area', 'known_ms', 'amber_ms', 'red_ms', 'unknown_ms', 'closed_ms', 'recorded_ms'];
  const summed = [...sums, 'backfilled_ms', 'came', 'went'];
  for (let zone = 0; zone < zones; zone++) {
    const name = `zone-${zone}`;
    insert.run(end - days * minutesOfDay, end, site, name);
    if (zone === 0) continue;
    for (const [resolution, minutes] of [
      ['15m', 15],
      ['1h', 60],
      ['1d', minutesOfDay],
    ] as const) {
      database
        .prepare(
          `insert into history_rollup (site, zone, resolution, start, min, max, ${summed.join()})
           select site, zone, ?, minute / ${minutes} * ${minutes}, min(min), max(max),
             ${summed.map((column) => `sum(${column})`).join()}
           from history_minute where site = ? and zone = ? group by minute / ${minutes}`,
        )
        .run(resolution, site, name);
    }
    database.prepare('insert into history_rolled values (?, ?, ?, ?)').run(site, name, end, timezone);
  }
  database.close();
}

/** Of these many zones every minute is there, of the others hours and days. */
const zonesWithMinutes = 20;

/**
 * The same in PostgreSQL, in tables for each month, for so many zones that no bench could make all of their minutes.
 *
 * @returns how many rows there are
 */
export async function recordYearInPostgres(
  databaseUrl: string,
  { site, zones, days, toMs }: RecordedYear,
  timezone: string,
): Promise<number> {
  const database = await openDatabase({ dataDir: '/nowhere', databaseUrl });
  const db = database.maintenance;
  const months = new MonthPartitions(db);
  for (let day = 0; day <= days; day += 28)
    await months.prepare(toMs - (days - day) * minutesOfDay * minuteMs);
  const { saved } = recordedWeek(site, 'zone-0', toMs);
  const named = Array.from({ length: zones }, (_, zone) => ({
    site,
    zone: `zone-${zone}`,
    saved,
    minutes: [],
  }));
  await new ZoneStore(database.saves).save(named, new Date(toMs).toISOString());
  const end = Math.floor(toMs / minuteMs);
  const begin = end - days * minutesOfDay;
  const people = sql`20 + step % 17 + (step / 60) % 24`;
  const zone = sql`'zone-' || number`;
  let rows = 0;
  const insert = async (query: RawBuilder<unknown>) => {
    rows += Number((await query.execute(db)).numAffectedRows ?? 0);
  };
  const columns = sql`min, max, area, known_ms, amber_ms, red_ms, unknown_ms, closed_ms, recorded_ms, came, went`;
  await insert(sql`
    insert into history_minute (site, zone, minute, ${columns})
    select ${site}, ${zone}, step, ${people} - 2, ${people} + 3, (${people}) * 60000.0, 60000, 0, 0, 0, 0, 60000, step % 5, step % 5
    from generate_series(${begin}::int, ${end - 1}::int) as step, generate_series(0, ${zonesWithMinutes - 1}::int) as number
  `);
  for (const [resolution, minutes, from] of [
    ['15m', 15, zonesWithMinutes],
    ['1h', 60, zones],
    ['1d', minutesOfDay, zones],
  ] as const) {
    const ms = sql.raw(String(minutes * minuteMs));
    await insert(sql`
      insert into history_rollup (site, zone, resolution, start, ${columns}, backfilled_ms)
      select ${site}, ${zone}, ${resolution}, step, ${people} - 2, ${people} + 3, (${people}) * ${ms}.0, ${ms}, 0, 0, 0, 0, ${ms},
        ${minutes * 2}::int, ${minutes * 2}::int, 0
      from generate_series(0, ${from - 1}::int) as number, generate_series(${begin}::int, ${end - 1}::int, ${minutes}::int) as step
    `);
  }
  await sql`
    insert into history_rolled select ${site}, ${zone}, ${end}::int, ${timezone}
    from generate_series(0, ${zones - 1}::int) as number
  `.execute(db);
  await sql`vacuum analyze history_rollup`.execute(db);
  await sql`vacuum analyze history_minute`.execute(db);
  await database.close();
  return rows;
}
