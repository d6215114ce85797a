import { type ClientRequest, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { portSchema } from './support/bare-models.ts';
import { Child } from './support/child.ts';
import { Farm } from './support/farm.ts';
import { type Layout, siteFile } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { startSidecar, usedBetween } from './support/sidecar.ts';
import { measured, ratios } from './support/stats.ts';

/** One busy site that everybody looks at. */
const layout: Layout = {
  sites: 1,
  zonesPerSite: 2,
  sensorsPerZone: 1,
  displaysPerZone: 1,
  pollMs: 100,
  isPublic: true,
};
const path = '/public/v1/sites/site-0';
const perSecond = 1000;
const everyMs = 10;
const openPages = 2000;
const maxPercent = 15;

/** What visitors cost who look from home. */
export const publicPage: Bench = { name: 'public', title: 'Public page', run };

async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('public page');
  const farm = await Farm.start(layout);
  const { child, origin } = await startSidecar({ sites: siteFile(layout, farm.port) });
  const baseline = await Child.program('bare-public');
  const pages: ClientRequest[] = [];
  try {
    const body = await (await fetch(origin + path)).text();
    const { port } = await baseline.ask(portSchema, 'start', { body });
    const bareOrigin = `http://127.0.0.1:${port}`;
    await farm.walk('guarded', 1);
    const idle = await percentOf(child, () => sleep(options.windowMs));
    await ask(origin, options.warmUpMs / 2);
    await ask(bareOrigin, options.warmUpMs / 2);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      options.progress(`public page, round ${round} of ${options.rounds}`);
      ours.push((await percentOf(child, () => ask(origin, options.windowMs))) - idle);
      bare.push(await percentOf(baseline, () => ask(bareOrigin, options.windowMs)));
    }
    options.progress('public page: open pages');
    pages.push(...(await open(origin)));
    await sleep(options.warmUpMs / 2);
    const followed = (await percentOf(child, () => sleep(options.windowMs))) - idle;
    return linesOf(ours, bare, followed);
  } finally {
    for (const page of pages) page.destroy();
    await Promise.all([baseline.stop(), child.stop()]);
    await farm.stop();
  }
}

function linesOf(ours: readonly number[], bare: readonly number[], followed: number): Line[] {
  const { value } = measured(ours);
  return [
    {
      what: '5,000 visitors, each every 5 s',
      ours: `${value.toFixed(1)} % of a core`,
      bare: `${measured(bare).value.toFixed(1)} %`,
      ratio: ratios(ours, bare),
      target: atMost(value, maxPercent, ' % of a core'),
      meaning: 'less what the site itself takes; against a Fastify that sends the same bytes',
    },
    {
      what: '2,000 open pages',
      ours: `${followed.toFixed(1)} % of a core`,
      meaning: 'events of a site that changes all the time, made into text once for all',
    },
  ];
}

/** CPU of a process while something happens, in percent of a core. */
async function percentOf(child: Child, happens: () => Promise<unknown>): Promise<number> {
  const before = await child.usage();
  await happens();
  const { cpuMs, elapsedMs } = usedBetween(before, await child.usage());
  return (cpuMs / elapsedMs) * 100;
}

/** Asks evenly for a while; every other request names the tag that came last. */
async function ask(origin: string, forMs: number): Promise<void> {
  const pool = new Pool(origin, { connections: 64 });
  const started = performance.now();
  const under: Promise<void>[] = [];
  let tag = '';
  const once = async (hasTag: boolean) => {
    const headers = hasTag && tag !== '' ? { 'if-none-match': tag } : {};
    const { statusCode, headers: answered, body } = await pool.request({ method: 'GET', path, headers });
    await body.text();
    if (statusCode !== 200 && statusCode !== 304) throw new Error(`${origin}${path} answered ${statusCode}`);
    tag = String(answered.etag ?? '');
  };
  for (let asked = 0; performance.now() - started < forMs; ) {
    const due = ((performance.now() - started) / 1000) * perSecond;
    for (; asked < due; asked++) under.push(once(asked % 2 === 0));
    await sleep(everyMs);
  }
  await Promise.all(under);
  await pool.close();
}

/** Opens pages that follow the site; each has had its first event when it resolves. */
async function open(origin: string): Promise<ClientRequest[]> {
  const pages: ClientRequest[] = [];
  for (let at = 0; at < openPages; at++) {
    await new Promise<void>((resolve, reject) => {
      const page = get(`${origin}${path}/events`, { agent: false }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`page ${at} answered ${answer.statusCode}`));
        answer.once('data', () => resolve()).resume();
        // Ended by the bench itself.
        answer.on('error', () => undefined);
      });
      page.on('error', reject);
      pages.push(page);
    });
  }
  return pages;
}
