import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Does `work` unless the stamp already contains `hash`. The stamp is removed first and written last, so that
 * interrupted work is repeated.
 *
 * @param {string} stampFile
 * @param {string} hash names the inputs of the work
 * @param {() => Promise<void>} work
 */
export async function unlessStamped(stampFile, hash, work) {
  if (hasStamp(stampFile, hash)) return;
  rmSync(stampFile, { force: true });
  await work();
  setStamp(stampFile, hash);
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
export function hasStamp(stampFile, hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
export function setStamp(stampFile, hash) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
}
