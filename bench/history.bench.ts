import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { openDatabase } from '#server/platform/database/database.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { Farm } from './support/farm.ts';
import { type Layout, siteFile } from './support/layout.ts';
import { temporaryFolder } from './support/leftovers.ts';
import type { Bench, BenchOptions, Line } from './support/line.ts';
import { recordedWeek } from './support/recorded-week.ts';
import { startSidecar } from './support/sidecar.ts';
import { signIn } from './support/sign-in.ts';
import { measured, median, ratios } from './support/stats.ts';
import { TimedClient } from './support/timed-get.ts';

const layout: Layout = { sites: 1, zonesPerSite: 10, sensorsPerZone: 1, displaysPerZone: 1, pollMs: 1000 };

const dayMs = 86_400_000;
const minuteMs = 60_000;
const warmUpQueries = 20;
/** In each round. */
const queries = 20;

/** What it costs to look back. */
export const history: Bench = { name: 'history', title: 'History', run };

async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('history');
  const toMs = Math.floor(Date.now() / dayMs) * dayMs;
  const dataDir = temporaryFolder();
  await fill(dataDir, toMs);
  const farm = await Farm.start(layout);
  const { child, origin } = await startSidecar({ sites: siteFile(layout, farm.port), dataDir });
  const database = new LibsqlDatabase(join(dataDir, 'doorlight.db'), { readonly: true });
  const client = new TimedClient(origin, { cookie: await signIn(origin) });
  const select = database.prepare(
    'select * from history_minute where site = ? and zone = ? and minute >= ? and minute < ? order by minute',
  );
  const query = (days: number, resolution: string) => ({
    path: `/api/v1/zones/site-0/zone-0/history?from=${iso(toMs - days * dayMs)}&to=${iso(toMs)}&resolution=${resolution}`,
    bare: () => select.all('site-0', 'zone-0', (toMs - days * dayMs) / minuteMs, toMs / minuteMs).length,
  });
  try {
    return [
      await queryLine('a day by the minute', client, query(1, '1m'), options),
      await queryLine('a week by the quarter hour', client, query(7, '15m'), options),
    ];
  } finally {
    await client.close();
    database.close();
    await child.stop();
    await farm.stop();
  }
}

async function fill(dataDir: string, toMs: number): Promise<void> {
  const database = await openDatabase({ dataDir });
  const store = new ZoneStore(database.db);
  for (let zone = 0; zone < layout.zonesPerSite; zone++) {
    await store.save([recordedWeek('site-0', `zone-${zone}`, toMs)], iso(toMs));
  }
  await database.close();
}

interface Query {
  readonly path: string;
  /** @returns the rows read */
  bare(): number;
}

async function queryLine(
  what: string,
  client: TimedClient,
  { path, bare }: Query,
  { rounds }: BenchOptions,
): Promise<Line> {
  await client.time(path, warmUpQueries);
  const rows = timeBare(bare, warmUpQueries).rows;
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    oursMs.push(median(await client.time(path, queries)));
    bareMs.push(median(timeBare(bare, queries).tookMs));
  }
  return {
    what,
    ours: `${measured(oursMs).value.toFixed(1)} ms`,
    bare: `${measured(bareMs).value.toFixed(1)} ms`,
    ratio: ratios(oursMs, bareMs),
    meaning: `whole answer over HTTP, against a bare libsql select of the ${rows.toLocaleString('en')} minutes in it`,
  };
}

function timeBare(bare: () => number, times: number): { tookMs: number[]; rows: number } {
  const tookMs: number[] = [];
  let rows = 0;
  for (let time = 0; time < times; time++) {
    const startMs = performance.now();
    rows = bare();
    tookMs.push(performance.now() - startMs);
  }
  return { tookMs, rows };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
