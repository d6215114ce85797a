/**
 * Mutation tests of what decides and holds nothing: `npm run mutation`, or of some files
 * `npm run mutation -- -m server/engine/light.ts`. Scores are in CONTRIBUTING.md.
 */
export default {
  packageManager: 'npm',
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: [
    'server/engine/*.ts',
    'server/sensors/parse/*.ts',
    'server/sensors/rows-file.ts',
    'server/sensors/snapshot-changes.ts',
    'server/sensors/push/push-totals.ts',
    'server/sensors/*/readings.ts',
    'server/sensors/*/schema.ts',
    'server/sensors/*/api/export-rows.ts',
    'server/sensors/indivd/api/{queries,drop-in-rate,zone-visitors}.ts',
    'server/sensors/xovis/{gateway,v5}/{readings,schema,counts}.ts',
    'server/sensors/xovis/push/{legacy-push,v5-push,pushed}.ts',
    '!**/*.test.ts',
  ],
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: '.stryker-tmp/incremental.json',
  ignorePatterns: [
    '/.next',
    '/dist',
    '/data',
    '/docs',
    'e2e',
    '/bench',
    '/app',
    '/components',
    '/public',
    '/test-results',
  ],
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  cleanTempDir: 'always',
  concurrency: 1,
  // On a machine that is shared a test may wait for long: that is no mutant that hangs.
  timeoutMS: 30_000,
  thresholds: { high: 95, low: 90, break: null },
};
