import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Alert, defaultAlertRules } from '#lib/contract/alert.ts';
import { type AlertMessage, AlertMessageStore } from '#server/features/alerts/alert-message-store.ts';
import { AlertSettingStore } from '#server/features/alerts/alert-setting-store.ts';
import { AlertStore } from '#server/features/alerts/alert-store.ts';
import { PushStore } from '#server/features/alerts/push-subscription-store.ts';
import { AuditStore } from '#server/features/audit/audit-store.ts';
import type { BackfillRecord } from '#server/features/history/backfill/backfill-record.ts';
import { BackfillStore } from '#server/features/history/backfill/backfill-store.ts';
import { HistoryStore } from '#server/features/history/history-store.ts';
import { ApiKeyStore } from '#server/features/people/api-key-store.ts';
import { PinStore } from '#server/features/people/pin-store.ts';
import { TabletStore } from '#server/features/people/tablet-store.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { EntryStore } from '../config/entry-store.ts';
import type { Database } from './database.ts';
import { InstallationStore } from './installation-store.ts';

/** What each store saves is read back unchanged, in SQLite and, if `DATABASE_URL` is set, in PostgreSQL. */

const at = '2026-11-21T10:00:00.000Z';
const later = '2026-11-21T11:00:00.000Z';

let kept: TestDatabase;
let database: Database;

beforeEach(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
});
afterEach(async () => {
  await database.close();
  await kept.remove();
});

const alert: Alert = {
  id: 'a1',
  site: 'bern',
  kind: 'full',
  subject: 'store',
  name: 'Store',
  facts: { occupancy: 120, capacity: 120 },
  openedAt: at,
};
const message: AlertMessage = {
  id: 'm1',
  event: 'opened',
  alert,
  channel: 'webhook',
  target: 'hook',
  // More than four bytes can hold.
  dueMs: 1_763_719_200_500,
  tries: 0,
};

describe('alerts', () => {
  it('come back open and closed, with their messages until these arrive', async () => {
    const alerts = new AlertStore(database.db);
    const messages = new AlertMessageStore(database.db);
    await alerts.save({ opened: [alert], closed: [], messages: [message] });
    expect(await alerts.open()).toEqual([alert]);
    expect(await messages.due(message.dueMs - 1, 10)).toEqual([]);
    expect(await messages.due(message.dueMs, 10)).toEqual([message]);
    const problem = { code: 'webhook-no-answer', values: { host: 'shop.example', seconds: 10 } } as const;
    await messages.failed(message, { at, problem, error: 'no answer', againMs: message.dueMs + 10_000 });
    expect(await messages.due(message.dueMs, 10)).toEqual([]);
    const failure = { channel: 'webhook', target: 'hook', at, message: 'no answer', isRetried: true };
    expect(await messages.failures('bern', 5)).toEqual([{ ...failure, ...problem }]);
    // As written by a version that stored only the text, and by one that knows more codes.
    await database.db.updateTable('alert_message').set({ problem: null }).execute();
    expect(await messages.failures('bern', 5)).toEqual([failure]);
    const ofTomorrow = JSON.stringify({ code: 'of-tomorrow', values: {} });
    await database.db.updateTable('alert_message').set({ problem: ofTomorrow }).execute();
    expect(await messages.failures('bern', 5)).toEqual([failure]);
    await alerts.save({ opened: [], closed: [{ ...alert, closedAt: later }], messages: [] });
    expect(await alerts.open()).toEqual([]);
    expect(await alerts.closed({ limit: 5 })).toEqual([{ ...alert, closedAt: later }]);
    await messages.done(message.id);
    expect(await messages.due(message.dueMs + 60_000, 10)).toEqual([]);
  });

  it('save nothing where their messages cannot be saved', async () => {
    const alerts = new AlertStore(database.db);
    await expect(
      alerts.save({ opened: [alert], closed: [], messages: [message, message] }),
    ).rejects.toThrow();
    expect(await alerts.open()).toEqual([]);
  });

  it('forget what closed long ago', async () => {
    const alerts = new AlertStore(database.db);
    await alerts.save({ opened: [alert], closed: [{ ...alert, closedAt: at }], messages: [] });
    await alerts.forget(later);
    expect(await alerts.closed({ limit: 5 })).toEqual([]);
  });

  it('have settings by site, one mail server and one pair of keys', async () => {
    const settings = new AlertSettingStore(database.db);
    const wishes = { rules: defaultAlertRules, emails: ['a@example.com'], webhooks: [] };
    await settings.save('bern', wishes);
    await settings.save('bern', { ...wishes, quietHours: { from: '22:00', to: '07:00' } });
    expect((await settings.all()).get('bern')?.quietHours).toEqual({ from: '22:00', to: '07:00' });
    const smtp = { host: 'mail.example', port: 587, security: 'starttls' as const, from: 'a@example.com' };
    await settings.saveSmtp(smtp);
    expect(await settings.smtp()).toEqual(smtp);
    await settings.saveSmtp(undefined);
    expect(await settings.smtp()).toBeUndefined();
    const keys = await settings.vapid(() => ({ publicKey: 'p', privateKey: 'q' }));
    expect(await settings.vapid(() => ({ publicKey: 'other', privateKey: 'other' }))).toEqual(keys);
  });

  it('know the browsers that want to be notified', async () => {
    const pushes = new PushStore(database.db);
    const push = { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } };
    await pushes.add({ ...push, site: 'bern', userId: 'u1' });
    await pushes.add({ ...push, site: 'bern', userId: 'u2' });
    await pushes.add({ ...push, site: 'genf', userId: 'u2' });
    expect(await pushes.of('bern')).toEqual([{ ...push, site: 'bern', userId: 'u2' }]);
    await pushes.remove(push.endpoint);
    expect(await pushes.all()).toEqual([]);
  });
});

