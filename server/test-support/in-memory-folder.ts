import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const memory = '/dev/shm';
const neededBytes = 2 ** 30;
const prefix = 'doorlight-tests-';
const dayMs = 86_400_000;

/**
 * Puts the temporary folders of all tests into memory where there is room: a database then waits for no disk when it
 * saves. What survives a killed process survives there too.
 */
export default function useMemoryForTemporaryFolders(): (() => void) | undefined {
  if (process.env.TMPDIR !== undefined || freeBytes() < neededBytes) return undefined;
  removeLeftOver();
  const folder = mkdtempSync(join(memory, prefix));
  // Programs of PostgreSQL and Mosquitto run as other users.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Runs that were killed could not remove theirs. */
function removeLeftOver(): void {
  for (const name of readdirSync(memory).filter((each) => each.startsWith(prefix))) {
    const folder = join(memory, name);
    const changedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - changedMs > dayMs) rmSync(folder, { recursive: true, force: true });
  }
}

function freeBytes(): number {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
