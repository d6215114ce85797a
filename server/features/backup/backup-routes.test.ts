import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { ApiKey, NewApiKey } from '#lib/contract/api-key.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { History } from '#lib/contract/history.ts';
import type { Person } from '#lib/contract/person.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { minuteRecord } from '#server/test-support/minute-record.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';

const kept: TestDatabase[] = [];
const running: RunningSidecar[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  for (const one of kept.splice(0)) await one.remove();
});

/** A backup is a SQLite file, whatever database the other tests use. */
async function emptyFolder(): Promise<TestDatabase> {
  const database = await TestDatabase.create('');
  kept.push(database);
  return database;
}

async function start(database: TestDatabase): Promise<RunningSidecar> {
  const one = await RunningSidecar.start('sites: [{ id: zug, name: Zug, timezone: Europe/Zurich }]', {
    database,
  });
  running.push(one);
  return one;
}

const hourAgo = Math.floor(Date.now() / 60_000) - 60;
const minute = minuteRecord(hourAgo, { min: 3, max: 9, area: 300_000, came: 7, went: 2 });

/** Everything that a restore must bring back. */
async function shown(sidecar: RunningSidecar, visitor: Visitor) {
  const read = <T>(path: string) => sidecar.read<T>(`/api/v1/${path}`, visitor);
  const from = encodeURIComponent(new Date((hourAgo - 1) * 60_000).toISOString());
  const zones = await read<ZoneState[]>('zones');
  const history = await read<History>(`zones/bern/store/history?resolution=1m&from=${from}`);
  return {
    zones: zones.map(({ site, zone, name, capacity, occupancy }) => ({
      site,
      zone,
      name,
      capacity,
      occupancy,
    })),
    entries: await read<ConfigEntry[]>('config'),
    people: await read<Person[]>('people'),
    keys: await read<ApiKey[]>('api-keys'),
    tablets: await read<object[]>('tablets'),
    alerts: await read<object>('sites/bern/alerts/settings'),
    smtp: await read<object>('alerts/smtp'),
    pushKey: await read<object>('alerts/push-key'),
    history: history.rows.filter(({ from: begin }) => Date.parse(begin) === hourAgo * 60_000),
    log: (await read<AuditEntry[]>('audit?action=make-key')).map(({ id, at, who, to }) => [id, at, who, to]),
  };
}

it('gives in an empty folder the same zones, people, history, displays, keys and alerts', async () => {
  const origin = await emptyFolder();
  const database = await origin.open();
  const saved = { version: 1, ledger: emptyLedger('2026-11-21') } as const;
  await new ZoneStore(database.db).save(
    [{ site: 'bern', zone: 'store', saved, minutes: [minute] }],
    new Date().toISOString(),
  );
  await database.close();

  const before = await start(origin);
  const admin = await before.signIn();
  const put = (path: string, body: object) => before.send('PUT', `/api/v1/${path}`, admin, body);
  await put('config/bern/site/bern', { name: 'Bern', timezone: 'Europe/Zurich', languages: ['de', 'fr'] });
  const door = { driver: 'axis-3d', url: 'http://127.0.0.1:9', username: 'op', password: 'secret' };
  await put('config/bern/sensor/door', door);
  await put('config/bern/zone/store', { name: 'Laden', capacity: 30, sources: [{ sensor: 'door' }] });
  await before.send('POST', '/api/v1/zones/bern/store/adjust', admin, { occupancy: 12 });
  await put('config/bern/display/eingang', { zone: 'store', key: 'a-display-key' });
  const rules = await before.read<{ rules: object }>('/api/v1/sites/bern/alerts/settings', admin);
  const webhooks = [{ url: 'https://hooks.example/1' }];
  await put('sites/bern/alerts/settings', { rules: rules.rules, emails: ['a@example.com'], webhooks });
  await put('alerts/smtp', { host: 'mail.example', port: 465, security: 'tls', from: 'a@example.com' });
  await before.send('POST', '/api/v1/tablets', admin, { name: 'Theke', site: 'bern' });
  await before.user('bea', { bern: 'manager' });
  const made = await before.send('POST', '/api/v1/api-keys', admin, {
    name: 'Till',
    sites: { bern: 'staff' },
  });
  const { key } = (await made.json()) as NewApiKey;
  const expected = await shown(before, admin);
  const backup = await before.fetch('/api/v1/backup', admin);
  expect(backup.status).toBe(200);
  const file = Buffer.from(await backup.arrayBuffer());
  // Changes after the backup are not in it.
  await put('config/bern/zone/store', { name: 'Anders', capacity: 1, sources: [{ sensor: 'door' }] });

  const elsewhere = await emptyFolder();
  await writeFile(join(elsewhere.options.dataDir, 'doorlight.db'), file);
  const after = await start(elsewhere);
  expect(await shown(after, await after.signIn())).toEqual(expected);
  expect(expected.zones).toMatchObject([{ site: 'bern', zone: 'store', name: 'Laden', occupancy: 12 }]);
  expect(expected.history).toMatchObject([{ min: 3, max: 9, in: 7, out: 2 }]);

  // Passwords, keys and the displays' settings work as before; sessions of the other machine do not.
  await after.signIn('bea', 'staple correct horse');
  const byKey = await after.fetch('/api/v1/zones', {}, { headers: { authorization: `Bearer ${key}` } });
  expect(byKey.status).toBe(200);
  expect((await after.fetch('/api/v1/displays/bern/eingang?key=a-display-key')).status).toBe(200);
  expect((await after.fetch('/api/v1/displays/bern/eingang?key=wrong')).status).toBe(401);
  expect((await after.fetch('/api/v1/zones', admin)).status).toBe(401);
});
