import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

// Parts of the bundled programs that are read when they are first used. A hash in each name says what is in it.

/** A program that began before this build reads its own parts, perhaps weeks later: they stay for so long. */
const keptMs = 30 * 24 * 3_600_000;
const part = /-[0-9A-Z]{8}\.mjs(\.LEGAL\.txt)?$/;
const list = '.parts.json';

/**
 * Notes which parts a build has made, and removes those of builds that are long over.
 *
 * @param {string} folder where it was built into
 * @param {readonly string[]} outputs paths of all that was built
 */
export function keepParts(folder, outputs) {
  const parts = outputs.map((path) => basename(path)).filter((name) => part.test(name));
  writeFileSync(join(folder, list), JSON.stringify(parts));
  for (const name of earlierParts(folder)) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > keptMs) rmSync(file);
  }
}

/**
 * Names of the parts that are not of the last build.
 *
 * @param {string} folder
 * @returns {readonly string[]}
 */
export function earlierParts(folder) {
  /** @type {readonly string[]} */
  const current = JSON.parse(readFileSync(join(folder, list), 'utf8'));
  return readdirSync(folder).filter((name) => part.test(name) && !current.includes(name));
}
