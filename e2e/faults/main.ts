// Runs Doorlight against a matrix of faults, and prints what a screen showed and what the database held afterwards.
//
//   npm run faults [-- [--quick] [--write] [disk] [database] [redis] [devices] [machine] [screen] [sqlite] [postgres]]

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';
import { playDevices, playRow, rows } from './campaign.ts';
import { isGood } from './play.ts';
import { databases, groups, type Row, type RowResult } from './row.ts';
import { line, markdownTable, updatedTable } from './table.ts';

const file = 'docs/faults.md';
const marks = ['<!-- table -->', '<!-- end of table -->'] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    /** Only rows whose name contains this. */
    only: { type: 'string', default: '' },
  },
});
const selectable: readonly string[] = [...groups, ...databases];
const wrong = positionals.find((each) => !selectable.includes(each));
if (wrong !== undefined) {
  console.error(
    `Expected some of ${selectable.join(', ')}, or none for all, --quick and --write; got "${wrong}".`,
  );
  process.exit(1);
}
const chosenOf = <T extends string>(all: readonly T[]) => {
  const some = all.filter((each) => positionals.includes(each));
  return some.length === 0 ? all : some;
};
const chosen = rows.filter(
  ({ group, name, isQuick }) =>
    chosenOf(groups).includes(group) && name.includes(values.only) && (isQuick || !values.quick),
);

const results: RowResult[] = [];
/** Also into the file, at once: what was played is not lost when somebody ends this. */
function print(result: RowResult): void {
  results.push(result);
  console.log(line(result));
  if (!values.write) return;
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split(marks[0]);
  const [table = '', after = ''] = rest.split(marks[1]);
  writeFileSync(file, `${before}${marks[0]}\n\n${updatedTable(table, [result])}\n\n${marks[1]}${after}`);
}

const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
try {
  const isOfDevices = ({ group }: Row) => group === 'devices';
  for (const database of chosenOf(databases)) {
    for (const row of chosen.filter((each) => !isOfDevices(each) && each.on.includes(database))) {
      for (const result of await playRow(row, database, browser)) print(result);
    }
    const ofDevices = chosen.filter((each) => isOfDevices(each) && each.on.includes(database));
    if (ofDevices.length > 0) await playDevices(ofDevices, database, browser, print);
  }
} finally {
  await browser.close();
}

console.log(`\n${markdownTable(results)}`);
const bad = results.filter((result) => !isGood(result));
console.log(
  bad.length === 0 ? '\nBoth promises are kept.' : `\n${bad.length} of ${results.length} rows are bad.`,
);
process.exitCode = bad.length === 0 ? 0 : 1;
