import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisServer } from '#server/test-support/redis-server.ts';
import type { LeaseStore } from './lease-store.ts';
import { RedisLeaseStore } from './redis-lease-store.ts';
import { MemoryLeaseStore } from './test-lease-store.ts';

const ttlMs = 600_000;
let redis: RedisServer;

beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis?.stop());

/** The store that other tests use must behave like the real one. */
describe.each([
  ['in Redis', () => RedisLeaseStore.open(redis.url)],
  ['in the memory of tests', async () => new MemoryLeaseStore()],
])('a lease %s', (_where, open) => {
  let store: LeaseStore;
  const a = JSON.stringify({ id: 'a', run: 'one' });
  const b = JSON.stringify({ id: 'b', run: 'two' });

  beforeEach(async () => {
    store = await open();
  });
  afterEach(async () => {
    await store.release(a);
    await store.release(b);
    await store.close();
  });

  it('is had by one of many who ask at once, and everybody is told by whom', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `contender ${index}`);
    const holders = new Set(await Promise.all(texts.map((text) => store.hold(text, undefined, ttlMs))));
    expect(holders.size).toBe(1);
    for (const holder of holders) await store.release(holder);
  });

  it('stays with who has it, and is renewed for nobody else', async () => {
    expect(await store.hold(a, undefined, ttlMs)).toBe(a);
    expect(await store.hold(b, undefined, ttlMs)).toBe(a);
  });

  it('stands for as long as it was renewed for last', async () => {
    await store.hold(a, undefined, 100);
    expect(await store.hold(a, undefined, ttlMs)).toBe(a);
    await sleep(150);
    expect(await store.hold(b, undefined, ttlMs)).toBe(a);
  });

  it('is free when nobody has renewed it', async () => {
    await store.hold(a, undefined, 100);
    await expect.poll(() => store.hold(b, undefined, ttlMs)).toBe(b);
    expect(await store.hold(a, undefined, ttlMs)).toBe(b);
  });

  it('is given back by who has it, and by nobody else', async () => {
    await store.hold(a, undefined, ttlMs);
    await store.release(b);
    expect(await store.hold(b, undefined, ttlMs)).toBe(a);
    await store.release(a);
    expect(await store.hold(b, undefined, ttlMs)).toBe(b);
  });

  it('goes at once to a process of the same run: the one before has ended', async () => {
    await store.hold(a, 'one', ttlMs);
    const again = JSON.stringify({ id: 'a again', run: 'one' });
    expect(await store.hold(b, 'two', ttlMs)).toBe(a);
    expect(await store.hold(again, 'one', ttlMs)).toBe(again);
    expect(await store.hold(a, undefined, ttlMs)).toBe(again);
    await store.release(again);
  });

  it('is not taken from somebody who wrote what cannot be read', async () => {
    await store.hold('not JSON', undefined, ttlMs);
    expect(await store.hold(a, 'one', ttlMs)).toBe('not JSON');
    await store.release('not JSON');
  });
});

it('fails soon while Redis hangs or is away, and goes on when it is back', async () => {
  const server = await RedisServer.start();
  const store = await RedisLeaseStore.open(server.url);
  try {
    expect(await store.hold('a', undefined, ttlMs)).toBe('a');
    server.signal('SIGSTOP');
    await expect(store.hold('a', undefined, ttlMs)).rejects.toThrow('no answer within');
    server.signal('SIGCONT');
    await expect.poll(() => store.hold('a', undefined, ttlMs).catch(() => undefined)).toBe('a');
    await server.stop();
    await expect(store.hold('a', undefined, ttlMs)).rejects.toThrow();
    await server.startAgain();
    await expect.poll(() => store.hold('b', undefined, ttlMs).catch(() => undefined)).toBe('b');
  } finally {
    await store.close();
    await server.stop();
  }
});
