import { portSchema } from './support/bare-models.ts';
import { Child } from './support/child.ts';
import { Farm } from './support/farm.ts';
import { displayPaths, type Layout, siteFile } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { gzipKb, scriptFiles } from './support/page-scripts.ts';
import { freePort, startPages, startSidecar, untilAnswers } from './support/sidecar.ts';
import { signIn } from './support/sign-in.ts';
import { measured, median, ratios } from './support/stats.ts';
import { TimedClient } from './support/timed-get.ts';

const layout: Layout = { sites: 1, zonesPerSite: 2, sensorsPerZone: 2, displaysPerZone: 1, pollMs: 1000 };

const maxDisplayKb = 150;
const maxConsoleKb = 200;
const maxHtmlMs = 8;
const warmUpRequests = 100;
/** In each round. */
const requests = 100;

/** What a page costs: its scripts, and the time to its first HTML. */
export const pages: Bench = { name: 'pages', title: 'Pages', run };

async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('pages');
  const farm = await Farm.start(layout);
  const port = await freePort();
  const pagesUrl = `http://127.0.0.1:${await freePort()}`;
  const pageServer = startPages(pagesUrl, `http://127.0.0.1:${port}`);
  const { child, origin } = await startSidecar({ sites: siteFile(layout, farm.port), pagesUrl, port });
  const hello = await Child.program('bare-hello');
  try {
    await untilAnswers(pageServer, `${origin}/readyz`);
    const { port: helloPort } = await hello.ask(portSchema, 'start');
    const display = `/display/${displayPaths(layout)[0]}`;
    return [
      ...(await scriptLines(origin, display)),
      await firstHtmlLine(origin, display, `http://127.0.0.1:${helloPort}`, options),
    ];
  } finally {
    await Promise.all([hello.stop(), child.stop(), pageServer.stop()]);
    await farm.stop();
  }
}

async function scriptLines(origin: string, display: string): Promise<Line[]> {
  const visitor = new TimedClient(origin);
  const staff = new TimedClient(origin, { cookie: await signIn(origin) });
  const displayFiles = scriptFiles(await visitor.get(display));
  const consoleFiles = scriptFiles(await staff.get('/console'));
  await Promise.all([visitor.close(), staff.close()]);
  const displayKb = gzipKb(displayFiles);
  const consoleKb = gzipKb(consoleFiles);
  return [
    {
      what: 'scripts of a display',
      ours: `${displayKb.toFixed(1)} KB`,
      target: atMost(displayKb, maxDisplayKb, ' KB'),
      meaning: `gzip, the ${displayFiles.length} files that the page's HTML names`,
    },
    {
      what: 'scripts of the console',
      ours: `${consoleKb.toFixed(1)} KB`,
      target: atMost(consoleKb, maxConsoleKb, ' KB'),
      meaning: `gzip, the ${consoleFiles.length} files of its first view`,
    },
  ];
}

async function firstHtmlLine(
  origin: string,
  display: string,
  helloOrigin: string,
  { rounds }: BenchOptions,
): Promise<Line> {
  const ours = new TimedClient(origin);
  const bare = new TimedClient(helloOrigin);
  await ours.time(display, warmUpRequests);
  await bare.time('/', warmUpRequests);
  const oursMs: number[] = [];
  const bareMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    oursMs.push(median(await ours.time(display, requests)));
    bareMs.push(median(await bare.time('/', requests)));
  }
  await Promise.all([ours.close(), bare.close()]);
  return {
    what: 'first HTML of a display',
    ours: `${measured(oursMs).value.toFixed(1)} ms`,
    bare: `${measured(bareMs).value.toFixed(2)} ms`,
    ratio: ratios(oursMs, bareMs),
    target: atMost(measured(oursMs).value, maxHtmlMs, ' ms'),
    meaning: 'true light included, through the sidecar and Next; against a Fastify that says hello',
  };
}
