import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of single values first: where one of them fails, the slower ones of properties are not run. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const costOf = ({ moduleId }: TestSpecification) => {
      const text = readFileSync(moduleId, 'utf8');
      return text.includes('fast-check') ? 1e9 + text.length : text.length;
    };
    return files.toSorted((a, b) => costOf(a) - costOf(b));
  }
}

/** The quick tests of what `stryker.config.mjs` mutates: none of them opens a socket or writes a file. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'threads',
    include: [
      'server/engine/**/*.test.ts',
      'server/sensors/parse/*.test.ts',
      'server/sensors/rows-file.test.ts',
      'server/sensors/push/push-totals.test.ts',
      'server/sensors/*/readings.test.ts',
      'server/sensors/*/schema.test.ts',
      'server/sensors/*/api/{answers,export-rows,queries}.test.ts',
      'server/sensors/xovis/{gateway,v5}/{readings,counts,lists}.test.ts',
    ],
    setupFiles: ['server/test-support/few-runs.ts'],
    sequence: { sequencer: QuickFirst },
    testTimeout: 30_000,
  },
});
