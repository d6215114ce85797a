import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A real Redis of one test, which keeps nothing. */
export class RedisServer {
  readonly url: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.startAgain();
    return server;
  }

  /** Starts it on the same port, with nothing in it. */
  async startAgain(): Promise<void> {
    const program = process.env.DOORLIGHT_REDIS_SERVER ?? 'redis-server';
    const args = ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn(program, args, { stdio: 'ignore' });
    this.#child = child;
    let failure: Error | undefined;
    child.once('error', (error) => {
      failure = error;
    });
    while (!(await this.#answers())) {
      if (failure !== undefined || child.exitCode !== null) {
        throw new Error(
          `These tests need Redis, and ${program} cannot be started. Install redis-server, or name one: DOORLIGHT_REDIS_SERVER=/path`,
          { cause: failure },
        );
      }
      await sleep(20);
    }
  }

  /** Freezes it, like a machine that hangs, lets it continue, or ends it at once. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.#child?.kill(signal);
  }

  /** Removes everything that it keeps. */
  async flush(): Promise<void> {
    const socket = connect(this.#port, '127.0.0.1');
    socket.write('FLUSHALL\r\n');
    const [answer] = await once(socket, 'data');
    socket.destroy();
    if (!String(answer).startsWith('+OK')) throw new Error(`Redis answered ${String(answer)}`);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.#port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  }
}
