import { describe, expect, it, vi } from 'vitest';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { PinStore } from './pin-store.ts';
import { maxWrong, Pins, type PinsParts } from './pins.ts';

const minuteMs = 60_000;
const startMs = Date.parse('2026-11-01T08:00:00Z');

function pinsAt(clock: { nowMs: number }) {
  let kept = { hash: '4711', wrong: 0, lockedUntil: undefined as string | undefined };
  const parts: PinsParts = {
    clock: { now: () => clock.nowMs, monotonic: () => clock.nowMs },
    store: {
      find: async () => kept,
      set: async () => undefined,
      note: async (_user, noted) => {
        kept = { ...kept, ...noted };
        return true;
      },
      remove: async () => true,
    },
    hash: async (secret) => secret,
    verify: async (hash, secret) => hash === secret,
  };
  return new Pins(parts);
}

it('counts every attempt of many at several sidecars at once', async () => {
  const database = await TestDatabase.create();
  const opened = await database.open();
  try {
    const store = new PinStore(opened.db);
    await store.set('ann', '4711');
    const verify = vi.fn(async (hash: string, secret: string) => hash === secret);
    const clock = { now: () => startMs, monotonic: () => startMs };
    const sidecars = Array.from(
      { length: 4 },
      () => new Pins({ clock, store, hash: async (secret) => secret, verify }),
    );
    await Promise.all(sidecars.flatMap((pins) => [1, 2, 3, 4].map(() => pins.try('ann', '0000'))));
    expect(verify).toHaveBeenCalledTimes(maxWrong);
    expect((await store.find('ann'))?.wrong).toBe(maxWrong);
  } finally {
    await opened.close();
    await database.remove();
  }
});

describe('a PIN that was entered wrong too often', () => {
  it('is locked for a quarter of an hour', async () => {
    const clock = { nowMs: startMs };
    const pins = pinsAt(clock);
    for (let n = 1; n < maxWrong; n++) {
      expect(await pins.try('ann', '0000')).toEqual({ kind: 'wrong', triesLeft: maxWrong - n });
    }
    const untilMs = startMs + 15 * minuteMs;
    expect(await pins.try('ann', '0000')).toEqual({ kind: 'locked', untilMs, isNew: true });
    clock.nowMs = untilMs - 1;
    expect(await pins.try('ann', '4711')).toEqual({ kind: 'locked', untilMs, isNew: false });
    clock.nowMs = untilMs;
    expect(await pins.try('ann', '4711')).toEqual({ kind: 'right' });
  });

  it('is locked at once at a sidecar whose clock is a little behind', async () => {
    const clock = { nowMs: startMs };
    const pins = pinsAt(clock);
    for (let n = 0; n < maxWrong; n++) await pins.try('ann', '0000');
    clock.nowMs = startMs - 300;
    expect(await pins.try('ann', '4711')).toMatchObject({ kind: 'locked', isNew: false });
  });

  it('is not locked for a year by a clock that was a year ahead', async () => {
    const clock = { nowMs: startMs + 365 * 1440 * minuteMs };
    const pins = pinsAt(clock);
    for (let n = 0; n < maxWrong; n++) await pins.try('ann', '0000');
    clock.nowMs = startMs;
    expect(await pins.try('ann', '4711')).toEqual({ kind: 'right' });
  });
});
