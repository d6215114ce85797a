import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';

const lockFile = join(
  tmpdir(),
  `doorlight-prepare-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
);

/**
 * Lets one process at a time install and build in this folder; the others wait for it.
 *
 * @param {() => Promise<void>} work
 */
export async function withLock(work) {
  for (let isSaid = false; !take(); isSaid = true) {
    if (!isSaid) console.log('Waiting for another preparation of this folder');
    await sleep(500);
  }
  const free = () => rmSync(lockFile, { force: true });
  process.once('exit', free);
  try {
    await work();
  } finally {
    free();
    process.off('exit', free);
  }
}

/** Whether the lock is ours now. A lock of a process that is gone is taken away. */
function take() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(holder())) rmSync(lockFile, { force: true });
    return false;
  }
}

/** The process that holds the lock; `undefined` when it was freed meanwhile or is just being written. */
function holder() {
  try {
    return Number(readFileSync(lockFile, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number | undefined} pid */
function isAlive(pid) {
  if (pid === undefined) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
