import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#server/test-support/free-port.ts';
import { inheritedEnvironment, Program } from './program.ts';

const startTimeoutMs = 240_000;
/** Where shared-pages.mjs gets the addresses of sidecars: set for all workers of a run by who started it. */
const controlVariable = 'DOORLIGHT_TEST_PAGES';

/** Where the sidecar of one Doorlight gets its pages from: a page server of its own, or a port of the shared one. */
export class Pages {
  #own: Program | undefined;

  private constructor(
    /** Origin, without trailing slash. */
    readonly url: string,
    private readonly env: NodeJS.ProcessEnv | undefined,
  ) {
    this.start();
  }

  /**
   * Starts the page server that is shared, before the first test.
   *
   * @returns what ends it
   */
  static async shareOne(): Promise<() => Promise<void>> {
    const [port, control] = [await freePort(), await freePort()];
    const preload = new URL('./shared-pages.mjs', import.meta.url).href;
    const program = new Program(['--import', preload, 'dist/pages.mjs'], {
      ...inheritedEnvironment(),
      NEXT_TELEMETRY_DISABLED: '1',
      DOORLIGHT_PAGES_URL: `http://127.0.0.1:${port}`,
      SHARED_PAGES_PORT: String(control),
    });
    program.onOutput((text) => process.stderr.write(text));
    const giveUpAt = performance.now() + startTimeoutMs;
    while (!(await fetch(`http://127.0.0.1:${port}/offline`).catch(() => null))?.ok) {
      if (program.ended !== null || performance.now() > giveUpAt)
        throw new Error(`The page server did not start:\n${program.output}`);
      await sleep(50);
    }
    process.env[controlVariable] = `http://127.0.0.1:${control}`;
    return () => program.end('SIGTERM');
  }

  /** @param ownEnv for a page server of its own, which can be killed; there is no other where none is shared */
  static async open(sidecarUrl: string, ownEnv: NodeJS.ProcessEnv, isOwn: boolean): Promise<Pages> {
    const control = process.env[controlVariable];
    if (control !== undefined && !isOwn) {
      const answer = await fetch(`${control}?sidecar=${sidecarUrl}`, { method: 'POST' });
      return new Pages(`http://127.0.0.1:${await answer.text()}`, undefined);
    }
    const url = `http://127.0.0.1:${await freePort()}`;
    return new Pages(url, {
      ...ownEnv,
      NEXT_TELEMETRY_DISABLED: '1',
      DOORLIGHT_PAGES_URL: url,
      DOORLIGHT_SIDECAR_URL: sidecarUrl,
    });
  }

  /** Exit code or signal; null while it runs. */
  get ended(): number | NodeJS.Signals | null {
    return this.#own?.ended ?? null;
  }

  /** What its own page server printed since it was last started. */
  get output(): string {
    return this.#own?.output ?? '';
  }

  /** Starts its own page server again, after `end`. */
  start(): void {
    if (this.env !== undefined) this.#own = new Program(['dist/pages.mjs'], this.env);
  }

  /** Ends its own page server, or leaves the shared one. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const control = process.env[controlVariable];
    if (this.#own !== undefined) await this.#own.end(signal);
    else if (control !== undefined)
      await fetch(`${control}?port=${new URL(this.url).port}`, { method: 'DELETE' });
  }
}
