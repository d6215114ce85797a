// Runs Doorlight: the sidecar and the pages, each started again when it ends by itself.
//
//   node scripts/start.mjs [--dev] [--sidecars <n>]
//
// Run `node scripts/prepare.mjs start` before; with --dev the sources run as they are, and the sidecar is
// started again when they change. With --sidecars there are several, which share the sites: at PORT, PORT + 1 and so
// on (docs/scale.md).

import { watch } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, sidecarUrl } from './support/local-urls.mjs';
import {
  memoryEnvironment,
  pagesFlags,
  pagesMemoryEnvironment,
  sidecarFlags,
} from './support/node-settings.mjs';
import { root } from './support/paths.mjs';
import { configurationError, SupervisedProcess } from './support/supervised-process.mjs';

const sidecarGraceMs = 10_000;
const pagesGraceMs = 5_000;

const { values } = parseArgs({
  options: { dev: { type: 'boolean', default: false }, sidecars: { type: 'string', default: '1' } },
});
const { dev } = values;
const count = sidecarCount(values.sidecars);
const common = {
  ...process.env,
  NODE_ENV: dev ? 'development' : 'production',
  NEXT_TELEMETRY_DISABLED: '1',
};
const onConfigurationError = () => stop(configurationError);

/** @type {SupervisedProcess[]} */
const sidecars = [];
/** @type {SupervisedProcess[]} */
const pages = [];
for (let index = 0; index < count; index += 1) {
  const own = { ...common, PORT: String(Number(process.env.PORT || 3000) + index) };
  const env = {
    ...own,
    DOORLIGHT_PAGES_URL: `http://127.0.0.1:${await freePort()}`,
    DOORLIGHT_SIDECAR_URL: sidecarUrl(own),
  };
  const which = count === 1 ? '' : ` ${index + 1}`;
  sidecars.push(
    new SupervisedProcess({
      name: `The sidecar${which}`,
      args: program('sidecar', 'server/main.ts', sidecarFlags),
      env: { ...memoryEnvironment, ...env },
      onConfigurationError,
    }),
  );
  pages.push(
    new SupervisedProcess({
      name: `The page server${which}`,
      args: program('pages', 'server/front/pages/pages.ts', pagesFlags),
      env: { ...pagesMemoryEnvironment, ...env },
      onConfigurationError,
    }),
  );
}

let stopping = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => (stopping ? kill() : stop(0)));
}
endWithShell();
for (const each of [...sidecars, ...pages]) each.start();
if (dev) restartOnChange(['server', 'lib']);

/**
 * The arguments of Node for a program: its bundle, or its source in development.
 *
 * @param {string} bundle
 * @param {string} source
 * @param {readonly string[]} flags of the bundle
 */
function program(bundle, source, flags) {
  return dev ? ['--import', 'tsx', join(root, source)] : [...flags, join(root, 'dist', `${bundle}.mjs`)];
}

/**
 * How many sidecars are wanted; ends the program where that cannot be.
 *
 * @param {string} text
 */
function sidecarCount(text) {
  const wanted = Number(text);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 32) {
    return refuse(`--sidecars takes a whole number from 1 to 32; got "${text}".`);
  }
  if (wanted > 1 && !(process.env.DATABASE_URL && process.env.REDIS_URL)) {
    return refuse(
      'Several sidecars share their sites by PostgreSQL and Redis: set DATABASE_URL and REDIS_URL. docs/scale.md says how.',
    );
  }
  return wanted;
}

/**
 * @param {string} why
 * @returns {never}
 */
function refuse(why) {
  console.error(why);
  process.exit(configurationError);
}

/** @param {number} exitCode */
async function stop(exitCode) {
  stopping = true;
  await Promise.all(sidecars.map((each) => each.stop(sidecarGraceMs)));
  await Promise.all(pages.map((each) => each.stop(pagesGraceMs)));
  process.exit(exitCode);
}

function kill() {
  for (const each of [...sidecars, ...pages]) each.kill();
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
      settling = setTimeout(() => {
        for (const each of sidecars) each.replace(sidecarGraceMs);
      }, 200);
    });
  }
}
