import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#server/test-support/free-port.ts';
import type { Fields } from './devtools.ts';
import { inTime, type Screen, type Size, savePicture } from './screen.ts';

const startTimeoutMs = 60_000;
const callTimeoutMs = 30_000;

export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  /** An X server that draws into memory; undefined where there is a screen. */
  readonly display: string | undefined;
}

/** Collects what goes wrong in the page: WebDriver has no way to ask for it. */
const listen = `(function () {
  if (window.doorlightErrors) return;
  window.doorlightErrors = [];
  addEventListener('error', function (event) { if (event.message) window.doorlightErrors.push(event.message) });
  addEventListener('unhandledrejection', function (event) { window.doorlightErrors.push(String(event.reason)) });
})()`;

/** WebKitGTK's MiniBrowser over WebDriver (https://www.w3.org/TR/webdriver2/). */
export class WebKitScreen implements Screen {
  version = '?';
  readonly errors: string[] = [];
  readonly #processes: readonly ChildProcess[];
  readonly #origin: string;
  #session = '';

  private constructor(processes: readonly ChildProcess[], origin: string) {
    this.#processes = processes;
    this.#origin = origin;
  }

  static async switchOn({ driver, browser, display }: WebKitPrograms): Promise<WebKitScreen> {
    const processes: ChildProcess[] = [];
    let shown = process.env.DISPLAY;
    try {
      if (display !== undefined) {
        const server = spawn(
          display,
          ['-displayfd', '3', '-screen', '0', '2000x2000x24', '-nolisten', 'tcp'],
          {
            stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
          },
        );
        processes.push(server);
        shown = `:${await inTime(firstLine(server), startTimeoutMs, 'to get a screen')}`;
      }
      const port = await freePort();
      const env = {
        ...process.env,
        DISPLAY: shown,
        // The sandbox of its processes needs rights that a container does not have.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        WEBKIT_FORCE_SANDBOX: '0',
        LIBGL_ALWAYS_SOFTWARE: '1',
        GTK_A11Y: 'none',
        NO_AT_BRIDGE: '1',
      };
      processes.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env }));
      const screen = new WebKitScreen(processes, `http://127.0.0.1:${port}`);
      await inTime(screen.#begin(browser), startTimeoutMs, 'to start');
      return screen;
    } catch (error) {
      for (const each of processes) each.kill('SIGKILL');
      throw error;
    }
  }

  async #begin(browser: string): Promise<void> {
    while (!(await fetch(`${this.#origin}/status`).catch(() => undefined))?.ok) await sleep(50);
    const { sessionId, capabilities } = (await this.#call('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
        },
      },
    })) as Fields;
    this.#session = `/session/${sessionId}`;
    this.version = String((capabilities as Fields).browserVersion);
    await this.#call('POST', `${this.#session}/timeouts`, { script: callTimeoutMs, pageLoad: callTimeoutMs });
  }

  async open(url: string): Promise<void> {
    await this.#collect();
    await this.#call('POST', `${this.#session}/url`, { url });
    await this.evaluate(listen);
  }

  async resize({ width, height }: Size): Promise<void> {
    await this.#call('POST', `${this.#session}/window/rect`, { x: 0, y: 0, width, height });
  }

  async evaluate(expression: string): Promise<unknown> {
    try {
      return await this.#call('POST', `${this.#session}/execute/async`, {
        script: `var done = arguments[0];
          Promise.resolve(${expression}).then(done, function (error) { done({ doorlightFailed: String(error) }) })`,
        args: [],
      });
    } catch (error) {
      // The page was just exchanged.
      if (/no such window|javascript error|unloaded|navigat/i.test(String(error))) return undefined;
      throw error;
    }
  }

  async screenshot(file: string): Promise<void> {
    await this.#collect();
    await savePicture(file, await this.#call('GET', `${this.#session}/screenshot`));
  }

  async switchOff(): Promise<void> {
    await this.#call('DELETE', this.#session).catch(() => undefined);
    for (const each of this.#processes.toReversed()) {
      if (each.exitCode !== null || each.signalCode !== null) continue;
      const gone = once(each, 'exit');
      each.kill('SIGTERM');
      await gone;
    }
  }

  /** Errors of the page that is left, before it is gone. */
  async #collect(): Promise<void> {
    const found = await this.evaluate('(window.doorlightErrors || []).splice(0)');
    if (Array.isArray(found)) this.errors.push(...found.map(String));
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(this.#origin + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(callTimeoutMs * 2),
    });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) {
      const { error, message } = value as Fields;
      throw new Error(`${path.split('/').at(-1)}: ${error}: ${message}`);
    }
    return value;
  }
}

/** What an X server writes to the pipe of -displayfd: the number of its display. */
async function firstLine(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3];
  if (pipe === null || pipe === undefined || !('read' in pipe)) throw new Error('no pipe');
  for await (const line of createInterface({ input: pipe })) return line;
  throw new Error('Xvfb ended before it had a display');
}
