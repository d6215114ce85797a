import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Farm } from './support/farm.ts';
import { type Layout, siteFile } from './support/layout.ts';
import { temporaryFolder } from './support/leftovers.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { recordYear } from './support/recorded-year.ts';
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

/** What it costs to look back for a year, with twenty zones and a year of minutes in SQLite. */
export const historyYear: Bench = { name: 'year', title: 'A year of history', run };

async function run(options: BenchOptions): Promise<Line[]> {
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
  const path = (resolution: string) =>
    `/api/v1/zones/site-0/zone-0/history?from=${iso(toMs - days * dayMs)}&to=${iso(toMs)}&resolution=${resolution}`;
  try {
    return [
      await queryLine('a year by the day', client, path('1d'), options),
      await queryLine('a year by the hour', client, path('1h'), options),
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
): Promise<Line> {
  await client.time(path, warmUpQueries);
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round++) tookMs.push(median(await client.time(path, queries)));
  const { value } = measured(tookMs);
  return {
    what,
    ours: `${value.toFixed(1)} ms`,
    target: atMost(value, maxMs, ' ms'),
    meaning: 'whole answer over HTTP, one zone of twenty with a year of minutes each',
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
