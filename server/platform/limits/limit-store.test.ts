import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import type { Database } from '../database/database.ts';
import { limitsFor } from './limit-store.ts';
import { type MakeLimit, memoryLimits } from './limits.ts';

let server: PostgresServer;
let kept: TestDatabase;
let databases: [Database, Database];

beforeAll(async () => {
  server = await PostgresServer.start();
  kept = await TestDatabase.create(server.url);
  databases = [await kept.open(), await kept.open()];
});
afterAll(async () => {
  for (const database of databases ?? []) await database.close();
  await kept?.remove();
  await server?.stop();
});

const chain = { redisUrl: 'redis://cache' };

describe.each<[string, () => MakeLimit, () => MakeLimit]>([
  ['in memory', () => memoryLimits, () => memoryLimits],
  [
    'in the database of several sidecars',
    () => limitsFor(chain, databases[0].db),
    () => limitsFor(chain, databases[1].db),
  ],
])('a limit %s', (place, here, there) => {
  it('lets so many tries pass in a window, and reports how long to wait', async () => {
    const limit = here()({ name: 'tries', max: 2, windowS: 60 });
    expect([await limit.consume('a'), await limit.consume('a')]).toEqual([0, 0]);
    const waitMs = await limit.consume('a');
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(await limit.waitMs('a')).toBeGreaterThan(50_000);
    expect([await limit.consume('b'), await limit.waitMs('b')]).toEqual([0, 0]);
  });

  it('counts each name for itself, gives tries back, and forgets', async () => {
    const one = here()({ name: 'one', max: 1, windowS: 60 });
    const other = here()({ name: 'other', max: 1, windowS: 60 });
    expect([await one.consume('a'), await other.consume('a')]).toEqual([0, 0]);
    await one.giveBack('a');
    expect([await one.consume('a'), (await other.waitMs('a')) > 0]).toEqual([0, true]);
    await other.forget('a');
    expect(await other.count('a')).toBe(1);
    expect(await other.count('a')).toBe(2);
  });

  it('begins a new window when one has passed', async () => {
    const limit = here()({ name: 'short', max: 1, windowS: 60 });
    await limit.consume('a', 1);
    expect(await limit.waitMs('a')).toBeGreaterThan(0);
    await expect.poll(() => limit.waitMs('a')).toBe(0);
    expect(await limit.consume('a', 1)).toBe(0);
  });

  it('loses no try of many at once', async () => {
    const limits = [here(), there()].map((make) => make({ name: 'many', max: 20, windowS: 60 }));
    if (place === 'in memory') limits.pop();
    const tries = Array.from({ length: 50 }, (_, at) => limits[at % limits.length]?.consume('a'));
    expect((await Promise.all(tries)).filter((waitMs) => waitMs === 0)).toHaveLength(20);
  });
});
