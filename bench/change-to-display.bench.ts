import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { portSchema } from './support/bare-models.ts';
import { Child } from './support/child.ts';
import { Farm } from './support/farm.ts';
import type { Face } from './support/farm-model.ts';
import { latencies } from './support/latency.ts';
import { displayPaths, displaysOf, type Layout, sensorsOf, siteFile, zonePaths } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { startSidecar, type Used, usedBetween } from './support/sidecar.ts';
import { measured, quantile, ratios } from './support/stats.ts';
import { Swarm } from './support/swarm.ts';

/** A hundred zones, each with five doors and ten displays. */
const layout: Layout = {
  sites: 10,
  zonesPerSite: 10,
  sensorsPerZone: 5,
  displaysPerZone: 10,
  pollMs: 1000,
};

/** Somebody walks through each door every other second. */
const everyPolls = 2;
const longestP99Ms = 50;
const maxMemoryMb = 180;
/** For the first to walk, and for the last to arrive. */
const settleMs = 500;

interface Window extends Used {
  readonly ms: readonly number[];
  readonly maxRssMb: number;
}

/** How long a change takes from the device's answer to the screens, and the memory that this load needs. */
export const changeToDisplay: Bench = { name: 'display', title: 'Change to display', run };

/** Both have their sensors and displays all the time; people walk through the doors of one, then the other. */
async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('change to display: 500 sensors, 1,000 displays');
  const farm = await Farm.start(layout);
  const { child: sidecar, origin } = await startSidecar({ sites: siteFile(layout, farm.port) });
  const baseline = await Child.program('bare-door');
  const { port } = await baseline.ask(portSchema, 'start', {
    urls: farm.openUrls,
    pollMs: layout.pollMs,
    zones: zonePaths(layout),
    sensorsPerZone: layout.sensorsPerZone,
    displaysPerZone: layout.displaysPerZone,
  });
  await baseline.ask(z.null(), 'run', true);
  const displays = displayPaths(layout);
  const [ourSwarm, bareSwarm] = await Promise.all([
    Swarm.start({ origin, displays, isTimed: true }),
    Swarm.start({ origin: `http://127.0.0.1:${port}`, displays, isTimed: true }),
  ]);
  // Nobody walks until every door was asked: people are counted from there on, by the farm as by both.
  await Promise.all([farm.untilAllHeard('guarded'), farm.untilAllHeard('open')]);
  await sleep(settleMs);
  await Promise.all([farm.walk('guarded', everyPolls), farm.walk('open', everyPolls)]);
  await sleep(options.warmUpMs);
  await Promise.all([farm.walk('guarded', 0), farm.walk('open', 0), baseline.ask(z.null(), 'run', false)]);

  const ours: Window[] = [];
  const bare: Window[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    options.progress(`change to display, round ${round} of ${options.rounds}`);
    ours.push(await measureWindow(farm, 'guarded', sidecar, ourSwarm, options.windowMs));
    await baseline.ask(z.null(), 'run', true);
    bare.push(await measureWindow(farm, 'open', baseline, bareSwarm, options.windowMs));
    await baseline.ask(z.null(), 'run', false);
  }
  await Promise.all([ourSwarm.stop(), bareSwarm.stop(), baseline.stop(), sidecar.stop()]);
  await farm.stop();
  return linesOf(ours, bare);
}

function linesOf(ours: readonly Window[], bare: readonly Window[]): Line[] {
  const sensors = sensorsOf(layout).toLocaleString('en');
  const displays = displaysOf(layout).toLocaleString('en');
  const memory = measured(ours.map(({ maxRssMb }) => maxRssMb));
  return [
    latencyLine('p50', 0.5, ours, bare, 'half of the messages are at the display by then'),
    {
      ...latencyLine(
        'p99',
        0.99,
        ours,
        bare,
        `from the device's answer to the message, ${sensors} sensors, ${displays} displays`,
      ),
      target: atMost(measured(ours.map(({ ms }) => quantile(ms, 0.99))).value, longestP99Ms, ' ms'),
    },
    {
      what: '  CPU',
      ours: share(ours),
      bare: share(bare),
      meaning: `of a core; ${measured(ours.map(({ ms }) => ms.length)).value} changes were seen at displays`,
    },
    {
      what: '  memory of the sidecar',
      ours: `${memory.value.toFixed(0)} MB`,
      bare: `${measured(bare.map(({ maxRssMb }) => maxRssMb)).value.toFixed(0)} MB`,
      target: atMost(memory.value, maxMemoryMb, ' MB'),
      meaning: 'at that load, the most of RSS',
    },
  ];
}

function latencyLine(
  what: string,
  part: number,
  ours: readonly Window[],
  bare: readonly Window[],
  meaning: string,
): Line {
  const of = (windows: readonly Window[]) => windows.map(({ ms }) => quantile(ms, part));
  return {
    what,
    ours: `${measured(of(ours)).value.toFixed(1)} ms`,
    bare: `${measured(of(bare)).value.toFixed(1)} ms`,
    ratio: ratios(of(ours), of(bare)),
    meaning,
  };
}

function share(windows: readonly Window[]): string {
  return `${measured(windows.map(({ cpuMs, elapsedMs }) => (cpuMs / elapsedMs) * 100)).value.toFixed(0)} %`;
}

async function measureWindow(
  farm: Farm,
  face: Face,
  child: Child,
  swarm: Swarm,
  windowMs: number,
): Promise<Window> {
  await farm.walk(face, everyPolls);
  await sleep(settleMs);
  const [before] = await Promise.all([child.usage(), swarm.begin()]);
  const maxRssMb = await watchMemory(child, windowMs);
  const after = await child.usage();
  await farm.walk(face, 0);
  await sleep(settleMs);
  const [{ changes }, moves] = await Promise.all([swarm.report(), farm.moves(face)]);
  return {
    ...usedBetween(before, after),
    maxRssMb,
    ms: latencies(changes, moves, zonePaths(layout)),
  };
}

/** Looks once a second. @returns the most of RSS (MB) */
async function watchMemory(child: Child, forMs: number): Promise<number> {
  const endAt = performance.now() + forMs;
  let most = 0;
  for (let left = forMs; left > 0; left = endAt - performance.now()) {
    await sleep(Math.min(1000, left));
    most = Math.max(most, (await child.usage()).rssMb);
  }
  return most;
}
