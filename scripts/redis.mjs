import { existsSync } from 'node:fs';
import { installDebianPackage } from './support/debian-package.mjs';
import { placesOnPath } from './support/on-path.mjs';
import { step } from './support/step.mjs';

/** Valkey speaks the same, and is what some systems have in the place of Redis. */
const names = ['redis-server', 'valkey-server'];

/** The Redis that is already on this machine; `undefined` where there is none. */
function installedRedis() {
  return [process.env.DOORLIGHT_REDIS_SERVER, ...placesOnPath(names)].find(
    (file) => file && existsSync(file),
  );
}

/**
 * The Redis for the tests of several sidecars: one that is installed, else Debian's package; `undefined` where it
 * cannot be had. Then those tests fail, and say what to install.
 */
export async function findRedis() {
  const found = installedRedis();
  if (found) return found;
  return step(
    'Installing Redis',
    async () => {
      await installDebianPackage('redis-server');
      return installedRedis();
    },
    (installed) => installed !== undefined,
  );
}
