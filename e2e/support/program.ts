import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * A Node program under test. It has an IPC channel to us, whose end shows it that the test run is gone: nothing
 * stays behind even when the run is killed.
 */
export class Program {
  readonly #child: ChildProcess;
  #output = '';

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    }
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  /** Everything it printed. */
  get output(): string {
    return this.#output;
  }

  /** Called with whatever it prints from now on. */
  onOutput(listener: (text: string) => void): void {
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => listener(chunk.toString()));
  }

  /** Called with its exit code or signal when it has ended. */
  onEnd(listener: (ended: number | NodeJS.Signals | null) => void): void {
    this.#child.once('exit', (code, signal) => listener(code ?? signal));
  }

  /** Exit code or signal; null while it runs. */
  get ended(): number | NodeJS.Signals | null {
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  /** Sends a signal and waits for the end; what outlives `graceMs` is killed. */
  async end(signal: NodeJS.Signals, graceMs = 12_000): Promise<void> {
    if (this.ended !== null || this.#child.pid === undefined) return;
    const gone = once(this.#child, 'exit');
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), graceMs);
    this.#child.kill(signal);
    await gone;
    clearTimeout(deadline);
  }

  send(message: object): void {
    this.#child.send(message);
  }

  /** Stops it in its tracks (SIGSTOP), as a machine that hangs; `resume` lets it go on. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }
}

/** Our environment without what would change the Doorlight under test. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const changing =
    /^(DOORLIGHT_|TLS_|DATABASE_URL$|REDIS_URL$|PUBLIC_URL$|LOG_LEVEL$|NODE_OPTIONS$|PORT$|HOST$|DATA_DIR$)/;
  const kept = Object.entries(process.env).filter(([name]) => !changing.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}
