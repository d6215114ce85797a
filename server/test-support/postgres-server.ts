import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
/** Debian installs each version's programs in a folder of its own, outside of the path. */
const debianFolder = '/usr/lib/postgresql';
const startWithinMs = 30_000;
/** `nobody`: PostgreSQL refuses to run as root. */
const unprivileged = 65_534;

/** A real PostgreSQL of one test, in a folder of its own on the loopback. */
export class PostgresServer {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #settings: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(folder: string, port: number, settings: readonly string[]) {
    this.#folder = folder;
    this.#port = port;
    this.#settings = settings;
    this.url = `postgres://doorlight@127.0.0.1:${port}/postgres`;
  }

  /** @param settings of the server, `name=value` */
  static async start(settings = ['fsync=off', 'max_connections=30']): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'doorlight-postgres-'));
    const data = join(folder, 'data');
    if (postgresIdentity.uid !== undefined) {
      await chown(folder, unprivileged, unprivileged);
      await chmod(folder, 0o700);
    }
    const options = ['-D', data, '-U', 'doorlight', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
    await run(postgresProgram('initdb'), options, { ...postgresIdentity, cwd: folder }).catch(
      (cause: unknown) => {
        throw new Error(
          'These tests need PostgreSQL, and it cannot be set up. Install postgresql, or name its programs: DOORLIGHT_POSTGRES_BIN=/folder',
          { cause },
        );
      },
    );
    const server = new PostgresServer(folder, await freePort(), settings);
    await server.startAgain();
    return server;
  }

  /** Starts it on the same port, with its data. */
  async startAgain(): Promise<void> {
    const args = ['-D', join(this.#folder, 'data'), '-h', '127.0.0.1', '-p', String(this.#port)];
    // What it shares in memory lies in its folder, too: it is killed, and would leave it in /dev/shm.
    const own = [`unix_socket_directories=${this.#folder}`, 'dynamic_shared_memory_type=mmap'];
    const settings = [...own, ...this.#settings];
    const options = { ...postgresIdentity, cwd: this.#folder, stdio: 'ignore' as const };
    const flags = settings.flatMap((setting) => ['-c', setting]);
    const child = spawn(postgresProgram('postgres'), [...args, ...flags], options);
    this.#child = child;
    const giveUpAt = performance.now() + startWithinMs;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || performance.now() > giveUpAt)
        throw new Error('PostgreSQL did not start');
      await sleep(50);
    }
  }

  /** Freezes all of its processes, like a paused machine, lets them continue, or ends them at once. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    const main = this.#child?.pid;
    if (main === undefined) return;
    const children = childrenOf(main);
    // The one that makes new ones first.
    killIfThere(main, signal);
    for (const pid of [...children, ...childrenOf(main)]) killIfThere(pid, signal);
  }

  /** Kills it, like a machine that loses power. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const all = childrenOf(child.pid);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    for (const pid of all) killIfThere(pid, 'SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 1000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }
}

/** The user as whom its programs run. */
export const postgresIdentity: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {};

/** Where a program of PostgreSQL lies: where `DOORLIGHT_POSTGRES_BIN` says, else where Debian puts it, else on the path. */
export function postgresProgram(name: string): string {
  const named = process.env.DOORLIGHT_POSTGRES_BIN;
  if (named !== undefined && named !== '') return join(named, name);
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).sort().reverse() : [];
  const found = versions.map((version) => join(debianFolder, version, 'bin', name)).find(existsSync);
  return found ?? name;
}

/** Processes that serve a connection come and go. */
function killIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Processes whose parent it is, as the kernel reports them (Linux). */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        // After the name in brackets: state, parent.
        return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}
