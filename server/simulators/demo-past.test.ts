import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { AuditStore } from '../features/audit/audit-store.ts';
import { HistoryReader } from '../features/history/history-reader.ts';
import { HistoryStore } from '../features/history/history-store.ts';
import { Outbound } from '../network/outbound.ts';
import { EntryStore } from '../platform/config/entry-store.ts';
import { readEnvironment } from '../platform/config/environment.ts';
import { LiveConfiguration } from '../platform/config/live-configuration.ts';
import type { Database } from '../platform/database/database.ts';
import { InstallationStore } from '../platform/database/installation-store.ts';
import { families } from '../sensors/registry.ts';
import { SiteCalendars } from '../site/site-calendars.ts';
import { TestDatabase } from '../test-support/test-database.ts';
import { demoPast } from './demo-past.ts';
import { siteDocuments } from './demo-stores.ts';
import { pastDay } from './past-day.ts';

const now = Date.parse('2026-11-30T10:20:00Z');
const zone = { site: 'demo', zone: 'store', timezone: 'Europe/Zurich' };
const store = {
  ...{ id: 'store', name: 'Store', capacity: 60 },
  sources: [{ sensor: 'door-a' }, { sensor: 'door-b' }],
};
const sensors = [
  { site: 'demo', entry: { id: 'door-a', driver: 'axis-3d', url: 'http://127.0.0.1:9', poll: '1s' } },
  { site: 'demo', entry: { id: 'door-b', driver: 'axis-3d', url: 'http://127.0.0.1:9', poll: '1s' } },
  {
    site: 'demo',
    entry: { id: 'hall', driver: 'xovis', url: 'http://127.0.0.1:9/api/v1', apiKey: 'k', poll: '1s' },
  },
  { site: 'demo', entry: { id: 'terrace-door', driver: 'axis-3d', url: 'http://127.0.0.1:9', poll: '1s' } },
  { site: 'station', entry: { id: 'entry', driver: 'axis-3d', url: 'http://127.0.0.1:9', poll: '1s' } },
  { site: 'lakeside', entry: { id: 'gate', driver: 'axis-3d', url: 'http://127.0.0.1:9', poll: '1s' } },
];

describe('a made-up day', () => {
  const hours = [{ from: 8 * 60, to: 20 * 60 }];
  const shop = { ...zone, id: 'store', name: 'Store', capacity: 60, hoursOn: () => hours };
  const later = Date.parse('2027-01-01');

  it('is the same each time, and another on another date', () => {
    const day = pastDay(shop, '2026-10-10', later, []);
    expect(pastDay(shop, '2026-10-10', later, [])).toEqual(day);
    expect(pastDay(shop, '2026-10-17', later, [])).not.toEqual(day);
  });

  it('has the quarter hours of its date, also where the clock changes', () => {
    expect(pastDay(shop, '2026-10-24', later, []).quarters).toHaveLength(96);
    expect(pastDay(shop, '2026-10-25', later, []).quarters).toHaveLength(100);
    expect(pastDay(shop, '2026-03-29', later, []).quarters).toHaveLength(92);
  });

  it('ends where the present begins', () => {
    const untilMs = Date.parse('2026-10-10T10:00:00Z');
    expect(pastDay(shop, '2026-10-10', untilMs, []).quarters).toHaveLength(48);
  });

  it('follows the week and holidays; nobody is left over, nobody comes while it is closed', () => {
    const passed = (date: string) => pastDay(shop, date, later, []).passed;
    expect(passed('2026-10-10').in).toBeGreaterThan(1.3 * passed('2026-10-12').in);
    expect(passed('2025-12-25').in).toBeLessThan(0.6 * passed('2025-12-18').in);
    const day = passed('2026-10-10');
    expect(day.in).toBe(day.out);
    const closed = pastDay(shop, '2026-10-10', later, []).quarters.filter(({ closedMs }) => closedMs > 0);
    expect(closed).toHaveLength(48);
    expect(closed.reduce((sum, { came }) => sum + came, 0)).toBe(0);
  });

  it('while a sensor is silent nothing is known, and no passage is lost', () => {
    const fromMs = Date.parse('2026-10-10T10:00:00Z');
    const incident = { kind: 'silent' as const, fromMs, toMs: fromMs + 3 * 3_600_000 };
    const usual = pastDay(shop, '2026-10-10', later, []);
    const day = pastDay(shop, '2026-10-10', later, [incident]);
    const silent = day.quarters.filter(({ unknownMs }) => unknownMs > 0);
    expect(silent).toHaveLength(12);
    expect(
      silent.every(({ min, max, knownMs, came }) => min === null && max === null && knownMs + came === 0),
    );
    const sum = (quarters: typeof day.quarters) => quarters.reduce((all, { came }) => all + came, 0);
    expect(sum(day.quarters)).toBe(sum(usual.quarters));
  });
});

