import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '#server/test-support/free-port.ts';
import { postgresIdentity, postgresProgram } from '#server/test-support/postgres-server.ts';
import { childrenOf } from './product.ts';

/** A PostgreSQL server of our own, whose processes can be killed, frozen and started again. */
export class PostgresCluster {
  readonly port: number;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  #server: ChildProcess | undefined;

  private constructor(folder: string, port: number, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.port = port;
    this.#env = env;
  }

  /**
   * Makes a cluster in an empty folder and starts it.
   *
   * @param env added to the environment of the server
   */
  static async create(folder: string, env: Readonly<Record<string, string>> = {}): Promise<PostgresCluster> {
    const cluster = new PostgresCluster(folder, await freePort(), { ...process.env, ...env });
    own(folder);
    run('initdb', [
      '--no-sync',
      '--wal-segsize=1',
      '-A',
      'trust',
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '-D',
      cluster.data,
    ]);
    await cluster.start();
    await cluster.query('create database doorlight');
    return cluster;
  }

  /** A second server that follows this one, waits for its word at each commit, and can be promoted. */
  async follower(folder: string): Promise<PostgresCluster> {
    const standby = new PostgresCluster(folder, await freePort(), this.#env);
    own(folder);
    const from = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres'];
    run('pg_basebackup', [...from, '--checkpoint=fast', '-R', '-D', standby.data]);
    await standby.start();
    await this.query(`alter system set synchronous_standby_names = '*'`);
    await this.query('select pg_reload_conf()');
    while ((await this.query(`select 1 from pg_stat_replication where sync_state = 'sync'`)).length === 0)
      await sleep(50);
    return standby;
  }

  get data(): string {
    return join(this.#folder, 'pg');
  }

  urlAt(port: number): string {
    return `postgres://postgres@127.0.0.1:${port}/doorlight`;
  }

  async start(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=30',
      'max_wal_size=8MB',
      'min_wal_size=2MB',
    ];
    const args = ['-D', this.data, '-p', String(this.port), ...settings.flatMap((each) => ['-c', each])];
    // A crash leaves this behind; the process it names may by now be another.
    rmSync(join(this.data, 'postmaster.pid'), { force: true });
    this.#server = spawn(postgresProgram('postgres'), args, {
      ...postgresIdentity,
      env: this.#env,
      stdio: 'ignore',
    });
    const giveUpAt = performance.now() + 30_000;
    while (!(await this.#answers())) {
      if (performance.now() > giveUpAt) throw new Error('PostgreSQL does not answer.');
      await sleep(50);
    }
  }

  /** Sends a signal to every process of the server. */
  signal(signal: NodeJS.Signals): void {
    const pid = this.#server?.pid;
    if (pid === undefined || this.#server?.exitCode !== null) return;
    for (const each of [pid, ...childrenOf(pid)]) process.kill(each, signal);
  }

  /** As a machine that loses its power. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    this.signal('SIGCONT');
    const gone = once(server, 'exit');
    this.signal('SIGKILL');
    await gone;
  }

  /** In order, as a package update does. */
  async restart(): Promise<void> {
    const server = this.#server;
    if (server !== undefined) {
      const gone = once(server, 'exit');
      server.kill('SIGINT');
      await gone;
    }
    await this.start();
  }

  /** It ends itself where it cannot write; a machine then starts it again. */
  async startIfEnded(): Promise<void> {
    if (this.#server?.exitCode !== null) await this.start();
  }

  /** Makes a follower the one that is written to. */
  async promote(): Promise<void> {
    await this.query('select pg_promote()');
    await this.query(`alter system reset synchronous_standby_names`);
    await this.query('select pg_reload_conf()');
  }

  async query(statement: string): Promise<unknown[]> {
    const client = await this.connect('postgres');
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  }

  async connect(database: string): Promise<pg.Client> {
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, user: 'postgres', database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async #answers(): Promise<boolean> {
    try {
      await this.query('select 1');
      return true;
    } catch {
      return false;
    }
  }
}

function own(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { uid, gid } = postgresIdentity;
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
}

function run(program: string, args: readonly string[]): void {
  execFileSync(postgresProgram(program), args, { ...postgresIdentity, cwd: '/', stdio: 'pipe' });
}
