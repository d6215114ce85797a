import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const adminPassword = 'correct horse battery';
const startWithinMs = 120_000;
let isBuilt = false;

/** Builds what has changed, as at a start of the product; once per process. */
function build(): void {
  // `npm test` has done so before it began.
  if (isBuilt || process.env.npm_lifecycle_event === 'test') return;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/prepare.mjs', 'server']);
  if (status !== 0) throw new Error(`The sidecar could not be built:\n${stdout}${stderr}`);
  isBuilt = true;
}

/** A real, built sidecar in its own process, which can be killed. */
export class KillableSidecar {
  readonly url: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(url: string, env: NodeJS.ProcessEnv) {
    this.url = url;
    this.#env = env;
  }

  /**
   * On a free port of the loopback; it is not started yet.
   *
   * @param env what this test is about, such as `DATA_DIR` and `DOORLIGHT_CONFIG`
   */
  static async create(env: Readonly<Record<string, string>>): Promise<KillableSidecar> {
    build();
    const port = await freePort();
    return new KillableSidecar(`http://127.0.0.1:${port}`, {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DOORLIGHT_ADMIN_PASSWORD: adminPassword,
      LOG_LEVEL: 'error',
      ...env,
    });
  }

  /** What it printed since its last start. */
  get output(): string {
    return this.#output;
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['dist/sidecar.mjs'], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    }
    const giveUpAt = performance.now() + startWithinMs;
    while (performance.now() < giveUpAt) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      if (child.exitCode !== null)
        throw new Error(`the sidecar ended with ${child.exitCode}:\n${this.#output}`);
      await sleep(50);
    }
    throw new Error(`the sidecar did not start:\n${this.#output}`);
  }

  /** Signs in as the administrator. @returns the `Cookie` header of the session */
  async signIn(): Promise<string> {
    const answer = await fetch(`${this.url}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify({ username: 'admin', password: adminPassword }),
    });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }

  /** Starts it again if it has ended by itself, as its supervisor does. */
  async revive(): Promise<void> {
    if (this.#child?.exitCode !== null) await this.start();
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Its exit code, or what killed it, once it has ended. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    const child = this.#child;
    if (child === undefined) return null;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode ?? child.signalCode;
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
    this.#child = undefined;
  }
}
