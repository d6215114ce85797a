import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Debian keeps it. */
const program = '/usr/sbin/nginx';

export interface NginxOptions {
  readonly port: number;
  /** The lines of the server, as docs/configuration.md has them. */
  readonly server: string;
}

/** A real nginx in front of Doorlight. */
export class NginxServer {
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(folder: string, child: ChildProcess) {
    this.#folder = folder;
    this.#child = child;
  }

  static async start({ port, server }: NginxOptions): Promise<NginxServer> {
    if (!existsSync(program)) {
      throw new Error(`These tests need nginx, and there is no ${program}. Install nginx.`);
    }
    const folder = await mkdtemp(join(tmpdir(), 'doorlight-nginx-'));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    const lines = [
      'daemon off; master_process off;',
      `pid ${folder}/nginx.pid; error_log ${folder}/error.log;`,
      'events {}',
      `http { access_log off; ${temporary.join(' ')}`,
      'map $http_upgrade $connection_upgrade { default upgrade; "" close; }',
      `server { listen 127.0.0.1:${port}; client_max_body_size 64m;`,
      server,
      'location = /elsewhere { return 200 "another program"; } } }',
    ];
    await writeFile(join(folder, 'nginx.conf'), `${lines.join('\n')}\n`);
    const child = spawn(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
    while (!(await answers(port))) {
      if (child.exitCode !== null) {
        const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '');
        throw new Error(`nginx ended with ${child.exitCode}: ${log}`);
      }
      await sleep(20);
    }
    return new NginxServer(folder, child);
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
  return fetch(`http://127.0.0.1:${port}/elsewhere`).then(
    ({ ok }) => ok,
    () => false,
  );
}
