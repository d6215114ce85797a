import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installDebianPackage } from './support/debian-package.mjs';
import { placesOnPath } from './support/on-path.mjs';
import { step } from './support/step.mjs';

/** Debian keeps the programs of each version in a folder of its own, outside of the path. */
const debianFolder = '/usr/lib/postgresql';

/** The folder with `initdb` and `postgres` on this machine; `undefined` where there is none. */
function installedPostgres() {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).sort().reverse() : [];
  return [
    process.env.DOORLIGHT_POSTGRES_BIN,
    ...versions.map((version) => join(debianFolder, version, 'bin')),
    ...placesOnPath(['']),
  ].find((folder) => folder && existsSync(join(folder, 'initdb')));
}

/**
 * The programs of PostgreSQL for the tests of the database: those that are installed, else Debian's package;
 * `undefined` where they cannot be had. Then those tests fail, and say what to install.
 */
export async function findPostgres() {
  const found = installedPostgres();
  if (found) return found;
  return step(
    'Installing PostgreSQL',
    async () => {
      await installDebianPackage('postgresql');
      return installedPostgres();
    },
    (installed) => installed !== undefined,
  );
}
