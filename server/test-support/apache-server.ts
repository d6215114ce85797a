import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** Where Debian keeps it. */
const program = '/usr/sbin/apache2';
const modules = '/usr/lib/apache2/modules';
const loaded = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_digest',
  'proxy',
  'proxy_http',
];

/** A real Apache that asks for a sign-in by Digest before it passes requests on to a device. */
export class ApacheServer {
  readonly url: string;
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(url: string, folder: string, child: ChildProcess) {
    this.url = url;
    this.#folder = folder;
    this.#child = child;
  }

  /** @param behind origin of the device */
  static async start(behind: string, user: { readonly username: string; readonly password: string }) {
    if (!existsSync(program))
      throw new Error(`These tests need Apache, and there is no ${program}. Install apache2.`);
    const folder = await mkdtemp(join(tmpdir(), 'doorlight-apache-'));
    // As root, it changes to a user that must find its files.
    await chmod(folder, 0o755);
    const port = await freePort();
    const realm = 'device';
    const hash = createHash('md5').update(`${user.username}:${realm}:${user.password}`).digest('hex');
    await writeFile(join(folder, 'passwords'), `${user.username}:${realm}:${hash}\n`);
    const lines = [
      ...loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`),
      `Listen 127.0.0.1:${port}`,
      'ServerName 127.0.0.1',
      `PidFile ${folder}/apache.pid`,
      `ErrorLog ${folder}/error.log`,
      `DefaultRuntimeDir ${folder}`,
      `ProxyPass / ${behind}/`,
      '<Location />',
      'AuthType Digest',
      `AuthName ${realm}`,
      'AuthDigestQop auth',
      `AuthUserFile ${folder}/passwords`,
      'Require valid-user',
      '</Location>',
      ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
    ];
    await writeFile(join(folder, 'apache.conf'), `${lines.join('\n')}\n`);
    const child = spawn(program, ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], { stdio: 'ignore' });
    while (!(await answers(port))) {
      if (child.exitCode !== null)
        throw new Error(`Apache ended with ${child.exitCode}: see ${folder}/error.log`);
      await sleep(20);
    }
    return new ApacheServer(`http://127.0.0.1:${port}`, folder, child);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
