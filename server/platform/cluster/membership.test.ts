import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClusterView, leaseMs } from './cluster-store.ts';
import { Membership } from './membership.ts';

const card = { at: { machine: 'here' }, version: '1.0.0', weight: 1, installation: { secret: 's' } };
/** The database's clock is a day ahead of this machine's. */
const dayMs = 86_400_000;

let monotonicMs: number;
/** By what the wall clock of this machine has jumped. */
let jumpedMs: number;
/** How long the database takes for an answer; undefined: it does not answer. */
let answersInMs: number | undefined;
let isMember: boolean;
let hasDead: boolean;
const buryDead = vi.fn(async () => undefined);
const onLost = vi.fn();
const onStore = vi.fn();
let membership: Membership;

beforeEach(() => {
  vi.clearAllMocks();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  monotonicMs = 0;
  jumpedMs = 0;
  answersInMs = 0;
  isMember = true;
  hasDead = false;
  membership = new Membership({
    store: {
      join: async () => undefined,
      update: async () => undefined,
      leave: async () => undefined,
      buryDead,
      renew: async (id): Promise<ClusterView> => {
        if (answersInMs === undefined) throw new Error('no answer');
        monotonicMs += answersInMs;
        const sidecars = [
          { ...card, id, sinceMs: 0 },
          { ...card, id: 'zzz', sinceMs: 0 },
        ];
        return { isMember, hasDead, sidecars, nowMs: dayMs + monotonicMs - answersInMs / 2 };
      },
    },
    clock: { now: () => monotonicMs + jumpedMs, monotonic: () => monotonicMs },
    card,
    onLost,
    onStore,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the lease of a sidecar', () => {
  it('is held as long as it is renewed', async () => {
    expect(membership.isHeld()).toBe(false);
    await membership.join();
    for (let second = 0; second < 20; second++) {
      monotonicMs += 1000;
      await vi.advanceTimersByTimeAsync(1000);
      expect(membership.isHeld()).toBe(true);
    }
  });

  it('ends before its time when it cannot be renewed, and goes on when it can be again', async () => {
    await membership.join();
    answersInMs = undefined;
    monotonicMs += leaseMs - 300;
    await membership.refresh();
    expect(membership.isHeld()).toBe(true);
    monotonicMs += 100;
    expect(membership.isHeld()).toBe(false);
    expect(onStore).toHaveBeenCalledExactlyOnceWith(expect.any(Error));
    // Nobody has taken its sites over meanwhile.
    answersInMs = 0;
    await membership.refresh();
    expect(membership.isHeld()).toBe(true);
    expect(onStore).toHaveBeenLastCalledWith(undefined);
    expect(onLost).not.toHaveBeenCalled();
  });

  it('counts from when its renewal was sent, not from when the answer came', async () => {
    await membership.join();
    answersInMs = leaseMs - 200;
    await membership.refresh();
    expect(membership.isHeld()).toBe(false);
    answersInMs = 1000;
    await membership.refresh();
    monotonicMs += leaseMs - 1000 - 300;
    expect(membership.isHeld()).toBe(true);
    monotonicMs += 100;
    expect(membership.isHeld()).toBe(false);
  });

  it('is over at once when others have taken it away', async () => {
    await membership.join();
    isMember = false;
    await membership.refresh();
    expect(onLost).toHaveBeenCalledOnce();
    expect(membership.isHeld()).toBe(false);
  });

  it('is over when it is given back', async () => {
    await membership.join();
    await membership.leave();
    expect(membership.isHeld()).toBe(false);
    expect(membership.isFirst).toBe(false);
  });
});

it('takes the leases of dead ones away', async () => {
  await membership.join();
  expect(buryDead).not.toHaveBeenCalled();
  hasDead = true;
  await membership.refresh();
  expect(buryDead).toHaveBeenCalledOnce();
});

it('has the clock of the database, and knows how wrong it may be', async () => {
  answersInMs = 40;
  await membership.join();
  expect(membership.now()).toBe(dayMs + monotonicMs);
  expect(membership.doubtMs).toBe(20);
});

describe('the age of what another sidecar has decided', () => {
  beforeEach(async () => {
    answersInMs = 40;
    await membership.join();
    monotonicMs += 500;
  });
  const agoMs = (ms: number) => membership.ageOf(dayMs + monotonicMs - ms);

  it('is at most what both clocks may be wrong by', () => {
    expect(agoMs(1000)).toBe(1020);
    expect(agoMs(-100)).toBe(20);
  });

  it('is unknown when the clock there runs far ahead', () => {
    expect(agoMs(-dayMs)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([-dayMs, dayMs])(
    'is too great for any light when the clock here jumps by %i ms, until the next renewal',
    async (ms) => {
      jumpedMs = ms;
      expect(agoMs(1000)).toBeGreaterThan(dayMs / 2);
      await membership.refresh();
      expect(agoMs(1000)).toBe(1020);
    },
  );
});

it('does what is done once for all if it has the lowest id of the living', async () => {
  await membership.join();
  expect(membership.isFirst).toBe(true);
});
