import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { isThroughFront } from './server/test-support/chain-servers.ts';
import { WaitingFirst } from './server/test-support/waiting-first.ts';

/** What decides and holds nothing: its tests share one thread's modules, so that they are loaded once. */
const pure = ['lib/**/*.test.ts', 'components/**/*.test.ts', 'server/engine/**/*.test.ts'];

/** Of a whole sidecar, and of one only. */
const ofOneSidecar = [
  // They move the clock, and several go by that of their database.
  ...['backfill', 'features/hand/hand'],
  // Each measures and traces itself.
  ...['monitoring', 'features/tracing/tracing'],
  // They have databases of their own: frozen ones, and files of SQLite.
  ...['frozen-database', 'features/backup/backup-routes', 'features/backup/restore-routes'],
  ...['documented-commands', 'features/installation/installation'],
  // They are several already.
  ...['any-sidecar', 'features/backup/postgres-backup', 'front/chain/pass-on'],
].map((name) => join('server', `${name}.test.ts`));

/** Tests of a whole sidecar from outside: with `DOORLIGHT_TEST_FRONT=1` they ask a front (see `RunningSidecar`). */
const throughFront = () =>
  readdirSync('server', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('server', file))
    .filter((file) => !ofOneSidecar.includes(file))
    .filter((file) => readFileSync(file, 'utf8').includes('RunningSidecar.start('));

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: ['server/test-support/in-memory-folder.ts', 'server/test-support/chain-servers.ts'],
    sequence: { sequencer: WaitingFirst },
    // What has not changed is not compiled again: a third of what small files cost.
    experimental: { fsModuleCache: true },
    // Many tests wait for processes, and for the limits of time after which something is given up.
    maxWorkers: availableParallelism() + 2,
    // Some tests speak to real sockets and processes; on a shared machine one may be starved.
    retry: process.env.CI ? 1 : 0,
    // Limits for what hangs, on a machine that is ten times slower: nothing measures a duration by them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: isThroughFront ? [] : pure, pool: 'threads', isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'acting',
          include: isThroughFront ? throughFront() : ['server/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: pure,
          setupFiles: ['server/test-support/cheap-passwords.ts'],
          isolate: false,
        },
      },
    ],
  },
});
