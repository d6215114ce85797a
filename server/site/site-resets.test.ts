import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AdjustResult } from '#lib/contract/adjust.ts';
import { pathOf } from '#lib/contract/path.ts';
import { sampleSite, sampleZone } from '#server/test-support/sample-site.ts';
import { applyReading } from '../engine/ledger.ts';
import { emptyLedger } from '../engine/ledger-state.ts';
import { SiteCalendar } from '../engine/site-calendar.ts';
import type { ZoneConfig } from '../platform/config/configuration.ts';
import { NotSavedError } from '../platform/database/storage-error.ts';
import type { SavedZone } from './saved-zone.ts';
import { SiteResets } from './site-resets.ts';
import { zonesOf } from './site-runner.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-10-20T04:59:59Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const zone = (id: string) => sampleZone({ id, name: id });

const siteOf = (...zones: ZoneConfig[]) =>
  sampleSite({ timezone: 'UTC', resetAt: { hour: 5, minute: 0 }, zones });

const always = {
  clock: { now: () => Date.now() },
  calendar: () => new SiteCalendar('UTC', undefined),
};

/** Minutes after the full hour of each attempt, for a reset that succeeds at the given attempt. */
async function triesUntil(saved: number): Promise<number[]> {
  const site = siteOf(zone('store'));
  const [store] = zonesOf(site, new Map(), new SiteCalendar('UTC', undefined), {
    wallMs: Date.now(),
    monotonicMs: 0,
  });
  const tried: number[] = [];
  const resets = new SiteResets({
    pipeline: { zone: () => store },
    control: {
      adjust: async () => {
        tried.push(new Date().getUTCMinutes());
        if (tried.length < saved) throw new NotSavedError();
        return { result: 'done', from: 3, to: 0, sources: [] };
      },
    },
    ...always,
    onError: () => undefined,
  });
  resets.start(site);
  await vi.advanceTimersByTimeAsync(12 * 60_000);
  // A changed configuration does not forget the pending reset.
  resets.start(site);
  await vi.advanceTimersByTimeAsync(3_000_000);
  resets.stop();
  return tried;
}

it('tries a reset that cannot be saved again, until it is, for half an hour', async () => {
  expect(await triesUntil(4)).toEqual([0, 5, 10, 15]);
  vi.setSystemTime(Date.parse('2026-10-21T04:59:59Z'));
  expect(await triesUntil(99)).toEqual([0, 5, 10, 15, 20, 25]);
});

it('resets the zones of a site at once: one that is slow or fails holds up no other', async () => {
  const site = siteOf(zone('slow'), zone('broken'), zone('well'));
  const zones = zonesOf(site, new Map(), new SiteCalendar('UTC', undefined), {
    wallMs: Date.now(),
    monotonicMs: 0,
  });
  const byPath = new Map(zones.map((each) => [pathOf('bern', each.config.id), each]));
  const begun: string[] = [];
  const failed: string[] = [];
  const resets = new SiteResets({
    pipeline: { zone: (path) => byPath.get(path) },
    control: {
      adjust: ({ config }) => {
        begun.push(config.id);
        if (config.id === 'broken') return Promise.reject(new Error('not saved'));
        return new Promise<AdjustResult>(() => undefined);
      },
    },
    ...always,
    onError: (_error, _site, id) => failed.push(id),
  });
  resets.start(site);
  await vi.advanceTimersByTimeAsync(2000);
  resets.stop();
  expect([begun, failed]).toEqual([['slow', 'broken', 'well'], ['broken']]);
});

it('waits for closing where a special day is open at its time, over a changed configuration too', async () => {
  const site = siteOf(zone('store'));
  const [store] = zonesOf(site, new Map(), new SiteCalendar('UTC', undefined), {
    wallMs: Date.now(),
    monotonicMs: 0,
  });
  const at: string[] = [];
  const night = new SiteCalendar('UTC', undefined, {
    specialDays: [
      { on: { kind: 'date', date: '2026-10-19' }, intervals: [{ from: 1200, to: 1770 }] },
      { on: { kind: 'date', date: '2026-10-20' }, intervals: [] },
    ],
  });
  const resets = new SiteResets({
    ...always,
    calendar: () => night,
    pipeline: { zone: () => store },
    control: {
      adjust: async () => {
        at.push(new Date().toISOString().slice(11, 16));
        return { result: 'done', from: 3, to: 0, sources: [] };
      },
    },
    onError: () => undefined,
  });
  resets.start(site);
  await vi.advanceTimersByTimeAsync(600_000);
  resets.start(site);
  await vi.advanceTimersByTimeAsync(3_600_000);
  resets.stop();
  expect(at).toEqual(['05:30']);
});

