import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { DevTools, type Fields } from './devtools.ts';
import type { Engine } from './engines.ts';
import { missingLibraries } from './shipped-chromium.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the root element of a display says, and whether the veil covers it. */
export interface Seen {
  readonly light: string;
  readonly occupancy: string;
  /** The tone that covers the middle of the glass, as `rgb(…)`. */
  readonly tone: string;
  readonly text: string;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
];
const startTimeoutMs = 30_000;
const callTimeoutMs = 20_000;

/** The light that is visible: the topmost scene that is not transparent. */
const theme = `(function () {
  var root = document.querySelector('[data-light]');
  if (!root) return null;
  var opacity = function (element) {
    for (var product = 1; element; element = element.parentElement) product *= getComputedStyle(element).opacity;
    return product;
  };
  var scenes = Array.prototype.slice.call(document.querySelectorAll('.scene')).filter(function (scene) {
    return opacity(scene) > 0.5;
  });
  var top = scenes[scenes.length - 1];
  return {
    light: root.getAttribute('data-light'),
    occupancy: root.getAttribute('data-occupancy'),
    tone: top ? getComputedStyle(top).backgroundColor : '',
    text: root.innerText,
  };
})()`;

/** A screen that runs: one browser of an engine with a fresh profile, and its one page. */
export class Screen {
  readonly version: string;
  /** Exceptions nobody caught in the page, and what it wrote to the console as an error. */
  readonly errors: string[] = [];
  readonly #process: ChildProcess;
  readonly #devtools: DevTools;
  readonly #profile: string;

  private constructor(process: ChildProcess, devtools: DevTools, profile: string, version: string) {
    this.#process = process;
    this.#devtools = devtools;
    this.#profile = profile;
    this.version = version;
  }

  static async switchOn(engine: Engine): Promise<Screen> {
    const program = await engine.program();
    try {
      return await Screen.#start(program, []);
    } catch {
      // Where the machine lets a browser have no processes of its own.
      return Screen.#start(program, ['--no-zygote', '--single-process']);
    }
  }

  static async #start(program: string, further: readonly string[]): Promise<Screen> {
    const libraries = await missingLibraries(program);
    const profile = await mkdtemp(join(tmpdir(), 'doorlight-screen-'));
    const browser = spawn(program, [...flags, ...further, `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) },
    });
    const devtools = new DevTools(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
    try {
      const { product } = await inTime(devtools.call('Browser.getVersion'), startTimeoutMs, 'to start');
      await devtools.attachToPage();
      const screen = new Screen(browser, devtools, profile, String(product).replace(/^\D*/, ''));
      await screen.#listen();
      return screen;
    } catch (error) {
      browser.kill('SIGKILL');
      throw error;
    }
  }

  async #listen(): Promise<void> {
    this.#devtools.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      const { exception, text } = exceptionDetails as { exception?: { description?: string }; text: string };
      this.errors.push(exception?.description ?? text);
    });
    this.#devtools.on('Runtime.consoleAPICalled', ({ type, args }) => {
      if (type !== 'error') return;
      this.errors.push(
        (args as readonly Fields[]).map(({ value, description }) => value ?? description).join(' '),
      );
    });
    await this.call('Page.enable');
    await this.call('Runtime.enable');
    await this.call('Network.enable');
  }

  call(method: string, params: Fields = {}): Promise<Fields> {
    return inTime(this.#devtools.call(method, params), callTimeoutMs, `to answer ${method}`);
  }

  on(method: string, listener: (params: Fields) => void): void {
    this.#devtools.on(method, listener);
  }

  async open(url: string): Promise<void> {
    const { errorText } = await this.call('Page.navigate', { url });
    if (errorText) throw new Error(`${url} could not be opened: ${errorText}`);
  }

  async resize({ width, height }: Size): Promise<void> {
    await this.call('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
  }

  /** The value of an expression in the page; undefined while the page is being exchanged. */
  async evaluate(expression: string): Promise<unknown> {
    try {
      const { result } = await this.call('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      return (result as Fields).value;
    } catch (error) {
      if (/context|navigated|target closed/i.test(String(error))) return undefined;
      throw error;
    }
  }

  async look(): Promise<Seen | undefined> {
    return ((await this.evaluate(theme)) as Seen | null | undefined) ?? undefined;
  }

  async screenshot(file: string): Promise<void> {
    const { data } = await this.call('Page.captureScreenshot', { format: 'png' });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, Buffer.from(String(data), 'base64'));
  }

  async switchOff(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await gone;
    }
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function inTime<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  const cancel = new AbortController();
  const late = sleep(ms, undefined, { signal: cancel.signal }).then(() => {
    throw new Error(`The browser took longer than ${ms / 1000} s ${what}.`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel.abort();
  }
}
