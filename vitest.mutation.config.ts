import { defineConfig } from 'vitest/config';

/** The quick tests of what `stryker.config.mjs` mutates: none of them opens a socket or a file that it writes to. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'threads',
    include: ['server/engine/**/*.test.ts', 'server/sensors/parse/*.test.ts'],
    testTimeout: 30_000,
  },
});
