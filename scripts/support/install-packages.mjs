import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputsHash } from './inputs-hash.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './run-quietly.mjs';
import { hasStamp, setStamp } from './stamp.mjs';
import { StepFailed, step } from './step.mjs';

const stampFile = join(root, 'node_modules', '.doorlight-install');

/** Runs `npm ci` when the packages are missing or other than package-lock.json says. */
export async function installPackages() {
  const hash = inputsHash(root, ['package-lock.json']);
  if (hasStamp(stampFile, hash)) return;
  if (!installedByHand()) await step('Installing packages', npmCi);
  setStamp(stampFile, hash);
}

async function npmCi() {
  // Build tools are development packages: NODE_ENV=production must not leave them out.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const { code, output } = npm?.endsWith('.js')
    ? await runQuietly(process.execPath, [npm, ...args])
    : await runQuietly('npm', args, { shell: process.platform === 'win32' });
  if (code !== 0) throw new StepFailed('npm ci did not succeed. Is the package registry reachable?', output);
}

/**
 * Whether somebody's own `npm install` already brought exactly the versions of package-lock.json. npm
 * writes node_modules/.package-lock.json as the last act of an install.
 */
function installedByHand() {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const found = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const installed = found[path];
    return path === '' || (installed ? installed.version === version : optional === true);
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}
