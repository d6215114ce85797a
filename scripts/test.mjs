// Runs every check of the product, all of them even when one fails, and says at the end which did.
//
//   node scripts/test.mjs [--long] [types|lint|architecture|screens|unused|unit|browser|front …]
//
// With --long the tests are longer that have a short form: soaks, kills, faults, made-up answers of devices.
// Run `node scripts/prepare.mjs test` before. The last line is `N passed, N failed, N skipped`: the tests.

import { parseArgs } from 'node:util';
import { StepFailed, secondsSince } from './support/step.mjs';
import { sumCounts } from './support/test-counts.mjs';
import { stages } from './support/test-stages.mjs';

const { values, positionals: wanted } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (values.long) process.env.DOORLIGHT_TEST_LONG = '1';
const unknown = wanted.filter((id) => stages.every((stage) => stage.id !== id));
if (unknown.length > 0) {
  console.error(`Expected ${stages.map(({ id }) => id).join(', ')}; got "${unknown.join(' ')}".`);
  process.exit(1);
}

/** @typedef {import('./support/test-stages.mjs').StageResult} StageResult */

/** @type {(StageResult & { name: string, took: string })[]} */
const results = [];
const startedAt = performance.now();
const isRun = (/** @type {import('./support/test-stages.mjs').Stage} */ { id, isOnlyAsked }) =>
  wanted.length === 0 ? isOnlyAsked !== true : wanted.includes(id);
const chosen = stages.filter(isRun);
const [checks, waiting, alone] = /** @type {const} */ (['check', 'waiting', 'alone']).map((kind) =>
  chosen.filter(({ runs }) => runs === kind),
);
await Promise.all([oneAfterAnother(checks), oneAfterAnother(waiting)]);
await oneAfterAnother(alone);

console.log('');
for (const { name, ok, took, counts } of results) {
  const tests = counts ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : '';
  console.log([name.padEnd(28), ok ? 'ok    ' : 'FAILED', took.padStart(6), ` ${tests}`].join(' ').trimEnd());
}
console.log(`${'All of it'.padEnd(28)}        ${secondsSince(startedAt).padStart(6)}`);
const sum = sumCounts(results.flatMap(({ counts }) => counts ?? []));
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

/** @param {readonly import('./support/test-stages.mjs').Stage[]} queue */
async function oneAfterAnother(queue = []) {
  for (const stage of queue) {
    const stageStartedAt = performance.now();
    const result = await resultOf(stage);
    const took = secondsSince(stageStartedAt);
    console.log(`${stage.name} … ${result.ok ? '' : 'failed after '}${took}`);
    if (!result.ok) console.log(`\n${result.output}\n`);
    results.push({ ...result, name: stage.name, took });
  }
}

/**
 * @param {import('./support/test-stages.mjs').Stage} stage
 * @returns {Promise<StageResult>}
 */
async function resultOf(stage) {
  try {
    await stage.prepare?.();
    return await stage.run();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    const counts = { passed: 0, failed: 1, skipped: 0 };
    return { ok: false, output: `${error.output}\n${error.message}`, counts };
  }
}
