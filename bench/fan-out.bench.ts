import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { portSchema } from './support/bare-models.ts';
import { Child } from './support/child.ts';
import { Farm } from './support/farm.ts';
import { displayPaths, displaysOf, type Layout, siteFile } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { startSidecar, type Used, usedBetween } from './support/sidecar.ts';
import { measured, ratios } from './support/stats.ts';
import { Swarm } from './support/swarm.ts';

/** One busy zone that everybody looks at: what is measured is fan-out and next to nothing else. */
const layout: Layout = {
  sites: 1,
  zonesPerSite: 1,
  sensorsPerZone: 1,
  displaysPerZone: 2000,
  pollMs: 100,
};

const greatestRatio = 1.2;
/** Until messages flow evenly. */
const settleMs = 500;

interface Window extends Used {
  /** Delivered, as the displays counted. */
  readonly perSecond: number;
}

/** CPU for each message that reaches a screen. */
export const fanOut: Bench = { name: 'fan-out', title: 'Fan-out', run };

/** Both have their displays all the time, and change by turns. */
async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('fan-out: two thousand displays');
  const farm = await Farm.start(layout);
  const { child: sidecar, origin } = await startSidecar({ sites: siteFile(layout, farm.port) });
  const baseline = await Child.program('bare-fan-out');
  const { port } = await baseline.ask(portSchema, 'start', { everyMs: layout.pollMs });
  const displays = displayPaths(layout);
  const [ourSwarm, bareSwarm] = await Promise.all([
    Swarm.start({ origin, displays, isTimed: false }),
    Swarm.start({ origin: `http://127.0.0.1:${port}`, displays, isTimed: false }),
  ]);

  const letOurs = (isRunning: boolean) => farm.walk('guarded', isRunning ? 1 : 0);
  const letBare = async (isRunning: boolean) => {
    await baseline.ask(z.null(), 'run', isRunning);
  };
  await letOurs(true);
  await sleep(options.warmUpMs / 2);
  await letOurs(false);
  await letBare(true);
  await sleep(options.warmUpMs / 2);
  await letBare(false);

  const ours: Window[] = [];
  const bare: Window[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    options.progress(`fan-out, round ${round} of ${options.rounds}`);
    ours.push(await measureWindow(sidecar, ourSwarm, letOurs, options.windowMs));
    bare.push(await measureWindow(baseline, bareSwarm, letBare, options.windowMs));
  }
  await Promise.all([ourSwarm.stop(), bareSwarm.stop(), baseline.stop(), sidecar.stop()]);
  await farm.stop();
  return linesOf(ours, bare);
}

function linesOf(ours: readonly Window[], bare: readonly Window[]): Line[] {
  const oursUs = ours.map(cpuPerMessage);
  const bareUs = bare.map(cpuPerMessage);
  const ratio = ratios(oursUs, bareUs);
  const displays = displaysOf(layout).toLocaleString('en');
  return [
    {
      what: 'CPU per delivered message',
      ours: `${measured(oursUs).value.toFixed(1)} µs`,
      bare: `${measured(bareUs).value.toFixed(1)} µs`,
      ratio,
      target: atMost(ratio.value, greatestRatio, '×'),
      meaning: `${displays} displays, a change every ${layout.pollMs} ms, against a bare socket.io emit`,
    },
    {
      what: '  delivered in a second',
      ours: measured(ours.map(({ perSecond }) => perSecond)).value.toFixed(0),
      bare: measured(bare.map(({ perSecond }) => perSecond)).value.toFixed(0),
      meaning: 'counted by the displays',
    },
    {
      what: '  memory of the process',
      ours: `${measured(ours.map(({ rssMb }) => rssMb)).value.toFixed(0)} MB`,
      bare: `${measured(bare.map(({ rssMb }) => rssMb)).value.toFixed(0)} MB`,
      meaning: `RSS with ${displays} displays connected`,
    },
  ];
}

/** In µs. Both processes have a window of their own, that is why rates are divided. */
const cpuPerMessage = ({ cpuMs, elapsedMs, perSecond }: Window) => ((cpuMs / elapsedMs) * 1e6) / perSecond;

async function measureWindow(
  child: Child,
  swarm: Swarm,
  letRun: (isRunning: boolean) => Promise<void>,
  windowMs: number,
): Promise<Window> {
  await letRun(true);
  await sleep(settleMs);
  const [before] = await Promise.all([child.usage(), swarm.begin()]);
  await sleep(windowMs);
  const [after, report] = await Promise.all([child.usage(), swarm.report()]);
  await letRun(false);
  return { ...usedBetween(before, after), perSecond: (report.messages * 1000) / report.elapsedMs };
}
