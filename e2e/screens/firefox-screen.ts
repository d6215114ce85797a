import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'undici';
import type { Fields } from './devtools.ts';
import { inTime, type Screen, type Size, savePicture } from './screen.ts';

const startTimeoutMs = 60_000;
const callTimeoutMs = 30_000;

/** No first page, no updates, nothing that asks the internet. */
const preferences = `
user_pref('browser.startup.page', 0);
user_pref('browser.aboutwelcome.enabled', false);
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('toolkit.telemetry.enabled', false);
user_pref('app.update.auto', false);
user_pref('app.normandy.enabled', false);
user_pref('network.captive-portal-service.enabled', false);
user_pref('network.connectivity-service.enabled', false);
user_pref('services.settings.server', 'data:,');
`;

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly message?: string;
}

/** Firefox over WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which it speaks itself. */
export class FirefoxScreen implements Screen {
  version = '?';
  readonly errors: string[] = [];
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #calls = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #context = '';

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Answer));
  }

  static async switchOn(program: string): Promise<FirefoxScreen> {
    const profile = await mkdtemp(join(tmpdir(), 'doorlight-firefox-'));
    await writeFile(join(profile, 'user.js'), preferences);
    const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile];
    const browser = spawn(program, [...args, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
    });
    try {
      const url = await inTime(addressIn(browser), startTimeoutMs, 'to start');
      const socket = new WebSocket(`${url}/session`);
      await inTime(
        new Promise<void>((resolve, reject) => {
          socket.addEventListener('open', () => resolve());
          socket.addEventListener('error', () => reject(new Error('no connection to Firefox')));
        }),
        startTimeoutMs,
        'to connect',
      );
      const screen = new FirefoxScreen(browser, profile, socket);
      await screen.#begin();
      return screen;
    } catch (error) {
      browser.kill('SIGKILL');
      throw error;
    }
  }

  async #begin(): Promise<void> {
    const { capabilities } = await this.#call('session.new', { capabilities: {} });
    this.version = String((capabilities as Fields).browserVersion);
    const { contexts } = await this.#call('browsingContext.getTree', {});
    this.#context = String((contexts as readonly Fields[])[0]?.context);
    await this.#call('session.subscribe', { events: ['log.entryAdded'] });
  }

  async open(url: string): Promise<void> {
    await this.#call('browsingContext.navigate', { context: this.#context, url, wait: 'interactive' });
  }

  async resize(viewport: Size): Promise<void> {
    await this.#call('browsingContext.setViewport', { context: this.#context, viewport });
  }

  async evaluate(expression: string): Promise<unknown> {
    try {
      // As text: BiDi describes objects in a way of its own.
      const { result, exceptionDetails } = await this.#call('script.evaluate', {
        expression: `Promise.resolve(${expression}).then(function (value) { return JSON.stringify(value) })`,
        target: { context: this.#context },
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(String((exceptionDetails as Fields).text));
      const { value } = result as Fields;
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : undefined;
    } catch (error) {
      // The page was just exchanged.
      if (/no such frame|realm|discarded|destroyed|aborted/i.test(String(error))) return undefined;
      throw error;
    }
  }

  async screenshot(file: string): Promise<void> {
    const { data } = await this.#call('browsingContext.captureScreenshot', { context: this.#context });
    await savePicture(file, data);
  }

  async switchOff(): Promise<void> {
    this.#socket.close();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await gone;
    }
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #call(method: string, params: Fields): Promise<Fields> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Fields>((resolve, reject) => {
      this.#calls.set(id, ({ result, message }) =>
        result === undefined ? reject(new Error(`${method}: ${message}`)) : resolve(result),
      );
    });
    this.#socket.send(JSON.stringify({ id, method, params }));
    return inTime(answer, callTimeoutMs, `to answer ${method}`);
  }

  #take({ id, method, params, ...answer }: Answer): void {
    if (method === 'log.entryAdded' && params?.level === 'error') this.errors.push(String(params.text));
    if (id === undefined) return;
    this.#calls.get(id)?.(answer);
    this.#calls.delete(id);
  }
}

/** Firefox prints where it listens. */
async function addressIn(browser: ChildProcess): Promise<string> {
  if (browser.stderr === null) throw new Error('Firefox says nothing');
  for await (const line of createInterface({ input: browser.stderr })) {
    const [, url] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
    if (url !== undefined) {
      browser.stderr.resume();
      return url;
    }
  }
  throw new Error('Firefox ended before it listened');
}
