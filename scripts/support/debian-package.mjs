import { existsSync } from 'node:fs';
import { runQuietly } from './run-quietly.mjs';

const aptTimeoutMs = 240_000;

/**
 * Installs a package of Debian, where we may; otherwise nothing happens.
 *
 * @param {string} name
 * @returns {Promise<string>} what apt said
 */
export async function installDebianPackage(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return '';
  const { output } = await runQuietly(
    'sh',
    ['-c', `apt-get update -q && apt-get install -q -y --no-install-recommends ${name}`],
    // Runlevel 1: a service that comes with a package is not started.
    { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }, timeoutMs: aptTimeoutMs },
  );
  return output;
}
