import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIRequestContext, BrowserContext, Cookie } from '@playwright/test';
import { stringify } from 'yaml';
import type { DatabaseOptions } from '#server/platform/database/database.ts';
import { type ChainServers, chainServersOfRun, sharedSecret } from '#server/test-support/chain-servers.ts';
import { freePort } from '#server/test-support/free-port.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { Pages } from './pages.ts';
import { inheritedEnvironment, Program } from './program.ts';

/** The user `admin` exists in every Doorlight of these tests. */
export const adminPassword = 'correct horse battery';

const startTimeoutMs = 240_000;

export interface DoorlightOptions {
  /** The site file: YAML text, or the object it stands for. Without it the demo site runs. */
  readonly config?: string | object;
  /** Added to the environment of both processes. `PORT` is where it listens, instead of any free port. */
  readonly env?: Readonly<Record<string, string>>;
  /** Set to false to get it back at once, before `/readyz` is. */
  readonly untilReady?: boolean;
  /** A page server of its own, which can be killed. */
  readonly ownPages?: boolean;
  /** Two sidecars that share these: one runs all sites, and the other, which runs none, is this Doorlight. Default: those of the run. */
  readonly servers?: ChainServers | undefined;
}

/** Printed once everything runs. */
const isRunning = 'Doorlight is running at';
/** It was silent for too long, and has ended itself: whoever started it starts it again. */
const givenUp = 75;

/** In the `env` of a Doorlight whose clock is moved: {@link Doorlight.putClockForward}. */
export const movableClock = { NODE_OPTIONS: `--import ${new URL('./movable-clock.mjs', import.meta.url)}` };

/** The sidecar that runs the sites of a Doorlight which runs none itself. */
interface Home {
  readonly env: NodeJS.ProcessEnv;
  readonly database: TestDatabase;
  program: Program;
}

/** A whole Doorlight that runs: the built sidecar, on a free port, with its own data folder and the built pages. */
export class Doorlight {
  /** Origin, without trailing slash. */
  readonly url: string;
  readonly dataDir: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #pages: Pages;
  readonly #home: Home | undefined;
  readonly #sessions = new Map<string, readonly Cookie[]>();
  #sidecar: Program;
  #isEnding = false;
  #wasPaused = false;
  #earlierOutput = '';

  private constructor(
    url: string,
    { dataDir, env, pages, home }: { dataDir: string; env: NodeJS.ProcessEnv; pages: Pages; home?: Home },
  ) {
    this.url = url;
    this.dataDir = dataDir;
    this.#env = env;
    this.#pages = pages;
    this.#home = home;
    this.#sidecar = this.#launch();
  }

  static async start({
    config,
    env = {},
    untilReady = true,
    ownPages = false,
    servers = chainServersOfRun(),
  }: DoorlightOptions): Promise<Doorlight> {
    const dataDir = await mkdtemp(join(tmpdir(), 'doorlight-e2e-'));
    const url = `http://127.0.0.1:${env.PORT ?? (await freePort())}`;
    const configFile = join(dataDir, 'site.yaml');
    if (config !== undefined) {
      await writeFile(configFile, typeof config === 'string' ? config : stringify(config));
    }
    const own = {
      ...inheritedEnvironment(),
      HOST: '127.0.0.1',
      PORT: new URL(url).port,
      DATA_DIR: dataDir,
      DOORLIGHT_ADMIN_PASSWORD: adminPassword,
      // Writing a year takes as long as a story.
      DEMO_HISTORY: 'off',
      ...(config !== undefined && { DOORLIGHT_CONFIG: configFile }),
      ...env,
    };
    const home = servers && (await startHome(own, servers));
    const front = { ...home?.env, PORT: own.PORT, NODE_WEIGHT: '0' };
    const pages = await Pages.open(url, own, ownPages);
    const doorlight = new Doorlight(url, {
      dataDir,
      env: { ...own, ...(home !== undefined && front), DOORLIGHT_PAGES_URL: pages.url },
      pages,
      ...(home !== undefined && { home }),
    });
    try {
      if (untilReady) await doorlight.ready();
    } catch (error) {
      await doorlight.stop();
      throw error;
    }
    return doorlight;
  }

  get sidecarPid(): number {
    return this.#sidecar.pid;
  }

  /** Where its database is. */
  get database(): DatabaseOptions {
    return this.#home?.database.options ?? { dataDir: this.dataDir };
  }

  /** What sidecar and pages printed since the start. */
  get output(): string {
    const home = this.#home && `\n--- home\n${this.#home.program.output}`;
    return `${this.#earlierOutput}${this.#sidecar.output}${home ?? ''}\n--- pages\n${this.#pages.output}`;
  }

  /** Waits until whole pages are served. */
  async ready(): Promise<void> {
    const giveUpAt = performance.now() + startTimeoutMs;
    for (;;) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      // A front is ready before it has joined the others, and says so afterwards.
      if (answer?.ok && this.#sidecar.output.includes(isRunning)) return;
      const ended = this.#sidecar.ended ?? this.#pages.ended;
      if (ended !== null)
        throw new Error(`Doorlight ended with ${ended} before it was ready:\n${this.output}`);
      if (performance.now() > giveUpAt) {
        const waitingFor = await answer?.text();
        throw new Error(`Doorlight was not ready in ${startTimeoutMs} ms: ${waitingFor}\n${this.output}`);
      }
      await sleep(50);
    }
  }

