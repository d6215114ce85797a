import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConfigurationError } from '#server/platform/config/configuration-error.ts';
import { readEnvironment } from '#server/platform/config/environment.ts';
import { RedisServer } from '#server/test-support/redis-server.ts';
import { Standby } from './standby.ts';

let redis: RedisServer;
let folder: string;
let standbys: Standby[];
let sent: string[];

beforeEach(async () => {
  redis = await RedisServer.start();
  folder = mkdtempSync(join(tmpdir(), 'doorlight-standby-'));
  standbys = [];
  sent = [];
});
afterEach(async () => {
  for (const standby of standbys) await standby.close();
  await redis.stop();
  rmSync(folder, { recursive: true });
});

/** A real standby with a real Redis; only the end of the process is reported instead. */
async function sidecar(env: Readonly<Record<string, string>> = {}, more: object = {}) {
  const environment = readEnvironment({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    REDIS_URL: redis.url,
    DOORLIGHT_SECRET: 's'.repeat(32),
    ...env,
  });
  const end = vi.fn((why: string): never => {
    throw new Error(why);
  });
  const standby = await Standby.open({
    environment: { ...environment, redisUrl: redis.url },
    sites: [{ id: 'bern' }],
    logger: pino({ level: 'warn' }, { write: (line) => sent.push(JSON.parse(line).msg) }),
    version: '1',
    announce: (text) => sent.push(text),
    end,
    ...more,
  });
  standbys.push(standby);
  return { standby, end };
}

it('gives one the turn, and the next when that one closes', async () => {
  const [{ standby: a }, { standby: b }] = [await sidecar(), await sidecar()];
  const activeLease = await a.waitUntilActive();
  const next = b.waitUntilActive();
  await expect.poll(() => sent).toEqual([expect.stringMatching(/^Doorlight stands by at .* counts\n$/)]);
  expect(() => activeLease?.check()).not.toThrow();
  await a.close();
  expect(() => activeLease?.check()).toThrow('not active any more');
  expect((await next)?.id).not.toBe(activeLease?.id);
});

it.each([
  ['secret', 'DOORLIGHT_SECRET', { DOORLIGHT_SECRET: 't'.repeat(32) }],
  ['SQLite file', 'DATA_DIR', { DATA_DIR: join(tmpdir(), 'doorlight-standby-elsewhere') }],
])('refuses to stand by with another %s', async (_what, variable, env) => {
  await (await sidecar()).standby.waitUntilActive();
  const refused = (await sidecar(env)).standby.waitUntilActive();
  await expect(refused).rejects.toThrow(ConfigurationError);
  await expect(refused).rejects.toThrow(variable);
});

it('says when the configuration file or the version is not that of the active one', async () => {
  await (await sidecar()).standby.waitUntilActive();
  void (await sidecar({}, { sites: [{ id: 'basel' }], version: '2' })).standby.waitUntilActive();
  await expect.poll(() => sent).toContainEqual(expect.stringMatching(/^Doorlight stands by/));
  expect(sent).toEqual([
    expect.stringMatching(/configuration file is not the same/),
    'the sidecar that counts runs another version',
    expect.stringMatching(/^Doorlight stands by/),
  ]);
});

it('says when the active one cannot be reached at the address that it gives', async () => {
  await (await sidecar({ ADVERTISE_URL: 'http://127.0.0.1:9' })).standby.waitUntilActive();
  void (await sidecar()).standby.waitUntilActive();
  await expect.poll(() => sent).toContainEqual(expect.stringMatching(/cannot be reached.*ADVERTISE_URL/));
});

it('ends the turn in time when Redis is away, and has it again when it is back', async () => {
  const { standby, end } = await sidecar();
  const activeLease = await standby.waitUntilActive();
  redis.signal('SIGSTOP');
  await activeLease?.ending;
  expect(end).not.toHaveBeenCalled();
  const again = standby.waitUntilActive();
  redis.signal('SIGCONT');
  expect((await again)?.id).not.toBe(activeLease?.id);
  expect(end).not.toHaveBeenCalled();
});