describe('the past of the demo', () => {
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

  const load = (baseOwner: 'demo' | 'file') =>
    LiveConfiguration.load({
      // Fewer zones: each costs seconds on a busy machine.
      base: siteDocuments(sensors, zone.timezone)
        .filter(({ id }) => id !== 'lakeside')
        .map((site) => ({ ...site, ...(site.id === 'demo' && { zones: [store], displays: [] }) })),
      baseOwner,
      addresses: new Outbound(readEnvironment({})).entered,
      families,
      saver: new EntryStore(database.db, (db) => new AuditStore(db)),
      onLeftOut: () => undefined,
      onTrouble: () => undefined,
    });
  /** Starts it, and waits until all is written where there is something to write. */
  const run = async (baseOwner: 'demo' | 'file' = 'demo', wait = true, variables = {}) => {
    const logger = pino({ level: 'silent' });
    const clock = { ...systemClock, now: () => now };
    const configuration = await load(baseOwner);
    let feature: ReturnType<typeof demoPast> | undefined;
    const done = new Promise<void>((resolve) => {
      const environment = readEnvironment(variables);
      const platform = { clock, configuration, database, environment, logger };
      feature = demoPast(platform, new SiteCalendars(), resolve);
    });
    await feature?.start?.();
    const isBegun = (await new InstallationStore(database.db).demoPast())?.isDone === false;
    if (isBegun && wait) await done;
    await feature?.stop?.();
  };
  const count = async (table: 'history_rollup' | 'audit' | 'alert' | 'closing') => {
    const { n } = await database.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const days = () =>
    new HistoryReader(new HistoryStore(database.history)).read({
      ...zone,
      fromMs: now - 395 * 86_400_000,
      toMs: now,
      resolution: '1d',
    });

  it('is thirteen months with what went wrong, written once, also where it was interrupted', async () => {
    await run('demo', false);
    const short = [await count('audit'), await count('closing')];
    await run();
    const read = await days();
    expect(read.length).toBeGreaterThanOrEqual(395);
    expect(read.filter(({ unknownS }) => unknownS > 0)).toHaveLength(2);
    const quarters = await new HistoryStore(database.history).rollUps('demo', 'store', '15m', 0, now);
    const inDays = read.reduce((sum, row) => sum + row.in, 0);
    expect(quarters.reduce((sum, { came }) => sum + came, 0)).toBe(inDays);
    const log = await new AuditStore(database.db).list({ limit: 100 });
    expect(log.map(({ action }) => action)).toEqual(expect.arrayContaining(['reset', 'adjust', 'calibrate']));
    expect(log.map(({ at }) => at)).toEqual(
      log
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect([await count('audit'), await count('closing')]).toEqual(short);
    expect(await count('closing')).toBeGreaterThan(50);
    expect(await count('alert')).toBeGreaterThan(3);
    await database.db.deleteFrom('history_rollup').execute();
    await run();
    expect(await count('history_rollup')).toBe(0);
  });

  it('is not for sites of a file, nor where it is not wanted or zones were saved before', async () => {
    await run('file');
    await run('demo', true, { DEMO_HISTORY: 'off' });
    const saved = { site: 'demo', zone: 'store', document: '{}', saved_at: '2026-11-01T00:00:00.000Z' };
    await database.db
      .insertInto('zone_state')
      .values({ ...saved, save_number: 1 })
      .execute();
    await run();
    expect([await count('history_rollup'), await count('audit'), await count('alert')]).toEqual([0, 0, 0]);
  });
});
