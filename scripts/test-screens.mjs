// Runs the display's story in the engines of screens that stores already own; see e2e/screens/main.ts.
//
//   npm run test:screens [-- chromium-79 …]
//
// Without a name, a display then lives for 100,000 updates and a day in the newest engine; its size is printed.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { register } from 'tsx/esm/api';
import { root } from './support/paths.mjs';

process.chdir(root);
register();
await import(new URL('../e2e/screens/main.ts', import.meta.url).href);

if (process.argv.length === 2) {
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  // In a folder of its own: Playwright empties the one it writes to, and the screenshots stand beside it.
  const output = '--output=test-results/does-not-grow';
  const { status } = spawnSync(process.execPath, [playwright, 'test', 'e2e/does-not-grow.spec.ts', output], {
    env: { ...process.env, DOORLIGHT_TEST_LONG: '1', DOORLIGHT_UPDATES: '100000' },
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
