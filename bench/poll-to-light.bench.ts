import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Child } from './support/child.ts';
import { Farm } from './support/farm.ts';
import type { FarmReport } from './support/farm-model.ts';
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
const leastShare = 0.995;
/** Later than this, the next poll is due: the sidecar would fall behind. */
const mostLateMs = 1000;
/** A person at each door every five seconds: a busy store. */
const everyPollsBusy = 5;

interface Window extends Used {
  readonly farm: FarmReport;
}

interface Round {
  /** Somebody at every poll: every poll changes a number, goes to the disk and to the screens. */
  readonly each: Window;
  readonly busy: Window;
}

/** CPU of the whole path from a device's answer to the light, and how many sensors a machine carries. */
export const pollToLight: Bench = { name: 'poll', title: 'Poll to light', run };

async function run(options: BenchOptions): Promise<Line[]> {
  const farm = await Farm.start(layout);
  const ours: Round[] = [];
  const bare: Round[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    options.progress(`poll to light, round ${round} of ${options.rounds}: Doorlight`);
    ours.push(await measureSidecar(farm, options));
    options.progress(`poll to light, round ${round} of ${options.rounds}: bare undici`);
    bare.push(await measureBare(farm, options));
  }
  await farm.stop();
  return [
    cpuLine('CPU per poll, somebody at every poll', ours, bare, 'each', {
      meaning: 'digest, parse, ledger, light, disk against undici Pool + GET + JSON.parse, same farm',
    }),
    cpuLine(`CPU per poll, somebody at every ${everyPollsBusy}th`, ours, bare, 'busy', {
      meaning: 'the same in a busy store, where most polls bring nothing new',
    }),
    ...capacityLines(ours),
  ];
}

async function measureSidecar(farm: Farm, options: BenchOptions): Promise<Round> {
  await farm.walk(0);
  await farm.begin();
  const { child } = await startSidecar({ sites: siteFile(layout, farm.port) });
  try {
    return await measureRound(farm, child, options);
  } finally {
    await child.stop();
  }
}

async function measureBare(farm: Farm, options: BenchOptions): Promise<Round> {
  await farm.walk(0);
  await farm.begin();
  const child = await Child.program('bare-polls');
  try {
    await child.ask(z.null(), 'start', { urls: farm.openUrls, pollMs: layout.pollMs });
    return await measureRound(farm, child, options);
  } finally {
    await child.stop();
  }
}

async function measureRound(farm: Farm, child: Child, options: BenchOptions): Promise<Round> {
  await farm.untilAllHeard();
  const each = await measureWindow(farm, child, 1, options);
  const busy = await measureWindow(farm, child, everyPollsBusy, { ...options, warmUpMs: 1000 });
  return { each, busy };
}

async function measureWindow(
  farm: Farm,
  child: Child,
  everyPolls: number,
  { warmUpMs, windowMs }: Pick<BenchOptions, 'warmUpMs' | 'windowMs'>,
): Promise<Window> {
  await farm.walk(everyPolls);
  await sleep(warmUpMs);
  const [before] = await Promise.all([child.usage(), farm.begin()]);
  await sleep(windowMs);
  const [after, report] = await Promise.all([child.usage(), farm.report()]);
  return { ...usedBetween(before, after), farm: report };
}

const pollsPerSecond = ({ farm }: Window) => (farm.polls * 1000) / farm.elapsedMs;
/** In µs. Both processes have a window of their own, that is why rates are divided. */
const cpuPerPoll = (window: Window) => ((window.cpuMs / window.elapsedMs) * 1e6) / pollsPerSecond(window);

function cpuLine(
  what: string,
  ours: readonly Round[],
  bare: readonly Round[],
  window: keyof Round,
  { meaning }: Pick<Line, 'meaning'>,
): Line {
  const oursUs = ours.map((round) => cpuPerPoll(round[window]));
  const bareUs = bare.map((round) => cpuPerPoll(round[window]));
  const ratio = ratios(oursUs, bareUs);
  return {
    what,
    ours: `${measured(oursUs).value.toFixed(0)} µs`,
    bare: `${measured(bareUs).value.toFixed(0)} µs`,
    ratio,
    target: atMost(ratio.value, greatestRatio, '×'),
    meaning,
  };
}

function capacityLines(rounds: readonly Round[]): Line[] {
  const sensors = sensorsOf(layout);
  const windows = rounds.map(({ each }) => each);
  const rate = measured(windows.map(pollsPerSecond)).value;
  const missed = windows.reduce((sum, { farm }) => sum + farm.missed, 0);
  const late = (share: number) => measured(windows.map(({ farm }) => quantile(farm.lateMs, share)));
  const cpu = measured(windows.map(({ cpuMs, elapsedMs }) => (cpuMs / elapsedMs) * 100)).value;
  const rss = measured(windows.map(({ rssMb }) => rssMb)).value;
  const p99 = late(0.99);
  const challenges = windows.reduce((sum, { farm }) => sum + farm.challenges, 0);
  return [
    {
      what: `${sensors.toLocaleString('en')} sensors at 1 Hz`,
      ours: `${rate.toFixed(0)} polls/s, ${missed} missed`,
      target: {
        text: 'not falling behind',
        isMet: rate >= sensors * leastShare && missed === 0 && p99.most < mostLateMs,
      },
      meaning: `somebody at every poll; ${challenges} of them were asked to sign in again`,
    },
    {
      what: '  lateness of a poll, p50 and p99',
      ours: `${late(0.5).value.toFixed(1)} and ${p99.value.toFixed(1)} ms`,
      meaning: 'against the rhythm of its own device, as the devices see it',
    },
    {
      what: '  CPU and memory of the sidecar',
      ours: `${cpu.toFixed(0)} % of a core, ${rss.toFixed(0)} MB`,
      meaning: 'at that load, RSS',
    },
  ];
}
