import { setTimeout as sleep } from 'node:timers/promises';
import { BenchChain, Engines } from './support/chain.ts';
import { type Layout, sensorsOf } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { usedBetween } from './support/sidecar.ts';

const layout: Layout = {
  sites: 10_000,
  zonesPerSite: 2,
  sensorsPerZone: 1,
  displaysPerZone: 1,
  pollMs: 30_000,
};
const sidecars = 2;
const maxStartS = 60;
/** A poll of every sensor, with some room. */
const heardWithinMs = 120_000;
/** Of the polls that the rhythm wants; a window cuts some off at its edges. */
const minShare = 0.97;
const megabytePerKb = 1024;

/** Whether two sidecars carry a chain of ten thousand sites, from one file. */
export const chainSites: Bench = { name: 'chain-sites', title: 'Ten thousand sites', run };

async function run(options: BenchOptions): Promise<Line[]> {
  options.progress('ten thousand sites: an empty chain');
  const engines = await Engines.start();
  const idle = await BenchChain.create(engines, { ...layout, sites: 10 });
  await idle.add(sidecars);
  await sleep(options.windowMs);
  const emptyMb = total(await idle.usages(), ({ rssMb }) => rssMb);
  await idle.stop();

  options.progress('ten thousand sites: two sidecars start');
  const chain = await BenchChain.create(engines, layout);
  try {
    const startS = (await chain.add(sidecars)) / 1000;
    options.progress('ten thousand sites: every sensor is asked');
    const heardS = startS + (await chain.farm.untilAllHeard('guarded', heardWithinMs)) / 1000;
    await chain.farm.walk('guarded', 1);
    options.progress('ten thousand sites: a minute');
    await sleep(layout.pollMs);
    const [before] = await Promise.all([chain.usages(), chain.farm.begin('guarded')]);
    await sleep(layout.pollMs * 2);
    const [after, { polls, elapsedMs }] = await Promise.all([chain.usages(), chain.farm.report('guarded')]);
    const cores = total(before, (usage, at) => {
      const { cpuMs, elapsedMs: spanMs } = usedBetween(usage, after[at] ?? usage);
      return cpuMs / spanMs;
    });
    const rssMb = total(after, (usage) => usage.rssMb);
    const wanted = sensorsOf(layout) / layout.pollMs;
    const share = polls / elapsedMs / wanted;
    const kbPerSite = ((rssMb - emptyMb) * megabytePerKb) / layout.sites;
    const sites = layout.sites.toLocaleString('en');
    return [
      {
        what: `${sites} sites start`,
        ours: `${startS.toFixed(0)} s`,
        target: atMost(startS, maxStartS, ' s'),
        meaning: `two sidecars, one file, ${sensorsOf(layout).toLocaleString('en')} sensors: until every site runs`,
      },
      {
        what: '  until every sensor was asked',
        ours: `${heardS.toFixed(0)} s`,
        meaning: `since the start; each is asked every ${layout.pollMs / 1000} s`,
      },
      {
        what: '  polls',
        ours: `${(share * 100).toFixed(1)} %`,
        target: { text: 'steady', isMet: share >= minShare },
        meaning: 'of those that the rhythm wants, somebody at every poll',
      },
      {
        what: '  CPU of both sidecars',
        ours: `${(cores * 100).toFixed(0)} %`,
        meaning: `of a core; ${((cores * 1e6) / (wanted * 1000)).toFixed(0)} µs for each poll, with all that sites cost beside`,
      },
      {
        what: '  memory of both sidecars',
        ours: `${rssMb.toFixed(0)} MB`,
        meaning: `RSS; ${kbPerSite.toFixed(0)} KB for a site of two zones, over the ${emptyMb.toFixed(0)} MB of two that run ten sites`,
      },
    ];
  } finally {
    await chain.stop();
    await engines.stop();
  }
}

function total<T>(each: readonly T[], value: (one: T, at: number) => number): number {
  return each.reduce((sum, one, at) => sum + value(one, at), 0);
}
