import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from './support/paths.mjs';

test('on a fresh clone, where nothing is installed yet, the preparation starts', async () => {
  const clone = mkdtempSync(join(tmpdir(), 'doorlight-fresh-'));
  try {
    cpSync(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true });
    await expect(
      promisify(execFile)(process.execPath, [join(clone, 'scripts', 'prepare.mjs'), 'nothing']),
    ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('Expected one of start, test') });
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});
