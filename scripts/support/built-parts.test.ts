import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { earlierParts, keepParts } from './built-parts.mjs';

let folder: string;
const put = (name: string, ageDays: number) => {
  writeFileSync(join(folder, name), '');
  const at = Date.now() / 1000 - ageDays * 86_400;
  utimesSync(join(folder, name), at, at);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorlight-parts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps the parts of the last build, those a running program may still read, and all that is no part', () => {
  put('sidecar.mjs', 90);
  put('mail-AB12CD34.mjs', 90);
  put('mail-EF56AB78.mjs', 3);
  put('mail-00000000.mjs', 31);
  put('mail-00000000.mjs.LEGAL.txt', 31);
  keepParts(folder, ['dist/sidecar.mjs', 'dist/mail-AB12CD34.mjs']);
  expect(readdirSync(folder).sort()).toEqual([
    '.parts.json',
    'mail-AB12CD34.mjs',
    'mail-EF56AB78.mjs',
    'sidecar.mjs',
  ]);
  expect(earlierParts(folder)).toEqual(['mail-EF56AB78.mjs']);
});
