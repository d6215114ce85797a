import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { restartDelayMs } from './restart-delay.mjs';

/** Exit code for a wrong configuration (`EX_CONFIG`): a restart would not help. */
export const configurationError = 78;

/**
 * A supervised program: when it ends on its own it is restarted. Its output is passed through unchanged. It is
 * connected by an IPC channel, whose end shows it that we are gone.
 */
export class SupervisedProcess {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {NodeJS.Timeout | undefined} */
  #restart;
  #stopping = false;
  #waitedMs = 0;

  /**
   * @param {{
   *   name: string,
   *   args: readonly string[],
   *   env: NodeJS.ProcessEnv,
   *   onConfigurationError: () => void,
   * }} options `args` are those of Node
   */
  constructor(options) {
    this.options = options;
  }

  start() {
    const startedAt = performance.now();
    // A process group of its own: Ctrl-C in a terminal reaches only us, and we end the programs in order.
    const child = spawn(process.execPath, this.options.args, {
      cwd: root,
      env: this.options.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    });
    this.#child = child;
    child.once('error', () => this.#ended(child, startedAt, 'could not be started'));
    child.once('exit', (code, signal) => {
      if (code === configurationError && !this.#stopping) this.options.onConfigurationError();
      else this.#ended(child, startedAt, signal ? `was ended by ${signal}` : `ended with code ${code}`);
    });
  }

  /**
   * Asks it to end, and kills it when it takes longer than `graceMs`.
   *
   * @param {number} graceMs
   */
  async stop(graceMs) {
    this.#stopping = true;
    clearTimeout(this.#restart);
    await endChild(this.#child, graceMs);
  }

  /**
   * Ends it in good order and starts it again at once: its program has changed.
   *
   * @param {number} graceMs
   */
  async replace(graceMs) {
    if (this.#stopping) return;
    clearTimeout(this.#restart);
    const old = this.#child;
    this.#child = undefined;
    await endChild(old, graceMs);
    this.#waitedMs = 0;
    if (!this.#stopping) this.start();
  }

  kill() {
    this.#stopping = true;
    this.#child?.kill('SIGKILL');
  }

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {number} startedAt
   * @param {string} how
   */
  #ended(child, startedAt, how) {
    if (this.#stopping || this.#child !== child) return;
    this.#child = undefined;
    this.#waitedMs = restartDelayMs(this.#waitedMs, performance.now() - startedAt);
    console.error(`${this.options.name} ${how}; starting it again in ${this.#waitedMs / 1000} s`);
    this.#restart = setTimeout(() => this.start(), this.#waitedMs);
  }
}

/**
 * @param {import('node:child_process').ChildProcess | undefined} child
 * @param {number} graceMs
 */
async function endChild(child, graceMs) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const deadline = setTimeout(() => child.kill('SIGKILL'), graceMs);
  // Windows has no SIGTERM: there the end of the channel is the request.
  if (process.platform === 'win32') child.disconnect();
  else child.kill('SIGTERM');
  await ended;
  clearTimeout(deadline);
}
