import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Child } from './support/child.ts';
import { Farm } from './support/farm.ts';
import type { Face, FarmReport } from './support/farm-model.ts';
import { type Layout, sensorsOf, siteFile } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { type Stalls, stallsSchema } from './support/messages.ts';
import { startSidecar, type Used, usedBetween } from './support/sidecar.ts';
import { measured, quantile, ratios } from './support/stats.ts';

const layout: Layout = {
  sites: 50,
  zonesPerSite: 10,
  sensorsPerZone: 4,
  displaysPerZone: 1,
  pollMs: 1000,
};

/** The most that one sidecar is to carry. */
const mostLayout: Layout = { ...layout, sites: 100 };

const greatestRatio = 2.2;
const greatestRatioBusy = 1.8;
const maxMemoryMb = 300;
const maxStallMs = 10;
/** All polls of a second, less what a window's edge may cut off. */
const minShare = 0.995;
/** Later than this, the next poll is due: the sidecar would fall behind. */
const maxLateMs = 1000;
/** A person at each door every five seconds: a busy store. */
const everyPollsBusy = 5;
/** After another number of people walk. */
const settleMs = 1000;

interface Window extends Used {
  readonly farm: FarmReport;
}

interface Pair {
  readonly ours: Window;
  readonly bare: Window;
}

/** CPU of the whole path from a device's answer to the light, and how many sensors a machine carries. */
export const pollToLight: Bench = { name: 'poll', title: 'Poll to light', run };

/**
 * Both poll side by side, each its own two thousand devices: what else the machine does meets both alike. Then
 * Doorlight polls twice as many alone.
 */
async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('poll to light: two thousand sensors');
  const farm = await Farm.start(layout);
  const { child: sidecar } = await startSidecar({ sites: siteFile(layout, farm.port) });
  const bare = await Child.program('bare-polls');
  await bare.ask(z.null(), 'start', { urls: farm.openUrls, pollMs: layout.pollMs });
  await bare.ask(z.null(), 'run', true);
  await Promise.all([farm.untilAllHeard('guarded'), farm.untilAllHeard('open')]);

  const each = await measurePairs(farm, { sidecar, bare }, 1, options);
  const busy = await measurePairs(farm, { sidecar, bare }, everyPollsBusy, {
    ...options,
    warmUpMs: settleMs,
  });
  await Promise.all([bare.stop(), sidecar.stop()]);
  await farm.stop();
  return [
    cpuLine('CPU per poll, somebody at every poll', each, greatestRatio, {
      meaning: 'digest, parse, ledger, light, disk against undici Pool + GET + JSON.parse',
    }),
    cpuLine(`CPU per poll, somebody at every ${everyPollsBusy}th`, busy, greatestRatioBusy, {
      meaning: 'the same in a busy store, where most polls bring nothing new',
    }),
    memoryLine([...each, ...busy]),
    ...(await measureMost(options)),
  ];
}

/** Doorlight alone with its devices, somebody at every poll. */
async function measureMost({ warmUpMs, windowMs, progress }: BenchOptions): Promise<Line[]> {
  progress(`poll to light: ${sensorsOf(mostLayout)} sensors`);
  const farm = await Farm.start(mostLayout);
  const { child: sidecar } = await startSidecar({ sites: siteFile(mostLayout, farm.port) });
  await farm.untilAllHeard('guarded');
  await farm.walk('guarded', 1);
  await sleep(warmUpMs);
  const window = await measureWindow(farm, sidecar, 'guarded', windowMs * 2);
  // In a window of its own: to watch costs a little.
  await sidecar.ask(z.null(), 'watchStalls');
  await sleep(windowMs);
  const stalls = await sidecar.ask(stallsSchema, 'endStalls');
  await sidecar.stop();
  await farm.stop();
  return capacityLines(window, stalls);
}

