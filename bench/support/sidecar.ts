import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  memoryEnvironment,
  pagesFlags,
  pagesMemoryEnvironment,
  sidecarFlags,
} from '../../scripts/support/node-settings.mjs';
import { Child } from './child.ts';
import { temporaryFolder } from './leftovers.ts';
import type { Usage } from './messages.ts';

/** The user `admin` of the sidecars under test. */
export const adminPassword = 'bench bench bench';

const readyWithinMs = 60_000;

/** The repository: npm runs its scripts there. */
const root = process.cwd();

export interface RunningSidecar {
  readonly child: Child;
  /** Without trailing slash. */
  readonly origin: string;
}

export interface SidecarOptions {
  /** The site file's text. */
  readonly sites: string;
  readonly dataDir?: string;
  /** Where the pages listen; without it there are none. */
  readonly pagesUrl?: string;
  readonly port?: number;
  /** More of its environment. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts the built sidecar as `npm start` does, and waits until it answers. */
export async function startSidecar(options: SidecarOptions): Promise<RunningSidecar> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const port = options.port ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const config = join(dataDir, 'sites.yaml');
  writeFileSync(config, options.sites);
  const env = {
    ...memoryEnvironment,
    ...productEnvironment(),
    PORT: String(port),
    DATA_DIR: dataDir,
    DOORLIGHT_CONFIG: config,
    DOORLIGHT_ADMIN_PASSWORD: adminPassword,
    ...(options.pagesUrl === undefined ? {} : { DOORLIGHT_PAGES_URL: options.pagesUrl }),
    ...options.variables,
  };
  const args = [...sidecarFlags, ...extraFlags(), join(root, 'dist', 'sidecar.mjs')];
  const child = new Child('The sidecar', args, env);
  await untilAnswers(child, `${origin}/healthz`);
  return { child, origin };
}

/** Flags of Node for the sidecar alone, to look into a figure: `BENCH_SIDECAR_FLAGS='--cpu-prof'`. */
function extraFlags(): string[] {
  return (process.env.BENCH_SIDECAR_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
}

/** Starts the built pages as `npm start` does. */
export function startPages(pagesUrl: string, sidecarUrl: string): Child {
  const env = {
    ...pagesMemoryEnvironment,
    ...productEnvironment(),
    DOORLIGHT_PAGES_URL: pagesUrl,
    DOORLIGHT_SIDECAR_URL: sidecarUrl,
  };
  return new Child('The page server', [...pagesFlags, join(root, 'dist', 'pages.mjs')], env);
}

/** Waits for an answer of 2xx. */
export async function untilAnswers(child: Child, url: string): Promise<void> {
  const giveUpAt = performance.now() + readyWithinMs;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    if (child.hasEnded || performance.now() > giveUpAt) {
      throw new Error(`${url} does not answer:\n${child.output}`);
    }
    await sleep(50);
  }
}

/** A port of the loopback nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
      server.close(() => resolve(address.port));
    });
  });
}

/** What a process used between two looks. */
export interface Used {
  readonly cpuMs: number;
  readonly elapsedMs: number;
  /** At the second look. */
  readonly rssMb: number;
}

export function usedBetween(before: Usage, after: Usage): Used {
  return {
    cpuMs: after.cpuMs - before.cpuMs,
    elapsedMs: after.atMs - before.atMs,
    rssMb: after.rssMb,
  };
}

/** Our environment without what would change the product under test. */
function productEnvironment(): NodeJS.ProcessEnv {
  const changing =
    /^(DOORLIGHT_|TLS_|DATABASE_URL$|REDIS_URL$|PUBLIC_URL$|LOG_LEVEL$|NODE_OPTIONS$|PORT$|HOST$|DATA_DIR$)/;
  const kept = Object.entries(process.env).filter(([name]) => !changing.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
  };
}
