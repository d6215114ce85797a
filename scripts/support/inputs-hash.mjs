import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What no build looks at. */
const ignored = /(\.test\.tsx?|\.md|\.tsbuildinfo|[\\/]fixtures|[\\/]\.DS_Store)$/;

/**
 * Names the content of files and folders: the same content gives the same hash on every machine, whatever
 * its times. What does not exist counts as empty.
 *
 * @param {string} base the folder the inputs are named from
 * @param {readonly string[]} inputs files and folders
 */
export function inputsHash(base, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesIn(join(base, input))) {
      hash.update(`${relative(base, file).replaceAll('\\', '/')}\0`);
      hash.update(readFileSync(file));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (ignored.test(path) || !existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
