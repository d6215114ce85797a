import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { freePort } from './support/local-urls.mjs';
import { root } from './support/paths.mjs';

const isLongTest = process.env.DOORLIGHT_TEST_LONG !== undefined;
const folder = mkdtempSync(join(tmpdir(), 'doorlight-clone-'));
let child: ChildProcess | undefined;

afterEach(() => {
  // npm, its shell and both programs.
  if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** It installs all packages and builds everything: a minute on a small machine. */
test.runIf(isLongTest)(
  'on a fresh clone, `npm start` brings a light that moves, and says how long each part took',
  async () => {
    await promisify(execFile)('git', ['clone', '--quiet', root, folder]);
    const port = await freePort();
    const { PATH, HOME } = process.env;
    const startedAt = performance.now();
    let output = '';
    child = spawn('npm', ['start'], {
      cwd: folder,
      env: { PATH, HOME, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    const seconds = () => Math.round((performance.now() - startedAt) / 100) / 10;
    const occupancy = async () => {
      const html = await fetch(`http://127.0.0.1:${port}/display/demo/entrance`)
        .then((answer) => answer.text())
        .catch(() => '');
      return /data-light="(?:green|amber|red)"[^>]*data-occupancy="(\d+)"/.exec(html)?.[1];
    };
    const within = { timeout: 600_000, interval: 200 };
    await expect.poll(occupancy, within).toBeDefined();
    const light = seconds();
    const first = await occupancy();
    await expect.poll(occupancy, within).not.toBe(first);
    const moves = seconds();
    console.log(`${output}\nlight after ${light} s, moving after ${moves} s`);
    expect(output).toMatch(
      /Installing packages … \d+ s\nBuilding the sidecar … \d+ s\nBuilding the pages … \d+ s/,
    );
    expect(output).toContain('Doorlight is running at');

    child.kill('SIGTERM');
    await once(child, 'exit');
    await expect.poll(occupancy).toBeUndefined();
  },
  900_000,
);
