import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What decides and holds nothing: its tests share one thread's modules, so that they are loaded once. */
const pure = ['lib/**/*.test.ts', 'components/**/*.test.ts', 'server/engine/**/*.test.ts'];

export default defineConfig({
  test: {
    environment: 'node',
    // Most of the time a test waits for sockets, processes and clocks: one more than cores keeps them busy.
    maxWorkers: availableParallelism() + 1,
    // Some tests speak to real sockets and processes; on a shared machine one may be starved.
    retry: process.env.CI ? 1 : 0,
    // Limits for what hangs, on a machine that is ten times slower: nothing measures a duration by them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, pool: 'threads', isolate: false } },
      {
        extends: true,
        test: {
          name: 'acting',
          include: ['server/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: pure,
          isolate: false,
        },
      },
    ],
  },
});
