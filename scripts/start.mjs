// Runs Doorlight: the sidecar and the pages, each started again when it ends by itself.
//
//   node scripts/start.mjs [--dev]
//
// Run `node scripts/prepare.mjs start` before; with --dev the sources run as they are, and the sidecar is
// started again when they change.

import { watch } from 'node:fs';
import { join } from 'node:path';
import { freePort, sidecarUrl } from './support/local-urls.mjs';
import { root } from './support/paths.mjs';
import { configurationError, SupervisedProcess } from './support/supervised-process.mjs';

const sidecarGraceMs = 10_000;
const pagesGraceMs = 5_000;
/** Young objects of a process, in megabytes. Node's 16 make it 30 MB larger; the rate of messages needs no more. */
const youngMegabytes = 4;

const dev = process.argv.includes('--dev');
const env = {
  // glibc keeps memory for each thread, and gives little of it back.
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  ...process.env,
  NODE_ENV: dev ? 'development' : 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  DOORLIGHT_PAGES_URL: `http://127.0.0.1:${await freePort()}`,
  DOORLIGHT_SIDECAR_URL: sidecarUrl(process.env),
};
const onConfigurationError = () => stop(configurationError);

const sidecar = new SupervisedProcess({
  name: 'The sidecar',
  args: program('sidecar', 'server/main.ts'),
  env,
  onConfigurationError,
});
const pages = new SupervisedProcess({
  name: 'The page server',
  args: program('pages', 'server/front/pages/pages.ts'),
  env,
  onConfigurationError,
});

let stopping = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => (stopping ? kill() : stop(0)));
}
endWithShell();
sidecar.start();
pages.start();
if (dev) restartOnChange(['server', 'lib']);

/**
 * The arguments of Node for a program: its bundle, or its source in development.
 *
 * @param {string} bundle
 * @param {string} source
 */
function program(bundle, source) {
  return dev
    ? ['--import', 'tsx', join(root, source)]
    : [`--max-semi-space-size=${youngMegabytes}`, join(root, 'dist', `${bundle}.mjs`)];
}

/** @param {number} exitCode */
async function stop(exitCode) {
  stopping = true;
  await sidecar.stop(sidecarGraceMs);
  await pages.stop(pagesGraceMs);
  process.exit(exitCode);
}

function kill() {
  sidecar.kill();
  pages.kill();
  process.exit(130);
}

/**
 * npm sends SIGTERM only to the shell between itself and us, which ends silently. The end of our parent is then
 * the request to stop.
 */
function endWithShell() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping) stop(0);
  }, 500).unref();
}

/** @param {readonly string[]} folders */
function restartOnChange(folders) {
  /** @type {NodeJS.Timeout | undefined} */
  let settling;
  for (const folder of folders) {
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (!file?.endsWith('.ts') || file.endsWith('.test.ts')) return;
      clearTimeout(settling);
      settling = setTimeout(() => sidecar.replace(sidecarGraceMs), 200);
    });
  }
}
