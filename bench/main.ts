// Measures Doorlight against bare baselines; see docs/bench.md.

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chain } from './chain.bench.ts';
import { chainSites } from './chain-sites.bench.ts';
import { changeToDisplay } from './change-to-display.bench.ts';
import { drift } from './drift.bench.ts';
import { fanOut } from './fan-out.bench.ts';
import { fleet } from './fleet.bench.ts';
import { history } from './history.bench.ts';
import { historyYear } from './history-year.bench.ts';
import { mqtt } from './mqtt.bench.ts';
import { pages } from './pages.bench.ts';
import { pollToLight } from './poll-to-light.bench.ts';
import { publicPage } from './public.bench.ts';
import { leaveNothingBehind } from './support/leftovers.ts';
import type { Bench, BenchOptions, Line } from './support/line.ts';
import { printTable } from './support/table.ts';
import { wall } from './wall.bench.ts';

const benches: readonly Bench[] = [
  pollToLight,
  fanOut,
  fleet,
  changeToDisplay,
  pages,
  history,
  historyYear,
  mqtt,
  wall,
  publicPage,
  drift,
  chain,
  chainSites,
];

const thorough = { rounds: 3, warmUpMs: 12_000, windowMs: 5000 };
const quick = { rounds: 1, warmUpMs: 4000, windowMs: 1500 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const isMeant = (name: string) =>
    positionals.some((asked) => name === asked || name.startsWith(`${asked}-`));
  const wrong = positionals.find(
    (asked) => !benches.some(({ name }) => name.split('-')[0] === asked || name === asked),
  );
  if (wrong !== undefined) {
    const names = benches.map(({ name }) => name).join(', ');
    console.error(`There is no bench "${wrong}". Expected some of ${names}, or none for all; and --quick.`);
    process.exit(1);
  }
  leaveNothingBehind();
  const chosen = positionals.length === 0 ? benches : benches.filter(({ name }) => isMeant(name));
  const options: BenchOptions = { ...(values.quick ? quick : thorough), progress };
  console.log(machine(options));
  const missed: Line[] = [];
  for (const bench of chosen) {
    const lines = await bench.run(options);
    progress('');
    console.log(`\n${printTable(bench.title, lines)}`);
    missed.push(...lines.filter(({ target }) => target?.isMet === false));
  }
  console.log(`\n${verdict(missed)}`);
  process.exit(0);
}

function machine({ rounds, windowMs }: BenchOptions): string {
  const [first] = cpus();
  const times = rounds === 1 ? 'once' : `${rounds} times, the medians are shown`;
  return (
    `Doorlight's bench on ${cpus().length} cores of ${first?.model ?? 'a processor'}, Node ${process.versions.node}. ` +
    `Each is measured ${times}, ${windowMs / 1000} s a time. ` +
    `Load of the machine before: ${loadavg()[0]?.toFixed(1)}.`
  );
}

function verdict(missed: readonly Line[]): string {
  if (missed.length === 0) return 'Every target that was measured is met.';
  return `${missed.length} missed: ${missed.map(({ what }) => what.trim()).join('; ')}.`;
}

/** Shown only to people: a log file gets the tables. */
function progress(step: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${step}`);
}

await main();