describe('a reset that was due while the site did not run', () => {
  const due = Date.parse('2026-10-20T05:00:00Z');
  const minuteMs = 60_000;
  const savedAt = (lastMs: number, setMs = 0): SavedZone => ({
    version: 1,
    ledger: {
      ...applyReading(
        emptyLedger('2026-10-19'),
        { key: 'door/main', direction: 'normal' },
        { kind: 'count', channel: 'main', in: 0, out: 0 },
        { atMs: lastMs, day: '2026-10-19' },
        { maxStep: 100 },
      ).state,
      setMs,
    },
  });

  /** @returns the minutes after five at which it was made up for, when the site begins to run at one of them */
  async function madeUp({
    beginsAt,
    saved = savedAt(due - 3_600_000),
    calendar = new SiteCalendar('UTC', undefined),
    heardAfterMs = 0,
  }: {
    beginsAt: number;
    saved?: SavedZone;
    calendar?: SiteCalendar;
    heardAfterMs?: number;
  }): Promise<number[]> {
    vi.setSystemTime(due + beginsAt * minuteMs);
    const site = siteOf(zone('store'));
    const [store] = zonesOf(site, new Map(), calendar, { wallMs: Date.now(), monotonicMs: 0 });
    if (store === undefined) throw new Error('a zone');
    const heardMs = Date.now() + heardAfterMs;
    vi.spyOn(store, 'isTrusted', 'get').mockImplementation(() => Date.now() >= heardMs);
    const at: number[] = [];
    const resets = new SiteResets({
      pipeline: { zone: () => store },
      control: {
        adjust: async () => {
          at.push((Date.now() - due) / minuteMs);
          return { result: 'done', from: 3, to: 0, sources: [] };
        },
      },
      clock: { now: () => Date.now() },
      calendar: () => calendar,
      onError: () => undefined,
    });
    resets.start(site, new Map([[pathOf('bern', 'store'), saved]]));
    await vi.advanceTimersByTimeAsync(35 * minuteMs);
    resets.stop();
    return at;
  }

  const nightlyClosed = new SiteCalendar(
    'UTC',
    [1, 2, 3, 4, 5, 6, 7].map(() => [{ from: 480, to: 1200 }]),
  );

  it('is made up for within half an hour', async () => {
    expect(await madeUp({ beginsAt: 0 })).toEqual([0]);
    expect(await madeUp({ beginsAt: 29 })).toEqual([29]);
    expect(await madeUp({ beginsAt: 30 })).toEqual([]);
  });

  it('is made up for as long as the site is closed', async () => {
    expect(await madeUp({ beginsAt: 179, calendar: nightlyClosed })).toEqual([179]);
    expect(await madeUp({ beginsAt: 180, calendar: nightlyClosed })).toEqual([]);
  });

  it('waits for the sensors, and is left out where they are not heard in time', async () => {
    expect(await madeUp({ beginsAt: 5, heardAfterMs: 10_000 })).toEqual([5 + 1 / 6]);
    expect(await madeUp({ beginsAt: 5, heardAfterMs: 26 * minuteMs })).toEqual([]);
  });

  it('is left out where it took place, somebody set the number or was counted since', async () => {
    const before = due - 3_600_000;
    expect(await madeUp({ beginsAt: 5, saved: savedAt(before, due) })).toEqual([]);
    expect(await madeUp({ beginsAt: 5, saved: savedAt(due + 1000) })).toEqual([]);
  });

  it('waits for the end of a long night on which it was due', async () => {
    const night = new SiteCalendar('UTC', undefined, {
      specialDays: [
        { on: { kind: 'date', date: '2026-10-19' }, intervals: [{ from: 1200, to: 1770 }] },
        { on: { kind: 'date', date: '2026-10-20' }, intervals: [] },
      ],
    });
    expect(await madeUp({ beginsAt: 10, calendar: night })).toEqual([30]);
    expect(await madeUp({ beginsAt: 40, calendar: night })).toEqual([40]);
  });
});
