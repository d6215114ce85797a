import { setTimeout as sleep } from 'node:timers/promises';
import { BenchChain, Engines } from './support/chain.ts';
import { displayPaths, displaysOf, type Layout, sensorsOf, zonePaths } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import type { Usage } from './support/messages.ts';
import { ascending, type Measured, measured, quantile, ratios } from './support/stats.ts';
import { Swarm } from './support/swarm.ts';
import type { Change } from './support/swarm-model.ts';

/**
 * For each sidecar: a chain that grows gets more machines, and each has as much to do as before. So few that four sidecars,
 * PostgreSQL, the devices and the screens fit on a small machine.
 */
const share: Layout = { sites: 20, zonesPerSite: 2, sensorsPerZone: 10, displaysPerZone: 8, pollMs: 1000 };
const everyPolls = 2;
const counts = [1, 2, 4];
const greatestRatio = 1.15;
const addedP99Ms = 10;
const healedWithinMs = 7000;
/** For the last to arrive. */
const settleMs = 3000;

interface Costs {
  /** Microseconds, of all sidecars together, in each round. */
  readonly poll: readonly number[];
  readonly message: readonly number[];
}

/** What several sidecars cost against one, and what is seen at the door when one of them goes. */
export const chain: Bench = { name: 'chain', title: 'A chain of sidecars', run };

async function run(options: BenchOptions): Promise<Line[]> {
  const engines = await Engines.start();
  const costs = new Map<number, Costs>();
  const lines: Line[] = [];
  try {
    for (const count of counts) {
      options.progress(`chain: ${count} sidecars`);
      const layout = { ...share, sites: share.sites * count };
      const running = await BenchChain.create(engines, layout, count === 1);
      await running.add(count);
      await running.farm.untilAllHeard('guarded');
      await running.farm.walk('guarded', everyPolls);
      await sleep(options.warmUpMs * 2);
      const perPoll = await inRounds(options, () => costOfPolls(running, options.windowMs));
      const swarms = await screensOf(running);
      await sleep(settleMs);
      const messages = await inRounds(options, () => costOfMessages(running, swarms, options.windowMs));
      costs.set(count, { poll: perPoll, message: messages.map(({ messageUs }) => messageUs) });
      if (count === 2) {
        const homes = await running.homes();
        lines.push(delayLine(messages.flatMap(({ changes }) => added(changes, homes))));
        options.progress('chain: a planned move, and a killed sidecar');
        lines.push(...(await moves(running, swarms)));
      }
      await Promise.all(swarms.map((swarm) => swarm.stop()));
      await running.stop();
    }
  } finally {
    await engines.stop();
  }
  return [...costLines(costs), ...lines];
}

async function inRounds<T>({ rounds }: BenchOptions, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < rounds; round++) results.push(await measure());
  return results;
}

/** Each sidecar has an equal share of the screens of every zone. */
function screensOf(running: BenchChain): Promise<Swarm[]> {
  const { sidecars, layout } = running;
  const all = displayPaths(layout);
  return Promise.all(
    sidecars.map(({ origin }, at) =>
      Swarm.start({
        origin,
        displays: all.filter((_, each) => each % sidecars.length === at),
        isTimed: true,
      }),
    ),
  );
}

/** Cores, of all sidecars together. */
function coresBetween(before: readonly Usage[], after: readonly Usage[]): number {
  return after.reduce((sum, { cpuMs, atMs }, at) => {
    const { cpuMs: startCpuMs = 0, atMs: startMs = 0 } = before[at] ?? {};
    return sum + (cpuMs - startCpuMs) / (atMs - startMs);
  }, 0);
}

async function costOfPolls(running: BenchChain, windowMs: number): Promise<number> {
  const [before] = await Promise.all([running.usages(), running.farm.begin('guarded')]);
  await sleep(windowMs);
  const [after, { polls, elapsedMs }] = await Promise.all([running.usages(), running.farm.report('guarded')]);
  return (coresBetween(before, after) * 1000 * elapsedMs) / polls;
}

async function costOfMessages(
  running: BenchChain,
  swarms: readonly Swarm[],
  windowMs: number,
): Promise<{ readonly messageUs: number; readonly changes: readonly (readonly Change[])[] }> {
  const [before] = await Promise.all([running.usages(), ...swarms.map((swarm) => swarm.begin())]);
  await sleep(windowMs);
  const [after, ...reports] = await Promise.all([running.usages(), ...swarms.map((swarm) => swarm.report())]);
  const messagesPerMs = reports.reduce((sum, { messages, elapsedMs }) => sum + messages / elapsedMs, 0);
  return {
    messageUs: (coresBetween(before, after) * 1000) / messagesPerMs,
    changes: reports.map(({ changes }) => changes),
  };
}

