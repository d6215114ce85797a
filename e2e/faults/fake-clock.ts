import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolMissing } from './tool-missing.ts';

/** The wall clock of a program, which can be set while it runs; its monotonic clock goes on. */
export interface FakeClock {
  /** To be in the environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  set(aheadS: number): void;
}

/** Where libfaketime lies; undefined where it is not installed. */
export function faketimeLibrary(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((each) => join('/usr/lib', each)) : [];
  return folders
    .map((folder) => join(folder, 'faketime', 'libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}

/**
 * @param control a folder for the file that says what time it is
 * @throws {ToolMissing} where libfaketime is not installed
 */
export function fakeClock(control: string): FakeClock {
  const library = faketimeLibrary();
  if (library === undefined) throw new ToolMissing('libfaketime is not installed');
  const file = join(control, 'clock');
  const set = (aheadS: number) => writeFileSync(file, `${aheadS < 0 ? '' : '+'}${aheadS}`);
  set(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    set,
  };
}
