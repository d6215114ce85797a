import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Child } from './support/child.ts';
import { Farm } from './support/farm.ts';
import type { Face, FarmReport } from './support/farm-model.ts';
import { type Layout, sensorsOf, siteFile } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { startSidecar, type Used, usedBetween } from './support/sidecar.ts';
import { measured, quantile, ratios } from './support/stats.ts';

const layout: Layout = {
  sites: 50,
  zonesPerSite: 10,
  sensorsPerZone: 4,
  displaysPerZone: 1,
  pollMs: 1000,
};

const greatestRatio = 2.5;
/** Two thousand polls a second, less what a window's edge may cut off. */
const minShare = 0.995;
/** Later than this, the next poll is due: the sidecar would fall behind. */
const maxLateMs = 1000;
/** A person at each door every five seconds: a busy store. */
const everyPollsBusy = 5;
/** After another number of people walk, or the baseline rests. */
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
 * Doorlight polls alone.
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
  await bare.stop();
  await farm.walk('guarded', 1);
  await sleep(settleMs);
  options.progress('poll to light: Doorlight alone');
  const alone = await measureWindow(farm, sidecar, 'guarded', options.windowMs * 2);
  await sidecar.stop();
  await farm.stop();
  return [
    cpuLine('CPU per poll, somebody at every poll', each, {
      meaning: 'digest, parse, ledger, light, disk against undici Pool + GET + JSON.parse',
    }),
    cpuLine(`CPU per poll, somebody at every ${everyPollsBusy}th`, busy, {
      meaning: 'the same in a busy store, where most polls bring nothing new',
    }),
    ...capacityLines(alone),
  ];
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

function cpuLine(what: string, pairs: readonly Pair[], { meaning }: Pick<Line, 'meaning'>): Line {
  const ours = pairs.map((pair) => cpuPerPoll(pair.ours));
  const bare = pairs.map((pair) => cpuPerPoll(pair.bare));
  const ratio = ratios(ours, bare);
  return {
    what,
    ours: `${measured(ours).value.toFixed(0)} µs`,
    bare: `${measured(bare).value.toFixed(0)} µs`,
    ratio,
    target: atMost(ratio.value, greatestRatio, '×'),
    meaning,
  };
}

function capacityLines(window: Window): Line[] {
  const { farm, cpuMs, elapsedMs, rssMb } = window;
  const sensors = sensorsOf(layout);
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
  ];
}
