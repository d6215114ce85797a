import { type ChildProcess, spawn } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testTls } from '#server/sensors/http/test-device.ts';
import { freePort } from './free-port.ts';

/** Debian installs it in a folder outside of most users' path. */
const debianProgram = '/usr/sbin/mosquitto';

export interface MosquittoOptions {
  /** With these, nobody else may connect. */
  readonly username?: string;
  readonly password?: string;
}

/** A real Mosquitto of one test, which keeps nothing over a restart. */
export class MosquittoServer {
  readonly port: number;
  readonly tlsPort: number;
  readonly webSocketPort: number;
  /** The certificate of the port with TLS, which signs itself; a path. */
  readonly certificate: string;
  readonly #folder: string;
  readonly #options: MosquittoOptions;
  #child: ChildProcess | undefined;

  private constructor(folder: string, ports: readonly [number, number, number], options: MosquittoOptions) {
    [this.port, this.tlsPort, this.webSocketPort] = ports;
    this.#folder = folder;
    this.#options = options;
    this.certificate = join(folder, 'certificate.pem');
  }

  static async start(options: MosquittoOptions = {}): Promise<MosquittoServer> {
    const folder = await mkdtemp(join(tmpdir(), 'doorlight-mosquitto-'));
    // As root, it changes to a user that must find its files.
    await chmod(folder, 0o755);
    const ports = [await freePort(), await freePort(), await freePort()] as const;
    const server = new MosquittoServer(folder, ports, options);
    await server.#configure();
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** Starts it on the same ports, with nothing in it. */
  async startAgain(): Promise<void> {
    const child = spawn(program(), ['-c', join(this.#folder, 'mosquitto.conf')], { stdio: 'ignore' });
    this.#child = child;
    let failure: Error | undefined;
    child.once('error', (error) => {
      failure = error;
    });
    while (!(await answers(this.port))) {
      if (failure !== undefined || child.exitCode !== null) {
        throw new Error(
          `These tests need Mosquitto, and ${program()} cannot be started. Install mosquitto, or name one: DOORLIGHT_MOSQUITTO=/path`,
          { cause: failure },
        );
      }
      await sleep(20);
    }
  }

  /** Freezes it, like a machine that hangs; `SIGCONT` lets it continue. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** Kills it. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #configure(): Promise<void> {
    const key = join(this.#folder, 'key.pem');
    await writeFile(this.certificate, testTls.cert);
    await writeFile(key, testTls.key);
    const { username, password } = this.#options;
    const isOpen = username === undefined || password === undefined;
    if (!isOpen) {
      const file = join(this.#folder, 'passwords');
      await writeFile(file, `${username}:${hashed(password)}\n`);
    }
    const lines = [
      'persistence false',
      `allow_anonymous ${isOpen}`,
      ...(isOpen ? [] : [`password_file ${join(this.#folder, 'passwords')}`]),
      `listener ${this.port} 127.0.0.1`,
      `listener ${this.tlsPort} 127.0.0.1`,
      `certfile ${this.certificate}`,
      `keyfile ${key}`,
      `listener ${this.webSocketPort} 127.0.0.1`,
      'protocol websockets',
    ];
    await writeFile(join(this.#folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
  }
}

/** As `mosquitto_passwd` writes it: PBKDF2 with SHA-512, rounds, salt and hash. */
function hashed(password: string): string {
  const rounds = 101;
  const salt = randomBytes(12);
  const hash = pbkdf2Sync(password, salt, rounds, 64, 'sha512');
  return `$7$${rounds}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

function program(): string {
  const named = process.env.DOORLIGHT_MOSQUITTO;
  if (named !== undefined && named !== '') return named;
  return existsSync(debianProgram) ? debianProgram : 'mosquitto';
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
