import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import type { LastSeen } from './last-seen-store.ts';
import { type CurrentlySeen, LastSeenWriter } from './last-seen-writer.ts';

const screen: DisplayScreen = {
  light: 'green',
  occupancy: 3,
  reportedAt: '2026-11-21T10:00:00.000Z',
  loadedAt: '2026-11-21T09:00:00.000Z',
  engine: 'Firefox 128',
  width: 10,
  height: 10,
  isCurrent: true,
  clockErrorMs: 0,
  errors: 0,
};
const seenAs = (n: number, isConnected: boolean, reportedMs = 0): CurrentlySeen => ({
  path: `bern/d${n}`,
  site: 'bern',
  display: `d${n}`,
  isConnected,
  seenAt: '2026-11-21T10:00:00.000Z',
  kept: { screen: { ...screen, reportedAt: new Date(reportedMs).toISOString() } },
});

describe('the keeper of sightings', () => {
  let now: CurrentlySeen[];
  let saved: (readonly LastSeen[])[];
  let forgotten: string[];
  let errors: unknown[];
  let isBroken: boolean;
  let writer: LastSeenWriter;

  beforeEach(() => {
    vi.useFakeTimers();
    now = [];
    saved = [];
    forgotten = [];
    errors = [];
    isBroken = false;
    writer = new LastSeenWriter(
      {
        store: {
          save: async (lastSeen) => {
            if (isBroken) throw new Error('disk full');
            saved.push(lastSeen);
          },
          forget: async (_site, display) => {
            forgotten.push(display);
          },
        },
        clock: { monotonic: () => Date.now() },
        lastSeen: () => now,
        onError: (error) => errors.push(error),
      },
      new Map(),
    );
    writer.start();
  });
  afterEach(async () => {
    await writer.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  const names = () => saved.flat().map(({ display }) => display);

  it('writes soon when a screen comes or goes, and its reports every few minutes', async () => {
    now = [seenAs(1, true)];
    await vi.advanceTimersByTimeAsync(5_000);
    expect(names()).toEqual(['d1']);
    for (let minute = 1; minute <= 10; minute++) {
      now = [seenAs(1, true, minute * 60_000)];
      await vi.advanceTimersByTimeAsync(60_000);
    }
    expect(names()).toHaveLength(3);
    now = [seenAs(1, false, 600_000)];
    await vi.advanceTimersByTimeAsync(5_000);
    expect(names()).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(names()).toHaveLength(4);
  });

  it('writes thousands in pieces, each once', async () => {
    now = Array.from({ length: 2000 }, (_, n) => seenAs(n, true));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Math.max(...saved.map(({ length }) => length))).toBe(200);
    expect(new Set(names()).size).toBe(2000);
    expect(names()).toHaveLength(2000);
  });

  it('writes everything when it stops', async () => {
    now = Array.from({ length: 500 }, (_, n) => seenAs(n, false));
    await writer.stop();
    expect(names()).toHaveLength(500);
  });

  it('tries again what could not be written', async () => {
    isBroken = true;
    now = [seenAs(1, true)];
    await vi.advanceTimersByTimeAsync(5_000);
    expect(errors).toHaveLength(1);
    isBroken = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(names()).toEqual(['d1']);
  });

  it('forgets a display that has been removed', async () => {
    now = [seenAs(1, true), seenAs(2, true)];
    await vi.advanceTimersByTimeAsync(5_000);
    now = [seenAs(2, true)];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(forgotten).toEqual(['d1']);
  });
});
