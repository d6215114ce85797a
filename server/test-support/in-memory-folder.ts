import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const memory = '/dev/shm';
const neededBytes = 2 ** 30;

/**
 * Puts the temporary folders of all tests into memory where there is room: a database then waits for no disk when it
 * saves. What survives a killed process survives there too.
 */
export default function useMemoryForTemporaryFolders(): (() => void) | undefined {
  if (process.env.TMPDIR !== undefined || freeBytes() < neededBytes) return undefined;
  const folder = mkdtempSync(join(memory, 'doorlight-tests-'));
  // Programs of PostgreSQL and Mosquitto run as other users.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function freeBytes(): number {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
