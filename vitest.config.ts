import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'server/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
    // Most of the time a test waits for sockets, processes and clocks: one more than cores keeps them busy.
    maxWorkers: availableParallelism() + 1,
    // Limits for what hangs, on a machine that is ten times slower: nothing measures a duration by them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Some tests speak to real sockets and processes; on a shared machine one may be starved.
    retry: process.env.CI ? 1 : 0,
  },
});
