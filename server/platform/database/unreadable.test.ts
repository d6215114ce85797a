import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Alert, defaultAlertRules } from '#lib/contract/alert.ts';
import { type AlertMessage, AlertMessageStore } from '#server/features/alerts/alert-message-store.ts';
import { AlertSettingStore } from '#server/features/alerts/alert-setting-store.ts';
import { AlertStore } from '#server/features/alerts/alert-store.ts';
import { AuditStore } from '#server/features/audit/audit-store.ts';
import { LastSeenStore } from '#server/features/displays/last-seen-store.ts';
import type { BackfillRecord } from '#server/features/history/backfill/backfill-record.ts';
import { BackfillStore } from '#server/features/history/backfill/backfill-store.ts';
import { ApiKeyStore } from '#server/features/people/api-key-store.ts';
import { DeviceMemoryStore } from '#server/site/device-memory-store.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { EntryStore } from '../config/entry-store.ts';
import type { Database } from './database.ts';
import { InstallationStore } from './installation-store.ts';
import type { Unreadable } from './stored-document.ts';

const at = '2026-11-21T10:00:00.000Z';

let kept: TestDatabase;
let database: Database;
let unreadable: Unreadable[];
const onUnreadable = (found: Unreadable) => void unreadable.push(found);

beforeEach(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
  unreadable = [];
});
afterEach(async () => {
  await database.close();
  await kept.remove();
});

it('keeps the receivers of alerts whose rules another version has stored', async () => {
  const store = new AlertSettingStore(database.db, onUnreadable);
  const { full: _newer, ...older } = defaultAlertRules;
  const settings = { emails: ['anna@example.com'], webhooks: [] };
  await store.save('bern', { rules: defaultAlertRules, ...settings });
  const readAgain = async (rules: object) => {
    const document = JSON.stringify({ rules, ...settings });
    await database.db.updateTable('alert_setting').set({ document }).execute();
    return (await store.all()).get('bern');
  };
  // An older version did not have the rule; a newer one has one more.
  const expected = { rules: { ...defaultAlertRules, nearlyFull: { isOn: false } }, ...settings };
  expect(await readAgain({ ...older, nearlyFull: { isOn: false } })).toEqual(expected);
  expect(await readAgain({ ...expected.rules, ofTomorrow: { isOn: true } })).toEqual(expected);
  // What is missing of a rule, and one that cannot be read.
  const { minutes } = defaultAlertRules.sensor;
  expect(await readAgain({ ...older, sensor: { isOn: false }, drift: 'often' })).toEqual({
    rules: { ...defaultAlertRules, sensor: { isOn: false, minutes } },
    ...settings,
  });
  expect(unreadable).toEqual([]);
});

