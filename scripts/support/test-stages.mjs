import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from '../chromium.mjs';
import { findMosquitto } from '../mosquitto.mjs';
import { findPostgres } from '../postgres.mjs';
import { findRedis } from '../redis.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './run-quietly.mjs';
import { playwrightCounts, sumCounts, vitestCounts } from './test-counts.mjs';

/**
 * @typedef {import('./test-counts.mjs').TestCounts} TestCounts
 * @typedef {{ readonly ok: boolean, readonly output: string, readonly counts?: TestCounts }} StageResult
 * @typedef {{
 *   readonly id: string,
 *   readonly name: string,
 *   readonly isOnlyAsked?: boolean,
 *   readonly runs: 'check' | 'waiting' | 'alone',
 *   prepare?(): Promise<void>,
 *   run(): Promise<StageResult>,
 * }} Stage
 */

/**
 * Everything `npm test` runs. The checks, one after another, need one core; beside them run the unit tests, which wait for
 * processes and clocks a good deal of their time. The browser tests fill the machine, and come last.
 * `isOnlyAsked`: it does not run by itself.
 */
export const stages = /** @type {readonly Stage[]} */ ([
  {
    id: 'types',
    name: 'Type check',
    runs: 'check',
    run: () => all([tsc('.'), tsc('server')], [tsc('scripts'), tsc('.', 'tsconfig.screens.json')]),
  },
  {
    id: 'lint',
    name: 'Lint',
    runs: 'check',
    run: () => all([tool('@biomejs/biome', 'biome', ['check', '.'])]),
  },
  {
    id: 'architecture',
    name: 'Architecture',
    runs: 'check',
    run: () => all([[join(root, 'scripts', 'check-architecture.mjs')]]),
  },
  {
    id: 'screens',
    name: 'Engines of old screens',
    runs: 'check',
    run: () => all([[join(root, 'scripts', 'check-screens.mjs')]]),
  },
  { id: 'unused', name: 'Unused code', runs: 'check', run: () => all([tool('knip', 'knip', [])]) },
  {
    id: 'unit',
    name: 'Unit and integration tests',
    runs: 'waiting',
    prepare: chooseServers,
    run: () => unitTests(),
  },
  {
    id: 'browser',
    name: 'Browser tests',
    runs: 'alone',
    prepare: chooseChromiumAndServers,
    run: () => browserTests(),
  },
  {
    id: 'front',
    name: 'The same through a front',
    runs: 'alone',
    isOnlyAsked: true,
    prepare: chooseChromiumAndServers,
    run: throughFront,
  },
]);

async function chooseServers() {
  const redis = await findRedis();
  if (redis) process.env.DOORLIGHT_REDIS_SERVER = redis;
  const postgres = await findPostgres();
  if (postgres) process.env.DOORLIGHT_POSTGRES_BIN = postgres;
  const mosquitto = await findMosquitto();
  if (mosquitto) process.env.DOORLIGHT_MOSQUITTO = mosquitto;
}

async function unitTests(more = {}) {
  const report = freshReport('vitest');
  const args = tool('vitest', 'vitest', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const { code, output } = await runNode(args, { ...process.env, NODE_ENV: 'test', ...more });
  return { ok: code === 0, output, counts: readCounts(report, vitestCounts, code === 0) };
}

async function chooseChromiumAndServers() {
  process.env.DOORLIGHT_CHROMIUM = await findChromium();
  await chooseServers();
}

async function browserTests(more = {}) {
  const report = freshReport('playwright');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...more };
  const args = tool('@playwright/test', 'playwright', ['test', '--reporter=list,json']);
  const { code, output } = await runNode(args, env);
  return { ok: code === 0, output, counts: readCounts(report, playwrightCounts, code === 0) };
}

/** What is asked of a Doorlight is asked of a sidecar that runs none of the sites: each answers the same. */
async function throughFront() {
  // Soaks and variants are no other through a front.
  const more = { DOORLIGHT_TEST_FRONT: '1', DOORLIGHT_TEST_LONG: undefined };
  const [unit, browser] = [await unitTests(more), await browserTests(more)];
  return {
    ok: unit.ok && browser.ok,
    output: [unit, browser].flatMap(({ ok, output }) => (ok ? [] : [output])).join('\n'),
    counts: sumCounts([unit.counts, browser.counts]),
  };
}

/**
 * Runs programs of Node, all of them: those of a group at the same time, one group after the other.
 *
 * @param {readonly string[][][]} groups
 * @returns {Promise<StageResult>}
 */
async function all(...groups) {
  const finished = [];
  for (const programs of groups)
    finished.push(...(await Promise.all(programs.map((args) => runNode(args, process.env)))));
  return {
    ok: finished.every(({ code }) => code === 0),
    output: finished.flatMap(({ code, output }) => (code === 0 ? [] : [output])).join('\n'),
  };
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runNode(args, env) {
  return runQuietly(process.execPath, args, {
    env: { ...env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
}

/**
 * TypeScript 7 checks in a third of the time. What uses the compiler as a library (Next, openapi-typescript, knip) needs 6.
 *
 * @param {string} folder
 * @param {string} [file]
 */
function tsc(folder, file = 'tsconfig.json') {
  return tool('typescript-7', 'tsc', ['--noEmit', '-p', join(root, folder, file)]);
}

/**
 * The command line of an installed package's program.
 *
 * @param {string} packageName
 * @param {string} bin
 * @param {readonly string[]} args
 */
function tool(packageName, bin, args) {
  const folder = join(root, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin];
  return [join(folder, file), ...args];
}

/** @param {string} name */
function freshReport(name) {
  const file = join(root, 'test-results', `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/**
 * The counts of a report; a run that left none broke down, which counts as one failure.
 *
 * @template T
 * @param {string} file
 * @param {(report: T) => TestCounts} countsOf
 * @param {boolean} ok
 * @returns {TestCounts}
 */
function readCounts(file, countsOf, ok) {
  try {
    return countsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: ok ? 0 : 1, skipped: 0 };
  }
}
