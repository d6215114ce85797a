import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { DevTools, type Fields } from './devtools.ts';
import { inTime, type Screen, type Size, savePicture } from './screen.ts';
import { missingLibraries } from './shipped-chromium.ts';

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

/** A Chromium of any age, over the DevTools protocol: it can also lose scripts and the network. */
export class ChromiumScreen implements Screen {
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

  /** @param program the browser */
  static async switchOn(program: string): Promise<ChromiumScreen> {
    try {
      return await ChromiumScreen.#start(program, []);
    } catch {
      // Where the machine lets a browser have no processes of its own.
      return ChromiumScreen.#start(program, ['--no-zygote', '--single-process']);
    }
  }

  static async #start(program: string, further: readonly string[]): Promise<ChromiumScreen> {
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
      const screen = new ChromiumScreen(browser, devtools, profile, String(product).replace(/^\D*/, ''));
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

  async screenshot(file: string): Promise<void> {
    const { data } = await this.call('Page.captureScreenshot', { format: 'png' });
    await savePicture(file, data);
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