  /** Kills the sidecar as a power cut does (SIGKILL). Pages and open displays go on. */
  async killSidecar(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts the sidecar again on the same port and data, after `killSidecar`. */
  async startSidecar({ untilReady = true } = {}): Promise<void> {
    await this.#end('SIGTERM');
    this.#earlierOutput += this.#sidecar.output;
    this.#sidecar = this.#launch();
    if (untilReady) await this.ready();
  }

  /** Does something while nothing of it runs, such as to its database. */
  async whileStopped(work: () => Promise<void>): Promise<void> {
    await this.#end('SIGTERM');
    const home = this.#home;
    await home?.program.end('SIGTERM');
    await work();
    if (home !== undefined) home.program = await launchHome(home.env);
    await this.startSidecar();
  }

  #launch(): Program {
    const program = new Program(['dist/sidecar.mjs'], this.#env);
    program.onEnd((code) => {
      if (code === givenUp && !this.#isEnding) void this.startSidecar({ untilReady: false });
    });
    return program;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#isEnding = true;
    await this.#sidecar.end(signal);
    this.#isEnding = false;
  }

  /** For the sidecar it is so much later than for the machine, until it is started again. */
  putClockForward(aheadMs: number): void {
    this.#sidecar.send({ aheadMs });
  }

  /** Kills the page server (SIGKILL), where it has its `ownPages`. */
  async killPages(): Promise<void> {
    await this.#pages.end('SIGKILL');
  }

  async startPages(): Promise<void> {
    this.#pages.start();
    await this.ready();
  }

  /** The sidecar hangs: its sockets stay open and nothing comes any more. */
  pauseSidecar(): void {
    this.#wasPaused = true;
    this.#sidecar.pause();
  }

  resumeSidecar(): void {
    this.#sidecar.resume();
  }

  /**
   * Stands still until `resume`, while no test uses it: a demo that nobody looks at takes 3 % of a core. Of several
   * sidecars the others would believe that it has failed: there it goes on.
   */
  rest(): void {
    if (this.#home === undefined) this.#sidecar.pause();
  }

  /** Brings back what a story has killed or paused. */
  async resume(): Promise<void> {
    this.resumeSidecar();
    // One of several may have been given up meanwhile, and be about to end.
    const isGivenUp = this.#home !== undefined && this.#wasPaused;
    if (isGivenUp || this.#sidecar.ended !== null) await this.startSidecar();
    this.#wasPaused = false;
  }

  /** Signs a browser context in: its pages and its `request` then carry the cookie of the user's one session. */
  async signIn(
    context: BrowserContext,
    { username = 'admin', password = adminPassword } = {},
  ): Promise<APIRequestContext> {
    const cookies = this.#sessions.get(username);
    if (cookies) {
      await context.addCookies([...cookies]);
      return context.request;
    }
    const attempt = () =>
      context.request.post(`${this.url}/api/auth/sign-in/username`, {
        data: { username, password },
        headers: { origin: this.url },
      });
    let answer = await attempt();
    // Tests that share a Doorlight share its limit of tries too.
    while (answer.status() === 429) {
      await sleep(Number(answer.headers()['x-retry-after'] ?? 1) * 1000);
      answer = await attempt();
    }
    if (!answer.ok()) throw new Error(`Sign-in answered ${answer.status()}: ${await answer.text()}`);
    this.#sessions.set(username, await context.cookies(this.url));
    return context.request;
  }

  /** Ends everything and removes the data folder. */
  async stop(): Promise<void> {
    this.#sidecar.resume();
    await Promise.all([this.#end('SIGTERM'), this.#pages.end('SIGTERM')]);
    // Afterwards: there is nobody whom it could give its sites to.
    await this.#home?.program.end('SIGTERM');
    await this.#home?.database.remove();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** @param own environment of the Doorlight that runs none of the sites */
async function startHome(own: NodeJS.ProcessEnv, servers: ChainServers): Promise<Home> {
  const database = await TestDatabase.create(servers.postgres);
  const env = {
    ...own,
    PORT: String(await freePort()),
    DATABASE_URL: database.options.databaseUrl,
    REDIS_URL: servers.redis,
    DOORLIGHT_SECRET: sharedSecret,
  };
  return { env, database, program: await launchHome(env) };
}

/** @returns a sidecar that has begun to run its sites */
async function launchHome(env: NodeJS.ProcessEnv): Promise<Program> {
  const program = new Program(['dist/sidecar.mjs'], env);
  const giveUpAt = performance.now() + startTimeoutMs;
  while (!program.output.includes(isRunning)) {
    if (program.ended !== null || performance.now() > giveUpAt)
      throw new Error(`The sidecar that is to run the sites did not start:\n${program.output}`);
    await sleep(50);
  }
  return program;
}
