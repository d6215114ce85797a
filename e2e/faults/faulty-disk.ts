import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ToolMissing } from './tool-missing.ts';

const smallMb = 110;

/** A folder whose disk can be made to fail. */
export interface FaultyDisk {
  readonly folder: string;
  /** To be in the environment of the program that writes there. */
  readonly env: Readonly<Record<string, string>>;
  fail(how: 'full' | 'read-only' | 'slow' | 'hanging'): void;
  heal(): void;
  remove(): void;
}

/**
 * A real file system of a few megabytes in memory, which can be filled.
 *
 * @throws {ToolMissing} where we may not mount
 */
export function smallDisk(folder: string): FaultyDisk {
  mkdirSync(folder, { recursive: true });
  run('mount', ['-t', 'tmpfs', '-o', `size=${smallMb}m,mode=777`, 'tmpfs', folder], 'we may not mount here');
  const ballast = join(folder, 'ballast');
  return {
    folder,
    env: {},
    fail: () => fill(ballast),
    heal: () => rmSync(ballast, { force: true }),
    remove: () => void execFileSync('umount', ['-l', folder]),
  };
}

function fill(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (const size of [1 << 20, 4096]) {
      const block = Buffer.alloc(size);
      try {
        while (writeSync(handle, block) === size);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    }
  } finally {
    closeSync(handle);
  }
}

/**
 * A folder to which a program writes through a library of ours, compiled here.
 *
 * @param control a folder for the library and its mode
 * @throws {ToolMissing} where there is no C compiler
 */
export function shimmedDisk(folder: string, control: string): FaultyDisk {
  const library = join(control, 'faulty-disk.so');
  const mode = join(control, 'mode');
  const source = join(import.meta.dirname, 'faulty-disk.c');
  run('cc', ['-O1', '-shared', '-fPIC', '-o', library, source, '-ldl'], 'there is no C compiler that works');
  mkdirSync(folder, { recursive: true });
  const set = (letter: string) => writeFileSync(mode, letter);
  set('o');
  for (const file of [library, mode]) chmodSync(file, 0o755);
  chmodSync(control, 0o755);
  return {
    folder,
    env: { LD_PRELOAD: library, FAULTY_DISK: folder, FAULTY_DISK_MODE: mode },
    fail: (how) => set(how.charAt(0)),
    heal: () => set('o'),
    remove: () => undefined,
  };
}

/** @throws {ToolMissing} when it fails */
function run(program: string, args: readonly string[], lack: string): void {
  try {
    execFileSync(program, args, { stdio: 'pipe' });
  } catch (cause) {
    throw new ToolMissing(lack, { cause });
  }
}
