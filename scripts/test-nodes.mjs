// Runs Doorlight's tests with other versions of Node, which come from the package registry: the unit and integration
// tests, a release, and a few browser stories.
//
//   npm run test:nodes [-- 22 24]
//
// Run `node scripts/prepare.mjs test` before.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './support/paths.mjs';
import { runQuietly } from './support/run-quietly.mjs';

/** The lines of Node that are looked after, beside the oldest that Doorlight runs on. */
const supported = ['22', '24'];
/** A screen, the first page of the demo, a day's opening. */
const stories = ['e2e/display.spec.ts', 'e2e/first-page.spec.ts', 'e2e/opening.spec.ts'];

/** @type {readonly { name: string, args: readonly string[], env?: NodeJS.ProcessEnv }[]} */
const parts = [
  { name: 'unit tests', args: ['scripts/test.mjs', 'unit'] },
  {
    name: 'release',
    args: [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'scripts/release.test.ts'],
    env: { DOORLIGHT_TEST_LONG: '1' },
  },
  { name: 'browser stories', args: [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...stories] },
];

const wanted = process.argv.slice(2);
for (const version of wanted.length > 0 ? wanted : supported) {
  const shell = process.platform === 'win32';
  const args = ['--yes', '--package', `node@${version}`, '--', 'node', '-p', 'process.execPath'];
  const { code, output } = await runQuietly('npx', args, { shell });
  const node = output.trim().split('\n').at(-1);
  if (code !== 0 || node === undefined) {
    console.error(`${output}\nNode ${version} could not be fetched. Is the package registry reachable?`);
    process.exit(1);
  }
  for (const part of parts) {
    console.log(`\nNode ${version}: ${part.name}`);
    const { status } = spawnSync(node, part.args, {
      cwd: root,
      env: { ...process.env, ...part.env },
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
