import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../server/test-support/free-port.ts';
import { PostgresServer } from '../server/test-support/postgres-server.ts';
import { RedisServer } from '../server/test-support/redis-server.ts';
import { TestDatabase } from '../server/test-support/test-database.ts';

const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
    env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  closers.push(() => {
    child.kill('SIGKILL');
  });
  return child;
}

test.each([
  [['--sidecars', 'many'], 'a whole number from 1 to 32'],
  [['--sidecars', '2'], 'set DATABASE_URL and REDIS_URL'],
])('%j says what is needed, and is not tried again', async (args, words) => {
  const child = start(args, {});
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(78);
  expect(output).toContain(words);
});

test('several sidecars of one command share the sites, and end together', async () => {
  const postgres = await PostgresServer.start();
  closers.push(() => postgres.stop());
  const database = await TestDatabase.create(postgres.url);
  closers.push(() => database.remove());
  const redis = await RedisServer.start();
  closers.push(() => redis.stop());
  const folder = mkdtempSync(join(tmpdir(), 'doorlight-start-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const sites = Array.from({ length: 16 }, (_, at) => `  - { id: site-${at}, name: Site, timezone: UTC }`);
  writeFileSync(join(folder, 'sites.yaml'), `sites:\n${sites.join('\n')}\n`);
  const port = await twoFreePorts();
  const child = start(['--sidecars', '2'], {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: folder,
    DOORLIGHT_CONFIG: join(folder, 'sites.yaml'),
    DATABASE_URL: database.options.databaseUrl ?? '',
    REDIS_URL: redis.url,
    LOG_LEVEL: 'warn',
  });
  const homes = () => Promise.all([port, port + 1].map(sitesAtHome));
  await expect
    .poll(async () => {
      const [one = 0, other = 0] = await homes();
      return one > 0 && other > 0 && one + other;
    })
    .toBe(sites.length);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

/** How many sites the sidecar at a port runs; 0 while it does not answer. */
async function sitesAtHome(port: number): Promise<number> {
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`)
    .then((answer) => answer.text())
    .catch(() => '');
  return Number(/^doorlight_sites_home\S* (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

/** The first of two ports side by side that are free. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = await freePort();
    const next = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      next.once('error', () => resolve(false));
      next.listen(port + 1, '127.0.0.1', () => next.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