describe('administration', () => {
  it('keeps keys by their hashes', async () => {
    const keys = new ApiKeyStore(database.db);
    const key = { id: 'k1', name: 'Till', hint: 'doorlight_ab', createdAt: at, createdBy: 'admin' };
    await keys.add({ ...key, role: 'staff' }, 'hash-1');
    await keys.add({ ...key, id: 'k2', sites: { bern: 'manager' }, createdAt: later }, 'hash-2');
    expect((await keys.list()).map(({ id }) => id)).toEqual(['k2', 'k1']);
    expect(await keys.find('hash-1')).toEqual({ ...key, role: 'staff' });
    expect(await keys.find('hash-2')).toMatchObject({ sites: { bern: 'manager' } });
    await expect(keys.add({ ...key, id: 'k3', role: 'staff' }, 'hash-1')).rejects.toThrow();
    expect((await keys.remove('k1'))?.name).toBe('Till');
    expect(await keys.remove('k1')).toBeUndefined();
  });

  it('keeps PINs, tablets, entries and what is removed', async () => {
    const pins = new PinStore(database.db);
    await pins.set('u1', 'hash');
    await pins.note('u1', { wrong: 5, lockedUntil: later });
    expect(await pins.find('u1')).toEqual({ hash: 'hash', wrong: 5, lockedUntil: later });
    await pins.set('u1', 'new');
    expect((await pins.all()).get('u1')).toEqual({ hash: 'new', wrong: 0, lockedUntil: undefined });
    expect([await pins.remove('u1'), await pins.remove('u1')]).toEqual([true, false]);

    const tablets = new TabletStore(database.db);
    const tablet = { id: 't1', name: 'Counter', site: 'bern', createdAt: at, createdBy: 'admin' };
    await tablets.add(tablet, 'hash');
    expect([await tablets.find('hash'), await tablets.find('other')]).toEqual([tablet, undefined]);
    await tablets.remove('t1');
    expect(await tablets.list()).toEqual([]);

    const entries = new EntryStore(database.db, (db) => new AuditStore(db));
    const made = { by: 'admin', at, audit: { action: 'configure', site: 'bern', to: 'zone store' } } as const;
    const site = { site: 'bern', kind: 'site', id: 'bern', document: { name: 'Bern' } } as const;
    const zone = { site: 'bern', kind: 'zone', id: 'store', document: { capacity: 5 } } as const;
    await entries.replace({ saved: [site], removed: [], ...made });
    await entries.replace({
      saved: [zone, { ...site, document: { name: 'Berne' } }],
      removed: [],
      ...made,
    });
    expect(await entries.load()).toEqual([{ ...site, document: { name: 'Berne' } }, zone]);
    await entries.replace({ saved: [], removed: [zone], ...made, opensDemo: false });
    expect((await entries.load()).map(({ kind }) => kind)).toEqual(['site']);

    // More than go into one statement.
    const many = Array.from({ length: 1201 }, (_, at) => ({ ...zone, id: `zone-${at}` }));
    await entries.replace({ saved: many, removed: [], ...made, audit: { action: 'import' } });
    expect(await entries.load()).toHaveLength(1202);
    const [first, second, ...others] = many;
    await entries.replace({ saved: [], removed: others, ...made, audit: { action: 'import' } });
    expect((await entries.load()).slice(1)).toEqual([first, second]);

    // The audit log records the result of a change in the same transaction, also when it was undone.
    const log = new AuditStore(database.db);
    const results = async () =>
      (await log.list({ action: 'configure', limit: 9 })).map(({ result }) => result);
    expect(await results()).toEqual(['done', 'done', 'done']);
    const lost = { saved: [], removed: [], ...made, at: later };
    await entries.replace(lost);
    await entries.replace({ ...lost, isUndo: true });
    await entries.replace({ ...lost, isUndo: true });
    expect(await results()).toEqual(['failed', 'done', 'done', 'done']);
    const never = { ...lost, audit: { ...made.audit, to: 'zone cafe' }, isUndo: true };
    await entries.replace(never);
    await entries.replace(never);
    expect(await results()).toEqual(['failed', 'failed', 'done', 'done', 'done']);
    const unlogged = { append: () => Promise.reject(new Error('full')), correct: () => Promise.resolve() };
    const full = new EntryStore(database.db, () => unlogged);
    await expect(full.replace({ saved: [zone], removed: [], ...made })).rejects.toThrow('full');
    expect(await entries.load()).toHaveLength(3);

    const installation = new InstallationStore(database.db);
    expect(await installation.isDemoRemoved()).toBe(true);
    await entries.replace({ saved: [], removed: [], ...made, opensDemo: true });
    expect(await installation.isDemoRemoved()).toBe(false);
  });
});

