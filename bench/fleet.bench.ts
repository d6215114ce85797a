import { setTimeout as sleep } from 'node:timers/promises';
import { displayChangesSchema } from '#lib/contract/display.ts';
import { Farm } from './support/farm.ts';
import { displayPaths, displaysOf, type Layout, siteFile } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { type RunningSidecar, startSidecar, usedBetween } from './support/sidecar.ts';
import { signIn } from './support/sign-in.ts';
import { measured, median } from './support/stats.ts';
import { Swarm } from './support/swarm.ts';
import { TimedClient } from './support/timed-get.ts';

/** A chain: every store with a few screens. */
const layout: Layout = { sites: 200, zonesPerSite: 1, sensorsPerZone: 1, displaysPerZone: 10, pollMs: 1000 };
/** As a console asks. */
const askEveryMs = 3000;
/** As screens report that have nothing new, and the span over which theirs are spread. */
const reportEveryMs = 60_000;
const asksOfList = 9;

const maxCpuShare = 5;
const maxListMs = 100;
const maxKbPerMinute = 1024;

/** What two thousand screens cost that report, while somebody looks at all of them. */
export const fleet: Bench = { name: 'fleet', title: 'A fleet', run };

interface Window {
  /** Of one core, percent: reports and a console that looks, beyond the same screens without them. */
  readonly cpuShare: number;
  readonly kbPerMinute: number;
  readonly quietShare: number;
}

async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('fleet: two thousand screens');
  const farm = await Farm.start(layout);
  const sidecar = await startSidecar({ sites: siteFile(layout, farm.port) });
  const swarm = await Swarm.start({ origin: sidecar.origin, displays: displayPaths(layout), isTimed: false });
  const staff = new TimedClient(sidecar.origin, { cookie: await signIn(sidecar.origin) });
  await sleep(options.warmUpMs);

  const windows: Window[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    options.progress(`fleet, round ${round} of ${options.rounds}`);
    windows.push(await measureWindow(sidecar, swarm, staff, options.windowMs));
  }
  const list = await staff.get('/api/v1/displays');
  const listMs = median(await staff.time('/api/v1/displays', asksOfList));
  await staff.close();
  await Promise.all([swarm.stop(), sidecar.child.stop()]);
  await farm.stop();
  return linesOf(windows, listMs, Buffer.byteLength(list) / 1024);
}

async function measureWindow(
  { child }: RunningSidecar,
  swarm: Swarm,
  staff: TimedClient,
  windowMs: number,
): Promise<Window> {
  // Long enough that a console asks several times.
  const spanMs = Math.max(windowMs, askEveryMs * 2);
  const share = async (act: () => Promise<void>) => {
    const before = await child.usage();
    await act();
    const { cpuMs, elapsedMs } = usedBetween(before, await child.usage());
    return (cpuMs / elapsedMs) * 100;
  };
  const quietShare = await share(() => sleep(spanMs));
  await swarm.letReport(reportEveryMs);
  let bytes = 0;
  let { cursor } = await changesSince(staff, '');
  const startedMs = performance.now();
  const watchedShare = await share(async () => {
    while (performance.now() - startedMs < spanMs) {
      await sleep(askEveryMs);
      const answer = await changesSince(staff, cursor);
      ({ cursor } = answer);
      bytes += answer.bytes;
    }
  });
  const minutes = (performance.now() - startedMs) / 60_000;
  await swarm.letReport(0);
  return {
    quietShare,
    cpuShare: Math.max(0, watchedShare - quietShare),
    kbPerMinute: bytes / 1024 / minutes,
  };
}

async function changesSince(staff: TimedClient, cursor: string) {
  const text = await staff.get(`/api/v1/displays/changes?since=${cursor}`);
  return { cursor: displayChangesSchema.parse(JSON.parse(text)).cursor, bytes: Buffer.byteLength(text) };
}

function linesOf(windows: readonly Window[], listMs: number, listKb: number): Line[] {
  const cpu = measured(windows.map(({ cpuShare }) => cpuShare)).value;
  const quiet = measured(windows.map(({ quietShare }) => quietShare)).value;
  const kb = measured(windows.map(({ kbPerMinute }) => kbPerMinute)).value;
  const displays = displaysOf(layout).toLocaleString('en');
  return [
    {
      what: 'CPU of reports and a console',
      ours: `${cpu.toFixed(1)} %`,
      target: atMost(cpu, maxCpuShare, ' %'),
      meaning: `of a core, for ${displays} screens that report each minute, and who looks; beside ${quiet.toFixed(1)} % for their lights`,
    },
    {
      what: '  what a console fetches',
      ours: `${kb.toFixed(0)} KB/min`,
      target: atMost(kb, maxKbPerMinute, ' KB/min'),
      meaning: 'what has changed, asked every 3 s',
    },
    {
      what: 'list of all displays',
      ours: `${listMs.toFixed(0)} ms`,
      target: atMost(listMs, maxListMs, ' ms'),
      meaning: `GET /api/v1/displays: ${listKb.toFixed(0)} KB, what a console fetches once`,
    },
  ];
}
