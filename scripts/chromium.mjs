import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installDebianPackage } from './support/debian-package.mjs';
import { placesOnPath } from './support/on-path.mjs';
import { root } from './support/paths.mjs';
import { runQuietly } from './support/run-quietly.mjs';
import { StepFailed, step } from './support/step.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome.exe',
  'msedge.exe',
];
/** Draws pages as Chromium does, and has no windows: stories take a third less CPU. */
const shellNames = ['chromium-headless-shell', 'chrome-headless-shell'];
const knownPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
  '/snap/bin/chromium',
];

/** The browser registry may be unreachable without an error: its download has this time limit. */
const downloadTimeoutMs = 120_000;

/** The Chromium that is already on this machine; `undefined` where there is none. */
export function installedChromium() {
  return [...namedPlaces(), ...placesOnPath(names), ...knownPlaces].find((file) => file && existsSync(file));
}

/** The same for tests, which nobody watches: without windows where there is such a one. */
export function installedForTests() {
  return [...namedPlaces(), ...placesOnPath(shellNames)].find((file) => file && existsSync(file));
}

/**
 * The Chromium for the browser tests: one that is named or has no windows, Playwright's own when it is there, Debian's
 * package, else one that is installed, else Playwright's download.
 */
export async function findChromium() {
  const found = installedForTests() ?? (await playwrightChromium());
  if (found) return found;
  const said = [
    await step('Installing Chromium without windows', () => installDebianPackage('chromium-headless-shell')),
  ];
  const installed = installedForTests() ?? installedChromium();
  if (installed) return installed;
  return step('Installing Chromium', async () => {
    said.push(await download());
    const downloaded = await playwrightChromium();
    if (downloaded) return downloaded;
    throw new StepFailed(
      'The browser tests need Chromium and it could not be installed. Install Chromium or Google Chrome, ' +
        'or name one in the environment: CHROMIUM_PATH=/path/to/chromium npm test',
      said.join('\n'),
    );
  });
}

/** From the environment. */
function namedPlaces() {
  return [process.env.DOORLIGHT_CHROMIUM, process.env.CHROMIUM_PATH];
}

/** Playwright's own browser, where it is downloaded. */
async function playwrightChromium() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

async function download() {
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const { output } = await runQuietly(process.execPath, [playwright, 'install', 'chromium'], {
    timeoutMs: downloadTimeoutMs,
  });
  return output;
}
