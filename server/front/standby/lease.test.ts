import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Lease, leaseMs } from './lease.ts';
import type { LeaseStore } from './lease-store.ts';
import { MemoryLeaseStore } from './test-lease-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const clock = { monotonic: () => performance.now() };
/** Advances all timers and promises. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A correct sidecar: it counts while its lease is held, and stops when required. */
class Contender {
  readonly heard: string[] = [];
  readonly lease: Lease;
  isCounting = false;
  #times = 0;

  constructor(name: string, store: LeaseStore, { run, stopMs = 0 }: { run?: string; stopMs?: number } = {}) {
    this.lease = new Lease({
      store,
      clock,
      ...(run === undefined ? {} : { run }),
      text: () => JSON.stringify({ id: `${name}${++this.#times}`, run }),
      onHeld: () => {
        this.heard.push('held');
        this.isCounting = true;
      },
      onOther: (text) => this.heard.push(`other ${JSON.parse(text).id}`),
      onEnding: () => {
        this.heard.push('ending');
        setTimeout(() => {
          this.isCounting = false;
          void this.lease.giveUp();
        }, stopMs);
      },
      onStolen: () => {
        this.heard.push('stolen');
        this.isCounting = false;
      },
      onStore: (error) => this.heard.push(error === undefined ? 'store' : 'no store'),
    });
  }
}

/** A store behind a network: it can be away, and slow in both directions. */
class RemoteStore implements LeaseStore {
  readonly #store: LeaseStore;
  isAway = false;
  thereMs = 0;
  backMs = 0;

  constructor(store: LeaseStore) {
    this.#store = store;
  }

  async hold(text: string, run: string | undefined, ttlMs: number): Promise<string> {
    if (this.isAway) throw new Error('away');
    const { backMs } = this;
    await wait(this.thereMs);
    const held = await this.#store.hold(text, run, ttlMs);
    await wait(backMs);
    if (this.isAway) throw new Error('away');
    return held;
  }

  async release(text: string): Promise<void> {
    if (this.isAway) throw new Error('away');
    await this.#store.release(text);
  }

  async close(): Promise<void> {}
}

async function wait(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

it('is held as long as it is renewed, and another is told who has it', async () => {
  const store = new MemoryLeaseStore();
  const [a, b] = [new Contender('a', store), new Contender('b', store)];
  a.lease.start();
  await pass(10);
  b.lease.start();
  await pass(60_000);
  expect([a.heard, b.heard]).toEqual([['held'], ['other a1']]);
  expect([a.lease.isHeld(), b.lease.isHeld()]).toEqual([true, false]);
});

it('goes to another at once when it is given back, and by itself when its holder is dead', async () => {
  const store = new MemoryLeaseStore();
  const remote = new RemoteStore(store);
  const [a, b, c] = [new Contender('a', store), new Contender('b', remote), new Contender('c', store)];
  a.lease.start();
  await pass(10);
  b.lease.start();
  await pass(5000);
  await a.lease.stop();
  await pass(260);
  expect(b.lease.isHeld()).toBe(true);
  c.lease.start();
  await pass(10);
  // // A dead sidecar neither renews nor releases.
  remote.isAway = true;
  await pass(leaseMs - 300);
  expect(c.lease.isHeld()).toBe(false);
  await pass(300 + 260);
  expect(c.heard).toEqual(['other b1', 'held']);
});

it('ends before its time when it cannot be renewed, and is asked for again', async () => {
  const remote = new RemoteStore(new MemoryLeaseStore());
  const a = new Contender('a', remote, { stopMs: 500 });
  a.lease.start();
  await pass(3100);
  remote.isAway = true;
  // The last renewal was sent at 3000.
  await pass(4390);
  expect(a.heard).toEqual(['held', 'no store']);
  expect(a.isCounting).toBe(true);
  await pass(20);
  expect(a.heard).toEqual(['held', 'no store', 'ending']);
  await pass(500);
  expect([a.isCounting, a.lease.isHeld()]).toEqual([false, false]);
  await pass(60_000);
  remote.isAway = false;
  await pass(300);
  expect(a.heard).toEqual(['held', 'no store', 'ending', 'store', 'held']);
});

it('says itself that it is over, to who did not stop in time', async () => {
  const remote = new RemoteStore(new MemoryLeaseStore());
  const a = new Contender('a', remote, { stopMs: 60_000 });
  a.lease.start();
  await pass(10);
  remote.isAway = true;
  await pass(leaseMs - 300);
  expect(a.lease.isHeld()).toBe(true);
  expect(a.lease.leftMs).toBeLessThan(100);
  await pass(100);
  expect([a.isCounting, a.lease.isHeld()]).toEqual([true, false]);
});

it('is not believed when the answer comes too late', async () => {
  const remote = new RemoteStore(new MemoryLeaseStore());
  const a = new Contender('a', remote);
  remote.backMs = leaseMs - 1400;
  a.lease.start();
  await pass(leaseMs - 1300);
  expect(a.heard).toEqual([]);
  remote.backMs = 0;
  await pass(300);
  expect(a.heard).toEqual(['held']);
});

it('is taken again when the store has forgotten it, and nobody has taken it meanwhile', async () => {
  const store = new MemoryLeaseStore();
  const a = new Contender('a', store);
  a.lease.start();
  await pass(100);
  store.clear();
  await pass(10_000);
  expect(a.heard).toEqual(['held']);
  expect(a.lease.isHeld()).toBe(true);
});

it('is over at once when the store has forgotten it and another was quicker', async () => {
  const store = new MemoryLeaseStore();
  const [a, b] = [new Contender('a', store), new Contender('b', store)];
  a.lease.start();
  await pass(100);
  b.lease.start();
  store.clear();
  await pass(1600);
  expect(a.heard).toEqual(['held', 'stolen', 'other b1']);
  expect([a.lease.isHeld(), b.lease.isHeld()]).toEqual([false, true]);
});

it('is never held by two, whatever the network does', async () => {
  const trouble = fc.record({
    afterMs: fc.integer({ min: 1, max: 4000 }),
    of: fc.integer({ min: 0, max: 2 }),
    isAway: fc.boolean(),
    thereMs: fc.integer({ min: 0, max: 900 }),
    backMs: fc.integer({ min: 0, max: 6000 }),
    stopMs: fc.integer({ min: 0, max: 1200 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(trouble, { minLength: 1, maxLength: 12 }), async (troubles) => {
      const store = new MemoryLeaseStore();
      const remotes = [0, 1, 2].map(() => new RemoteStore(store));
      const contenders = remotes.map((remote, index) => new Contender(`${index}`, remote, { stopMs: 700 }));
      for (const { lease } of contenders) lease.start();
      const check = async (ms: number) => {
        for (let passed = 0; passed < ms; passed += 50) {
          await pass(50);
          expect(contenders.filter(({ lease }) => lease.isHeld()).length).toBeLessThanOrEqual(1);
          expect(contenders.filter(({ isCounting }) => isCounting).length).toBeLessThanOrEqual(1);
        }
      };
      for (const { afterMs, of, ...change } of troubles) {
        await check(afterMs);
        const remote = remotes[of];
        if (remote !== undefined) Object.assign(remote, change);
      }
      for (const remote of remotes) Object.assign(remote, { isAway: false, thereMs: 0, backMs: 0 });
      await check(15_000);
      // // And when the network works again, one counts.
      expect(contenders.filter(({ isCounting }) => isCounting)).toHaveLength(1);
      for (const { lease } of contenders) void lease.stop();
      await pass(7000);
      vi.clearAllTimers();
    }),
    { numRuns: 60 },
  );
}, 60_000);
