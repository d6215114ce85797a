import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { HistoryRoller } from '#server/features/history/history-roller.ts';
import { HistoryStore } from '#server/features/history/history-store.ts';
import { defaultRetention } from '#server/features/history/retention.ts';
import { openDatabase } from '#server/platform/database/database.ts';
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
