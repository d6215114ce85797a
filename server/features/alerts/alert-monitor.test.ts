import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Alert, defaultAlertRules } from '#lib/contract/alert.ts';
import { sampleState } from '#lib/test-zone-state.ts';
import { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { Database } from '#server/platform/database/database.ts';
import { sampleSite } from '#server/test-support/sample-site.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { AlertMessageStore } from './alert-message-store.ts';
import { AlertMonitor } from './alert-monitor.ts';
import { AlertSettingStore } from './alert-setting-store.ts';
import { AlertSettings } from './alert-settings.ts';
import { type AlertChange, AlertStore } from './alert-store.ts';
import { inShort } from './test-zone.ts';

const site = sampleSite({ languages: ['de'] });
const zone = (reason: string) => sampleState({ occupancy: 10, utilization: 1, light: 'red', reason });

describe('alerts on a database whose answers are lost', () => {
  let kept: TestDatabase;
  let database: Database;
  let store: AlertStore;
  /** What becomes of the next saves; after them each works. */
  let outcomes: ('done, and not heard of' | 'refused')[];
  let nowMs: number;
  let reason: string;
  let published: Alert[];
  let monitor: AlertMonitor;

  class LossyStore extends AlertStore {
    override async save(change: AlertChange): Promise<void> {
      const outcome = outcomes.shift();
      if (outcome !== 'refused') await super.save(change);
      if (outcome !== undefined) throw new Error(outcome);
    }
  }

  const messages = () => new AlertMessageStore(database.db);
  const due = () => messages().due(nowMs + 3_600_000, 10);

  beforeEach(async () => {
    kept = await TestDatabase.create();
    database = await kept.open();
    store = new LossyStore(database.db);
    outcomes = [];
    nowMs = Date.parse('2026-11-21T11:00:00Z');
    reason = 'full';
    published = [];
    const settingStore = new AlertSettingStore(database.db);
    const webhook = { id: 'till', url: 'http://127.0.0.1:9/', secret: 's' };
    await settingStore.save('bern', { rules: defaultAlertRules, emails: [], webhooks: [webhook] });
    const settings = new AlertSettings(settingStore);
    await settings.load();
    const clock = { now: () => nowMs, monotonic: () => nowMs };
    monitor = new AlertMonitor({
      store,
      settings,
      clock,
      retentionClock: clock,
      sites: () => [site],
      calendar: ({ timezone, hours }) => new SiteCalendar(timezone, hours),
      isCalendarFaulty: () => undefined,
      zones: () => [inShort(zone(reason))],
      sensors: () => [],
      displays: () => [],
      pushes: async () => new Map(),
      publish: (alert) => published.push(alert),
      onMessages: () => undefined,
      onError: (error) => expect.unreachable(String(error)),
    });
  });
  afterEach(async () => {
    await database.close();
    await kept.remove();
  });

  /** Looks each second for a quarter of an hour, whatever becomes of it. */
  const passQuarter = async () => {
    for (let second = 0; second < 900; second += 15) {
      nowMs += 15_000;
      await monitor.check().catch(() => undefined);
    }
  };

  it('open once, and close once', async () => {
    outcomes = ['done, and not heard of', 'refused', 'refused'];
    await passQuarter();
    expect(published).toHaveLength(1);
    expect(await store.open()).toEqual(published);
    reason = 'free';
    outcomes = ['done, and not heard of'];
    await passQuarter();
    expect(published).toHaveLength(2);
    expect(await store.open()).toEqual([]);
    expect(await store.closed({ limit: 5 })).toEqual([published[1]]);
  });

  it('are reported once, also where the message was sent before the answer was lost', async () => {
    outcomes = ['done, and not heard of'];
    while (outcomes.length > 0) {
      nowMs += 1000;
      await monitor.check().catch(() => undefined);
    }
    const [first, ...others] = await due();
    expect(others).toEqual([]);
    await messages().done(first!.id);
    await passQuarter();
    expect(published).toHaveLength(1);
    expect(await due()).toEqual([]);
  });

  it('open later where they were refused', async () => {
    outcomes = ['refused', 'refused', 'refused'];
    await passQuarter();
    expect(await store.open()).toEqual(published);
    expect(published).toHaveLength(1);
    expect(await due()).toHaveLength(1);
  });
});
