import { describe, expect, it } from 'vitest';
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
      },
      remove: async () => true,
    },
    hash: async (secret) => secret,
    verify: async (hash, secret) => hash === secret,
  };
  return new Pins(parts);
}

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

  it('is not locked for a year by a clock that was a year ahead', async () => {
    const clock = { nowMs: startMs + 365 * 1440 * minuteMs };
    const pins = pinsAt(clock);
    for (let n = 0; n < maxWrong; n++) await pins.try('ann', '0000');
    clock.nowMs = startMs;
    expect(await pins.try('ann', '4711')).toEqual({ kind: 'right' });
  });
});
