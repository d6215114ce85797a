import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { Engines } from './support/chain.ts';
import { Farm } from './support/farm.ts';
import { type Layout, siteFile } from './support/layout.ts';
import { temporaryFolder } from './support/leftovers.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { recordYear, recordYearInPostgres } from './support/recorded-year.ts';
import { startSidecar } from './support/sidecar.ts';
import { signIn } from './support/sign-in.ts';
import { measured, median } from './support/stats.ts';
import { TimedClient } from './support/timed-get.ts';

const layout: Layout = { sites: 1, zonesPerSite: 20, sensorsPerZone: 1, displaysPerZone: 1, pollMs: 1000 };

const dayMs = 86_400_000;
const days = 365;
const maxMs = 50;
const warmUpQueries = 10;
/** In each round. */
const queries = 20;

/** In PostgreSQL, where minutes are a table for each month; the most rows that a bench can make in its time. */
const zonesInPostgres = { thorough: 1000, quick: 100 };
const postgresMaxMs = 50;

/** What it costs to look back for a year: with twenty zones in SQLite, and with a thousand in PostgreSQL. */
export const historyYear: Bench = {
  name: 'year',
  title: 'A year of history',
  run: async (options) => [...(await inSqlite(options)), ...(await inPostgres(options))],
};

async function inPostgres(options: BenchOptions): Promise<Line[]> {
  options.progress('a year of history in PostgreSQL: rows are made');
  const toMs = Math.floor(Date.now() / dayMs) * dayMs;
  const zones = options.rounds === 1 ? zonesInPostgres.quick : zonesInPostgres.thorough;
  const engines = await Engines.start();
  const database = await TestDatabase.create(engines.postgres.url);
  const { databaseUrl = '' } = database.options;
  const rows = await recordYearInPostgres(
    databaseUrl,
    { site: 'site-0', zones, days, toMs },
    'Europe/Zurich',
  );
  options.progress('a year of history in PostgreSQL');
  const farm = await Farm.start(layout);
  const variables = { DATABASE_URL: databaseUrl };
  const { child, origin } = await startSidecar({ sites: siteFile(layout, farm.port), variables });
  const client = new TimedClient(origin, { cookie: await signIn(origin) });
  const meaning = `PostgreSQL, one zone of ${zones.toLocaleString('en')}, ${(rows / 1e6).toFixed(0)} million rows`;
  try {
    return [
      {
        ...(await queryLine('a year by the day', client, pathOf(toMs, '1d'), options, postgresMaxMs)),
        meaning,
      },
      {
        ...(await queryLine('a year by the hour', client, pathOf(toMs, '1h'), options, postgresMaxMs)),
        meaning,
      },
      {
        ...(await queryLine('a day by the minute', client, pathOf(toMs, '1m', 1), options, postgresMaxMs)),
        meaning,
      },
    ];
  } finally {
    await client.close();
    await child.stop();
    await farm.stop();
    await database.remove();
    await engines.stop();
  }
}

function pathOf(toMs: number, resolution: string, ofDays = days): string {
  const span = `from=${iso(toMs - ofDays * dayMs)}&to=${iso(toMs)}`;
  return `/api/v1/zones/site-0/zone-0/history?${span}&resolution=${resolution}`;
}

async function inSqlite(options: BenchOptions): Promise<Line[]> {
  options.progress('a year of history: ten million minutes are made');
  const toMs = Math.floor(Date.now() / dayMs) * dayMs;
  const dataDir = temporaryFolder();
  const { zonesPerSite: zones } = layout;
  const rolledMs = await recordYear(dataDir, { site: 'site-0', zones, days, toMs }, 'Europe/Zurich');
  const sizeGb = statSync(join(dataDir, 'doorlight.db')).size / 1e9;
  options.progress('a year of history');
  const farm = await Farm.start(layout);
  const { child, origin } = await startSidecar({ sites: siteFile(layout, farm.port), dataDir });
  const client = new TimedClient(origin, { cookie: await signIn(origin) });
  try {
    return [
      await queryLine('a year by the day', client, pathOf(toMs, '1d'), options),
      await queryLine('a year by the hour', client, pathOf(toMs, '1h'), options),
      {
        what: 'rolling up, a zone and a day',
        ours: `${rolledMs.toFixed(1)} ms`,
        meaning: '1,440 minutes become quarter hours, hours and a day; a sidecar rests as long',
      },
      {
        what: 'the database',
        ours: `${sizeGb.toFixed(2)} GB`,
        meaning: `${zones} zones, ${days} days of minutes, and what is made from them`,
      },
    ];
  } finally {
    await client.close();
    await child.stop();
    await farm.stop();
  }
}

async function queryLine(
  what: string,
  client: TimedClient,
  path: string,
  { rounds }: BenchOptions,
  limitMs = maxMs,
): Promise<Line> {
  await client.time(path, warmUpQueries);
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round++) tookMs.push(median(await client.time(path, queries)));
  const { value } = measured(tookMs);
  return {
    what,
    ours: `${value.toFixed(1)} ms`,
    target: atMost(value, limitMs, ' ms'),
    meaning: 'whole answer over HTTP, one zone of twenty with a year of minutes each',
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
