import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/paths.mjs';

const script = join(root, 'public', 'kiosk', 'raspberry-pi.sh');
const run = promisify(execFile);

/** Whatever the machine has: Windows has no bash, and no Raspberry Pi. */
describe.skipIf(!existsSync('/bin/bash'))('setting up a Raspberry Pi', () => {
  let server: Server;
  let origin = '';
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'doorlight-kiosk-'));
    server = createServer((request, response) => {
      response.end(readFileSync(join(root, 'public', request.url ?? '')));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('writes the address for both services, where only root may read its key', async () => {
    const address = `${origin}/display/bern/entrance?key=a%24b&x=1`;
    await run('bash', [script, address, '--rotate', '270', '--files-only', folder]);
    const file = join(folder, 'etc', 'doorlight-kiosk.conf');
    expect(readFileSync(file, 'utf8').split('\n').slice(1, 4)).toEqual([
      `DOORLIGHT_ADDRESS=${address}`,
      `DOORLIGHT_ORIGIN=${origin}`,
      'DOORLIGHT_ROTATE=270',
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is the command of the documentation, given to root', async () => {
    const guide = readFileSync(join(root, 'docs', 'kiosk.md'), 'utf8');
    const [, command = ''] = /^```sh\n(curl .*raspberry-pi\.sh.*)\n```/m.exec(guide) ?? [];
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    // Nothing is installed here.
    writeFileSync(join(programs, 'sudo'), `#!/bin/sh\nexec "$@" --files-only ${folder}\n`, { mode: 0o755 });
    await run('bash', ['-c', `set -o pipefail; ${command.replaceAll('http://<server>:3000', origin)}`], {
      env: { ...process.env, PATH: `${programs}:${process.env.PATH}` },
    });
    const settings = readFileSync(join(folder, 'etc', 'doorlight-kiosk.conf'), 'utf8');
    expect(settings).toContain(`DOORLIGHT_ADDRESS=${origin}/display\n`);
  });

  test('every program that a service starts is there and may be run', async () => {
    await run('bash', [script, `${origin}/display`, '--files-only', folder]);
    for (const name of ['doorlight-kiosk', 'doorlight-kiosk-watch']) {
      const unit = readFileSync(join(folder, 'etc/systemd/system', `${name}.service`), 'utf8');
      const [, program = ''] = /^ExecStart=(\S+)/m.exec(unit) ?? [];
      expect(statSync(join(folder, program)).mode & 0o111, program).toBe(0o111);
      expect(unit).toContain('EnvironmentFile=/etc/doorlight-kiosk.conf');
      expect(unit).toMatch(/^Restart=always$/m);
    }
  });

  test.each([
    [['entrance'], /neither an option nor an address/],
    [['http://server:3000/display', '--rotate', '45'], /--rotate is 90, 180 or 270; "45" came/],
    [['http://server:3000/display', '--rotate'], /--rotate needs a value/],
    [['http://server:3000/dis play'], /is not an address that a browser opens/],
    [[], /Tell the address of the display/],
  ])('says what is wrong with %j, and changes nothing', async (args, message) => {
    await expect(run('bash', [script, ...args])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    });
  });

  test('says what to do where Doorlight is older than the script, or gone', async () => {
    const gone = 'http://127.0.0.1:9';
    await expect(run('bash', [script, `${gone}/display`, '--files-only', folder])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/could not be fetched/),
    });
  });

  test.each(['raspberry-pi.sh', 'show.sh'])('%s can be read by its shell', async (name) => {
    const file = join(root, 'public', 'kiosk', name);
    const shell = readFileSync(file, 'utf8').startsWith('#!/bin/sh') ? 'sh' : 'bash';
    await expect(run(shell, ['-n', file])).resolves.toMatchObject({ stderr: '' });
  });
});
