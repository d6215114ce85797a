import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '#lib/contract/alert.ts';
import { pathOf } from '#lib/contract/path.ts';
import { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { DisplayConfig, SiteConfig } from '#server/platform/config/configuration.ts';
import { type Database, openDatabase } from '#server/platform/database/database.ts';
import { DisplayDirectory } from '../displays/display-directory.ts';
import { LastSeenStore } from '../displays/last-seen-store.ts';
import { LastSeenWriter } from '../displays/last-seen-writer.ts';
import { AlertMonitor } from './alert-monitor.ts';
import { AlertSettingStore } from './alert-setting-store.ts';
import { AlertSettings } from './alert-settings.ts';
import { AlertStore } from './alert-store.ts';

const minuteMs = 60_000;
const displayAs = (id: string, more: Partial<DisplayConfig> = {}): DisplayConfig => ({
  site: 'bern',
  id,
  zone: 'store',
  showNumber: true,
  ...more,
});
const siteWith = (displays: readonly DisplayConfig[]): SiteConfig => ({
  id: 'bern',
  name: 'Bern',
  timezone: 'Europe/Zurich',
  languages: ['de'],
  // Every day from 8 to 18 o'clock: in winter 7 to 17 UTC.
  hours: Array.from({ length: 7 }, () => [{ from: 8 * 60, to: 18 * 60 }]),
  sensors: [],
  zones: [],
  displays,
  simulated: false,
});

describe('a display that has gone', () => {
  let folder: string;
  let database: Database;
  let sites: readonly SiteConfig[];
  let nowMs: number;
  let directory: DisplayDirectory;
  let lastSeen: LastSeenWriter;
  let monitor: AlertMonitor;
  let published: Alert[];
  const clock = { now: () => nowMs, monotonic: () => nowMs };

  /** Starts the sidecar with what was saved. */
  const start = async () => {
    const store = new LastSeenStore(database.db);
    const saved = await store.load();
    const onError = (error: unknown) => {
      throw error;
    };
    directory = new DisplayDirectory(sites, { lastSeen: saved });
    lastSeen = new LastSeenWriter({ store, clock, lastSeen: () => directory.lastSeen(), onError }, saved);
    const settings = new AlertSettings(new AlertSettingStore(database.db));
    await settings.load();
    monitor = new AlertMonitor({
      store: new AlertStore(database.db),
      settings,
      clock,
      retentionClock: clock,
      sites: () => sites,
      calendar: (site) => new SiteCalendar(site.timezone, site.hours),
      isCalendarFaulty: () => undefined,
      zones: () => [],
      sensors: () => [],
      displays: () => directory.known(),
      pushes: async () => new Map(),
      publish: (alert) => published.push(alert),
      onMessages: () => undefined,
      onError,
    });
    await monitor.start();
    // Its own timer is not needed: the test calls it.
    await monitor.stop();
  };
  const restart = async () => {
    await lastSeen.stop();
    await start();
  };
  const seen = (display: string, connections: number) =>
    directory.seen(pathOf('bern', display), connections, new Date(nowMs).toISOString());
  /** Checks every ten seconds. */
  const passes = async (minutes: number) => {
    for (let ms = 0; ms < minutes * minuteMs; ms += 10_000) {
      nowMs += 10_000;
      await monitor.check();
    }
  };
  const open = () => monitor.open().map(({ subject }) => subject);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlight-gone-'));
    database = await openDatabase({ dataDir: folder });
    sites = [siteWith([displayAs('north'), displayAs('south'), displayAs('boxed')])];
    nowMs = Date.parse('2026-11-21T09:00:00Z');
    published = [];
    await start();
    seen('north', 1);
    seen('south', 1);
  });
  afterEach(async () => {
    await lastSeen.stop();
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('is alerted after five minutes, and once it stays again it is over', async () => {
    await passes(60);
    expect(published).toEqual([]);
    seen('north', 0);
    await passes(4.5);
    expect(open()).toEqual([]);
    await passes(1);
    expect(open()).toEqual(['north']);
    seen('north', 1);
    await passes(1);
    expect(open()).toEqual([]);
    expect(published).toHaveLength(2);
  });

  it('is not alerted when it only reboots, nor one that nobody has put up yet', async () => {
    seen('north', 0);
    await passes(3);
    seen('north', 1);
    await passes(30);
    expect(published).toEqual([]);
  });

  it('is not missed outside opening hours: the alert ends at closing time, and begins anew at opening', async () => {
    nowMs = Date.parse('2026-11-21T16:50:00Z');
    seen('north', 0);
    await passes(6);
    expect(open()).toEqual(['north']);
    await passes(5);
    expect(open()).toEqual([]);
    // The other one is switched off at night as well.
    seen('south', 0);
    await passes(60);
    expect(open()).toEqual([]);
    nowMs = Date.parse('2026-11-23T06:59:00Z');
    await passes(2);
    seen('south', 1);
    await passes(5);
    expect(open()).toEqual(['north']);
  });

  it('is alerted after a restart, too, and those that come back are not', async () => {
    seen('north', 0);
    await passes(1);
    await restart();
    await passes(0.5);
    seen('south', 1);
    await passes(3);
    expect(published).toEqual([]);
    await passes(2);
    expect(published.map(({ subject, closedAt }) => [subject, closedAt])).toEqual([['north', undefined]]);
    expect(directory.statuses()[0]?.seenAt).toBe('2026-11-21T09:00:00.000Z');
  });

  it('stays alerted over a restart, until it is back', async () => {
    seen('north', 0);
    await passes(6);
    await restart();
    seen('south', 1);
    await passes(10);
    expect(open()).toEqual(['north']);
    seen('north', 1);
    await passes(1);
    expect(published.map(({ subject, closedAt }) => [subject, closedAt !== undefined])).toEqual([
      ['north', false],
      ['north', true],
    ]);
  });

  it('is called by its name, and stays missed when it is moved to another zone', async () => {
    seen('north', 0);
    await passes(3);
    sites = [siteWith([displayAs('north', { name: 'North entrance', zone: 'cafe' }), displayAs('south')])];
    for (const site of sites) directory.set(site);
    await passes(3);
    expect(published).toMatchObject([{ subject: 'north', name: 'North entrance' }]);
  });

  it('is no longer missed once it is removed, also not when the name is given to a new one', async () => {
    seen('north', 0);
    await passes(6);
    sites = [siteWith([displayAs('south')])];
    for (const site of sites) directory.set(site);
    await passes(1);
    expect(open()).toEqual([]);
    sites = [siteWith([displayAs('north'), displayAs('south')])];
    for (const site of sites) directory.set(site);
    await passes(60);
    await restart();
    seen('south', 1);
    await passes(60);
    expect(published).toHaveLength(2);
  });
});
