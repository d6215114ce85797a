import { defineConfig } from '@playwright/test';
import { installedChromium, installedForTests } from './scripts/chromium.mjs';
import { isThroughFront } from './server/test-support/chain-servers.ts';

/** Playwright's own browser is used where no other is named or found. */
const executablePath = installedForTests() ?? installedChromium();
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  grepInvert: [
    // Soaks and further variants of a story: `npm run test:long`.
    ...(process.env.DOORLIGHT_TEST_LONG === undefined ? [/@long/] : []),
    // Stories of one sidecar; each says why. The others are told through a front as well.
    ...(isThroughFront ? [/@alone/] : []),
  ],
  globalSetup: './e2e/support/prepare.ts',
  // Limits for what hangs, on a machine that is ten times slower: nothing measures a duration by them.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // Two cores are busy with four: stories also wait, for what expires and for what is asked again.
  workers: 4,
  // Stories of a file need not wait for one another: at the end nobody waits for the last file alone.
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Machines of continuous integration are shared: a test that was starved is given a second chance, and told.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // They keep what is shown without a network: installing one takes a sixth of a page's load. Stories that are about them,
    // and those of what fails at a display, allow them.
    serviceWorkers: 'block',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
