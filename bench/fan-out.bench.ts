import { setTimeout as sleep } from 'node:timers/promises';
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

interface Window extends Used {
  /** Delivered, as the displays counted. */
  readonly perSecond: number;
}

/** CPU for each message that reaches a screen. */
export const fanOut: Bench = { name: 'fan-out', title: 'Fan-out', run };

async function run(options: BenchOptions): Promise<Line[]> {
  const farm = await Farm.start(layout);
  const ours: Window[] = [];
  const bare: Window[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    options.progress(`fan-out, round ${round} of ${options.rounds}: Doorlight`);
    ours.push(await measureSidecar(farm, options));
    options.progress(`fan-out, round ${round} of ${options.rounds}: bare socket.io`);
    bare.push(await measureBare(options));
  }
  await farm.stop();
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

async function measureSidecar(farm: Farm, options: BenchOptions): Promise<Window> {
  await farm.walk(1);
  const { child, origin } = await startSidecar({ sites: siteFile(layout, farm.port) });
  try {
    return await measureWindow(child, origin, options);
  } finally {
    await child.stop();
  }
}

async function measureBare(options: BenchOptions): Promise<Window> {
  const child = await Child.program('bare-fan-out');
  try {
    const { port } = await child.ask(portSchema, 'start', {
      zones: layout.sites * layout.zonesPerSite,
      displaysPerZone: layout.displaysPerZone,
      everyMs: layout.pollMs,
    });
    return await measureWindow(child, `http://127.0.0.1:${port}`, options);
  } finally {
    await child.stop();
  }
}

async function measureWindow(
  child: Child,
  origin: string,
  { warmUpMs, windowMs }: BenchOptions,
): Promise<Window> {
  const swarm = await Swarm.start({ origin, displays: displayPaths(layout), isTimed: false });
  try {
    await sleep(warmUpMs);
    const [before] = await Promise.all([child.usage(), swarm.begin()]);
    await sleep(windowMs);
    const [after, report] = await Promise.all([child.usage(), swarm.report()]);
    const perSecond = (report.messages * 1000) / report.elapsedMs;
    return { ...usedBetween(before, after), perSecond };
  } finally {
    await swarm.stop();
  }
}