describe('the past', () => {
  const record: BackfillRecord = {
    site: 'bern',
    zone: 'store',
    sensor: 'door',
    channel: 'main',
    fromMs: Date.parse(at),
    toMs: Date.parse(later),
    state: 'waiting',
    reason: 'silence',
    fetchedMs: Date.parse(at),
    direction: 'normal',
    isRequired: true,
    bins: [],
    attempts: 0,
    dueMs: 0,
    live: { in: 1, out: 0 },
    isWhole: true,
  };

  it('is fetched once: a record waits, is replaced while it waits, and ends with its minutes', async () => {
    const backfills = new BackfillStore(database.db);
    expect(await backfills.add(record)).toBe(true);
    expect(await backfills.add({ ...record, attempts: 2 })).toBe(true);
    expect(await backfills.open()).toEqual([{ ...record, attempts: 2 }]);
    const minute = Math.floor(record.fromMs / 60_000);
    const change = { minute, came: 3, went: 1, occupancy: 2, isFilled: true };
    await backfills.merge(record, [change], [{ ...record, state: 'done' }]);
    expect(await backfills.open()).toEqual([]);
    expect(await backfills.ended({ limit: 5 })).toMatchObject([{ state: 'done' }]);
    expect(await backfills.add(record)).toBe(false);
    const history = new HistoryStore(database.db);
    const [row] = await history.minutes('bern', 'store', record.fromMs, record.toMs);
    expect(row).toMatchObject({ came: 3, went: 1, min: 2, max: 2, knownMs: 60_000, backfilledMs: 60_000 });
    const late = { fromMs: minute * 60_000, toMs: (minute + 1) * 60_000 };
    expect(await history.late('bern', 'store')).toEqual([late]);
    await backfills.merge(record, [change], []);
    expect(await history.late('bern', 'store')).toEqual([late]);
    await history.settled('bern', 'store', late);
    expect(await history.late('bern', 'store')).toEqual([]);
    expect((await history.minutes('bern', 'store', record.fromMs, record.toMs))[0]).toMatchObject({
      came: 6,
    });
    await backfills.removeBefore(record.toMs + 1);
    expect(await backfills.ended({ limit: 5 })).toEqual([]);
  });

  it('is rolled up, replaced and removed', async () => {
    const history = new HistoryStore(database.db);
    const bin = {
      start: Math.floor(record.fromMs / 60_000),
      min: null,
      max: null,
      // More people and milliseconds than four bytes can hold.
      area: 2000 * 86_400_000,
      knownMs: 86_400_000,
      amberMs: 0,
      redMs: 0,
      unknownMs: 0,
      closedMs: 0,
      capacity: null,
      recordedMs: 86_400_000,
      backfilledMs: 0,
      came: 1,
      went: 2,
    };
    await history.saveRollUps('bern', 'store', '1d', [{ ...bin, came: 9 }]);
    await history.saveRollUps('bern', 'store', '1d', [bin]);
    expect(await history.rollUps('bern', 'store', '1d', 0, 4e12)).toEqual([bin]);
    const rolled = { untilMs: record.toMs, timezone: 'Europe/Zurich' };
    await history.setRolled('bern', 'store', rolled);
    expect(await history.rolled('bern', 'store')).toEqual(rolled);
    await history.removeRollUpsBefore('bern', 'store', '1d', record.toMs);
    expect(await history.rollUps('bern', 'store', '1d', 0, 4e12)).toEqual([]);
  });
});