async function measurePairs(
  farm: Farm,
  { sidecar, bare }: { readonly sidecar: Child; readonly bare: Child },
  everyPolls: number,
  { rounds, warmUpMs, windowMs, progress }: BenchOptions,
): Promise<Pair[]> {
  await Promise.all([farm.walk('guarded', everyPolls), farm.walk('open', everyPolls)]);
  await sleep(warmUpMs);
  const pairs: Pair[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`poll to light: somebody at every ${everyPolls}. poll, round ${round} of ${rounds}`);
    const [ourWindow, bareWindow] = await Promise.all([
      measureWindow(farm, sidecar, 'guarded', windowMs),
      measureWindow(farm, bare, 'open', windowMs),
    ]);
    pairs.push({ ours: ourWindow, bare: bareWindow });
  }
  return pairs;
}

async function measureWindow(farm: Farm, child: Child, face: Face, windowMs: number): Promise<Window> {
  const [before] = await Promise.all([child.usage(), farm.begin(face)]);
  await sleep(windowMs);
  const [after, report] = await Promise.all([child.usage(), farm.report(face)]);
  return { ...usedBetween(before, after), farm: report };
}

const pollsPerSecond = ({ farm }: Window) => (farm.polls * 1000) / farm.elapsedMs;
/** In µs. Process and farm have windows of their own, that is why rates are divided. */
const cpuPerPoll = (window: Window) => ((window.cpuMs / window.elapsedMs) * 1e6) / pollsPerSecond(window);

function cpuLine(
  what: string,
  pairs: readonly Pair[],
  limit: number,
  { meaning }: Pick<Line, 'meaning'>,
): Line {
  const ours = pairs.map((pair) => cpuPerPoll(pair.ours));
  const bare = pairs.map((pair) => cpuPerPoll(pair.bare));
  const ratio = ratios(ours, bare);
  return {
    what,
    ours: `${measured(ours).value.toFixed(0)} µs`,
    bare: `${measured(bare).value.toFixed(0)} µs`,
    ratio,
    target: atMost(ratio.value, limit, '×'),
    meaning,
  };
}

function memoryLine(pairs: readonly Pair[]): Line {
  const mb = Math.max(...pairs.map(({ ours }) => ours.rssMb));
  return {
    what: `memory of the sidecar, ${sensorsOf(layout).toLocaleString('en')} sensors`,
    ours: `${mb.toFixed(0)} MB`,
    target: atMost(mb, maxMemoryMb, ' MB'),
    meaning: 'the most of RSS at the ends of the rounds',
  };
}

function capacityLines(window: Window, stalls: Stalls): Line[] {
  const { farm, cpuMs, elapsedMs, rssMb } = window;
  const sensors = sensorsOf(mostLayout);
  const rate = pollsPerSecond(window);
  const p99 = quantile(farm.lateMs, 0.99);
  return [
    {
      what: `${sensors.toLocaleString('en')} sensors at 1 Hz`,
      ours: `${rate.toFixed(0)} polls/s, ${farm.missed} missed`,
      target: {
        text: 'not falling behind',
        isMet: rate >= sensors * minShare && farm.missed === 0 && p99 < maxLateMs,
      },
      meaning: 'Doorlight alone with its devices, somebody at every poll',
    },
    {
      what: '  lateness of a poll, p50 and p99',
      ours: `${quantile(farm.lateMs, 0.5).toFixed(1)} and ${p99.toFixed(1)} ms`,
      meaning: 'against the rhythm of its own device, as the devices see it',
    },
    {
      what: '  CPU and memory of the sidecar',
      ours: `${((cpuMs / elapsedMs) * 100).toFixed(0)} % of a core, ${rssMb.toFixed(0)} MB`,
      meaning: 'at that load, RSS',
    },
    {
      what: '  event loop held up, p99 and most',
      ours: `${stalls.p99Ms.toFixed(1)} and ${stalls.maxMs.toFixed(0)} ms`,
      target: atMost(stalls.p99Ms, maxStallMs, ' ms'),
      meaning: 'by how much a timer of every 5 ms was late',
    },
  ];
}
