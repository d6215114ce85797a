import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#server/test-support/free-port.ts';
import { adminPassword } from '../support/doorlight.ts';
import { inheritedEnvironment, Program } from '../support/program.ts';

const readyWithinMs = 60_000;

/** What `npm start` runs: the sidecar and the page server, each started again when it ends. */
export class Product {
  /** Origin, without trailing slash. */
  readonly url: string;
  readonly #program: Program;

  private constructor(url: string, program: Program) {
    this.url = url;
    this.#program = program;
  }

  /** @param env what this run is about, such as `DATA_DIR` and `DOORLIGHT_CONFIG` */
  static async start(env: Readonly<Record<string, string>>): Promise<Product> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const program = new Program(['scripts/start.mjs'], {
      ...inheritedEnvironment(),
      // It watches its parent, and ends with it.
      npm_lifecycle_event: 'start',
      HOST: '127.0.0.1',
      PORT: String(port),
      DOORLIGHT_ADMIN_PASSWORD: adminPassword,
      ...env,
    });
    const product = new Product(url, program);
    try {
      await product.ready();
    } catch (error) {
      await product.stop();
      throw error;
    }
    return product;
  }

  /** Everything it printed. */
  get output(): string {
    return this.#program.output;
  }

  get sidecarPid(): number {
    return this.#pidOf('sidecar.mjs');
  }

  get pagesPid(): number {
    return this.#pidOf('pages.mjs');
  }

  /** Waits until whole pages are served. */
  async ready(): Promise<void> {
    const giveUpAt = performance.now() + readyWithinMs;
    for (;;) {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(
        () => null,
      );
      if (answer?.ok) return;
      if (this.#program.ended !== null || performance.now() > giveUpAt)
        throw new Error(`Doorlight is not ready: ${await answer?.text()}\n${this.output}`);
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    await this.#program.end('SIGTERM', 20_000);
  }

  #pidOf(program: string): number {
    const pid = childrenOf(this.#program.pid).find((child) =>
      readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(program),
    );
    if (pid === undefined) throw new Error(`${program} does not run.`);
    return pid;
  }
}

/** The processes that a process has started and that still run. */
export function childrenOf(pid: number): number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}