describe.each([
  ['damaged', '{"half a docu'],
  ['of another version', '{"of":"tomorrow","sources":7}'],
])('what is stored and is %s', (_name, document) => {
  it('stops no alert', async () => {
    const alerts = new AlertStore(database.db);
    const alert: Alert = {
      id: 'a1',
      site: 'bern',
      kind: 'full',
      subject: 'store',
      name: 'Store',
      facts: { occupancy: 120 },
      openedAt: at,
    };
    const message: AlertMessage = {
      id: 'm1',
      event: 'opened',
      alert,
      channel: 'webhook',
      target: 'hook',
      dueMs: 1,
      tries: 0,
    };
    const opened = [alert, { ...alert, id: 'a2', openedAt: at.replace('10', '11') }];
    const messages = [message, { ...message, id: 'm2', dueMs: 2 }];
    await alerts.save({ opened, closed: [], messages });
    await database.db.updateTable('alert').set({ facts: document }).where('id', '=', 'a1').execute();
    await database.db.updateTable('alert').set({ kind: 'of-tomorrow' }).where('id', '=', 'a2').execute();
    await database.db.updateTable('alert_message').set({ document }).where('id', '=', 'm1').execute();
    expect(await alerts.open()).toEqual([{ ...alert, facts: {} }]);
    const store = new AlertMessageStore(database.db);
    expect(await store.due(10, 10)).toEqual([]);
    // The next one of the same receiver does not wait for it.
    expect((await store.due(10, 10)).map(({ id }) => id)).toEqual(['m2']);

    const settings = new AlertSettingStore(database.db, onUnreadable);
    await settings.save('bern', { rules: defaultAlertRules, emails: [], webhooks: [] });
    await settings.save('genf', { rules: defaultAlertRules, emails: ['a@example.com'], webhooks: [] });
    await settings.saveSmtp({ host: 'mail.example', port: 587, security: 'tls', from: 'a@example.com' });
    await settings.vapid(() => ({ publicKey: 'p', privateKey: 'q' }));
    await database.db.updateTable('alert_setting').set({ document }).where('site', '=', 'bern').execute();
    await database.db.updateTable('installation').set({ value: document }).execute();
    expect([...(await settings.all()).keys()]).toEqual(['genf']);
    expect(await settings.smtp()).toBeUndefined();
    const fresh = { publicKey: 'new', privateKey: 'new' };
    expect(await settings.vapid(() => fresh)).toEqual(fresh);
    expect(unreadable).toHaveLength(3);
  });

  it('is no gap that is filled without knowing who was counted', async () => {
    const backfills = new BackfillStore(database.db);
    const record: BackfillRecord = {
      site: 'bern',
      zone: 'store',
      sensor: 'door',
      channel: 'main',
      fromMs: 1000,
      toMs: 2000,
      state: 'waiting',
      reason: 'silence',
      fetchedMs: 1000,
      direction: 'normal',
      isRequired: true,
      bins: [[1000, 2000, { in: 1, out: 0 }, null]],
      attempts: 0,
      dueMs: 0,
      live: { in: 1, out: 0 },
      isWhole: true,
    };
    await backfills.addAll([record, { ...record, sensor: 'hall' }]);
    expect(await backfills.open(onUnreadable)).toHaveLength(2);
    await database.db.updateTable('backfill').set({ document }).where('sensor', '=', 'door').execute();
    expect((await backfills.open(onUnreadable)).map(({ sensor }) => sensor)).toEqual(['hall']);
    expect(unreadable).toMatchObject([{ what: 'gap of bern/door in zone store', document }]);
    // One at its end still says that its stretch is not to be fetched again.
    await database.db.updateTable('backfill').set({ state: 'failed' }).execute();
    const ended = { fromMs: 1000, toMs: 2000 };
    expect(await backfills.endedOf('bern', 'store')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...ended, sensor: 'door', state: 'done' }),
        expect.objectContaining({ ...ended, sensor: 'hall', state: 'failed' }),
      ]),
    );
  });

  it('stops no sensor and no display', async () => {
    const devices = new DeviceMemoryStore(database.db);
    const [door, hall] = [
      { site: 'bern', id: 'door', url: 'http://door' },
      { site: 'bern', id: 'hall', url: 'http://hall' },
    ] as const;
    const memory = { isPolled: false, alone: [], seen: ['a'] };
    await devices.savePushes(door, memory);
    await devices.savePushes(hall, memory);
    await database.db.updateTable('push_memory').set({ document }).where('sensor', '=', 'door').execute();
    const again = new DeviceMemoryStore(database.db);
    await again.load(onUnreadable);
    expect(again.pushesOf(door)).toBeUndefined();
    expect(again.pushesOf(hall)).toEqual(memory);
    expect(unreadable).toMatchObject([{ what: 'push memory of bern/door', document }]);

    const sightings = new LastSeenStore(database.db);
    await sightings.save([{ site: 'bern', display: 'door', seenAt: at, kept: undefined }]);
    await database.db.updateTable('display_sighting').set({ document }).execute();
    expect([...(await sightings.load()).values()]).toEqual([
      { site: 'bern', display: 'door', seenAt: at, kept: undefined },
    ]);
  });

  it('gives no right, deletes nothing and is reported as not fitting', async () => {
    const keys = new ApiKeyStore(database.db);
    const key = { id: 'k1', name: 'Till', hint: 'doorlight_ab', createdAt: at, createdBy: 'admin' };
    await keys.add({ ...key, sites: { bern: 'manager' } }, 'hash');
    await database.db.updateTable('api_key').set({ sites: document }).execute();
    expect((await keys.find('hash'))?.role).toBeUndefined();
    expect(Object.values((await keys.find('hash'))?.sites ?? {})).not.toContain('manager');

    const installation = new InstallationStore(database.db);
    await installation.setRetention({ minuteDays: 35, rollUpDays: 35 });
    await installation.setRetentionTime(Date.parse(at));
    expect(await installation.retentionTime()).toBe(Date.parse(at));
    await database.db.updateTable('installation').set({ value: document }).execute();
    expect(await installation.retention()).toEqual({ minuteDays: null, rollUpDays: null });
    expect(await installation.retentionTime()).toBeUndefined();

    const log = new AuditStore(database.db);
    await log.append({ who: 'ann', action: 'adjust', result: 'done', sources: [] }, at);
    await database.db.updateTable('audit').set({ sources: document }).execute();
    expect(await log.list({ limit: 5 })).toMatchObject([{ who: 'ann', action: 'adjust' }]);

    const entries = new EntryStore(database.db, (db) => new AuditStore(db));
    const made = { by: 'admin', at, audit: { action: 'configure', site: 'bern', to: 'zone store' } } as const;
    const zone = { site: 'bern', kind: 'zone', id: 'store', document: { capacity: 5 } } as const;
    await entries.replace({ saved: [zone], removed: [], ...made });
    await database.db.updateTable('config_entry').set({ document: '[' }).execute();
    expect(await entries.load()).toEqual([{ ...zone, document: { id: 'store' } }]);
  });
});