/** How much later than at its home each change was at the screens of another sidecar, milliseconds. */
function added(changes: readonly (readonly Change[])[], homes: ReadonlyMap<string, number>): number[] {
  const keyOf = ({ zone, after }: Change) => `${zone} ${after}`;
  const isHome = (change: Change, at: number) => homes.get(change.zone.split('/')[0] ?? '') === at;
  const atHome = new Map<string, number>();
  for (const [at, seen] of changes.entries())
    for (const change of seen)
      if (isHome(change, at))
        atHome.set(keyOf(change), Math.max(atHome.get(keyOf(change)) ?? 0, change.atMs));
  return changes.flatMap((seen, at) =>
    seen.flatMap((change) => {
      const homeMs = atHome.get(keyOf(change));
      return isHome(change, at) || homeMs === undefined ? [] : [change.atMs - homeMs];
    }),
  );
}

/** One of two leaves in good order, a new one comes, and then that one is killed. The screens of the first see it all. */
async function moves(running: BenchChain, [screens, others]: readonly Swarm[]): Promise<Line[]> {
  if (screens === undefined) return [];
  await others?.stop();
  await screens.begin();
  await running.end(1, false);
  await running.untilShared();
  await running.add(1);
  await sleep(settleMs);
  const { unknown } = await screens.report();
  const wrongAfterMove = await wrongCounts(running, screens);

  await running.farm.walk('guarded', everyPolls);
  await screens.mark();
  const homes = await running.homes();
  const moved = [...homes].filter(([, at]) => at === 1).map(([site]) => site);
  const killedMs = performance.now();
  await running.end(1, true);
  let healedMs = Number.POSITIVE_INFINITY;
  while (healedMs === Number.POSITIVE_INFINITY && performance.now() - killedMs < healedWithinMs * 4) {
    await sleep(20);
    if ((await screens.behind(moved)) === 0) healedMs = performance.now() - killedMs;
  }
  const wrongAfterKill = await wrongCounts(running, screens);
  const zones = zonePaths(running.layout).length;
  return [
    {
      what: 'a planned move of sites',
      ours: `${unknown} unknown, ${wrongAfterMove} of ${zones} wrong`,
      target: { text: 'none', isMet: unknown === 0 && wrongAfterMove === 0 },
      meaning:
        'one leaves in good order and another comes: screens that knew nothing, zones not counted exactly',
    },
    {
      what: 'a sidecar is killed (−9)',
      ours: `${(healedMs / 1000).toFixed(1)} s, ${wrongAfterKill} wrong`,
      target: {
        text: `≤ ${healedWithinMs / 1000} s`,
        isMet: healedMs <= healedWithinMs && wrongAfterKill === 0,
      },
      meaning: `until all screens of its ${moved.length} sites show what is true; zones not counted exactly`,
    },
  ];
}

/** Everybody stands still; how many zones do not show exactly who has passed. */
async function wrongCounts({ farm, layout }: BenchChain, screens: Swarm): Promise<number> {
  await farm.walk('guarded', 0);
  await sleep(settleMs);
  const [passed, counted] = await Promise.all([farm.moves('guarded'), screens.counted()]);
  return zonePaths(layout).filter((path, at) => {
    const people = passed[at]?.length;
    return counted[path]?.some((shown) => shown !== people) !== false;
  }).length;
}

function delayLine(addedMs: readonly number[]): Line {
  const sorted = ascending(addedMs);
  const p99 = quantile(sorted, 0.99);
  return {
    what: 'delay to a screen at another sidecar, added',
    ours: `p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    target: atMost(p99, addedP99Ms, ' ms'),
    meaning: `${addedMs.length} changes, against the last screen at the home itself`,
  };
}

function costLines(costs: ReadonlyMap<number, Costs>): Line[] {
  const one = costs.get(1);
  const lineOf = (what: string, each: readonly number[], alone: readonly number[], meaning: string): Line => {
    const ratio: Measured = ratios(each, alone);
    return {
      what,
      ours: `${measured(each).value.toFixed(0)} µs`,
      bare: `${measured(alone).value.toFixed(0)} µs`,
      ratio,
      target: atMost(ratio.value, greatestRatio, '×'),
      meaning,
    };
  };
  return counts.slice(1).flatMap((count) => {
    const each = costs.get(count);
    if (one === undefined || each === undefined) return [];
    return [
      lineOf(
        `CPU per poll, ${count} sidecars`,
        each.poll,
        one.poll,
        `${sensorsOf(share)} sensors for each; bare: one alone with as many, and PostgreSQL`,
      ),
      lineOf(
        `CPU per message at a display, ${count} sidecars`,
        each.message,
        one.message,
        `${displaysOf(share)} displays for each, spread evenly; the polls behind it included`,
      ),
    ];
  });
}
