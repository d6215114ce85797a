// Installs and builds what a command needs, and only what changed since the last time.
//
//   node scripts/prepare.mjs start|test|dev|build|server|types|bench
//
// Runs before anything is installed: it may import nothing but Node's own modules at load time.

import './support/check-node.mjs';

const { installPackages } = await import('./support/install-packages.mjs');
const { buildSidecar } = await import('./support/build-sidecar.mjs');
const { buildPages } = await import('./support/build-pages.mjs');
const { writeMessageTypes } = await import('./support/write-message-types.mjs');
const { withLock } = await import('./support/lock.mjs');
const { StepFailed } = await import('./support/step.mjs');

/** @type {Readonly<Record<string, readonly (() => Promise<void>)[]>>} */
const stepsFor = {
  start: [installPackages, buildSidecar, buildPages],
  test: [installPackages, writeMessageTypes, buildSidecar, buildPages],
  dev: [installPackages, writeMessageTypes],
  build: [installPackages, buildSidecar, buildPages],
  server: [installPackages, buildSidecar],
  types: [writeMessageTypes],
  bench: [installPackages, buildSidecar, buildPages],
};

const purpose = process.argv[2] ?? '';
const steps = stepsFor[purpose];
if (!steps) {
  console.error(`Expected one of ${Object.keys(stepsFor).join(', ')}; got "${purpose}".`);
  process.exit(1);
}

try {
  await withLock(async () => {
    for (const prepare of steps) await prepare();
  });
  console.log('Ready');
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(`\n${error.output}\n${error.message}`);
  process.exit(1);
}
