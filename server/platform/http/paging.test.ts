import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert, Alerts } from '#lib/contract/alert.ts';
import { AlertStore } from '#server/features/alerts/alert-store.ts';
import type { BackfillRecord } from '#server/features/history/backfill/backfill-record.ts';
import { BackfillStore } from '#server/features/history/backfill/backfill-store.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';

const sites = ['genf', 'bern', 'zug', 'basel', 'lugano'];
const siteFile = `
sites:${sites
  .map(
    (id) => `
  - id: ${id}
    name: ${id}
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
    displays: [{ id: door, zone: store }]`,
  )
  .join('')}
`;

let kept: TestDatabase;
let running: RunningSidecar;
let admin: Visitor;

const at = '2026-11-21T10:00:00.000Z';
const alert = (n: number, site: string): Alert => ({
  id: `a${n}`,
  site,
  kind: 'full',
  subject: 'store',
  name: 'Store',
  facts: {},
  // All at the same moment, as when a whole store becomes full.
  openedAt: at,
  closedAt: at,
});
const backfill = (n: number, site: string): BackfillRecord => ({
  site,
  zone: 'store',
  sensor: `door-${n}`,
  channel: 'main',
  fromMs: Date.parse(at) - 3_600_000,
  toMs: Date.parse(at),
  reason: 'silence',
  state: 'done',
  direction: 'normal',
  isRequired: true,
  live: { in: 0, out: 0 },
  isWhole: true,
  fetchedMs: Date.parse(at),
  bins: [],
  attempts: 1,
  dueMs: 0,
});
const siteAt = (n: number) => (n % 2 === 0 ? 'bern' : 'genf');
const seven = [1, 2, 3, 4, 5, 6, 7];

beforeAll(async () => {
  kept = await TestDatabase.create();
  const database = await kept.open();
  const closed = seven.map((n) => alert(n, siteAt(n)));
  await new AlertStore(database.db).save({ opened: closed, closed, messages: [] });
  for (const n of seven) await new BackfillStore(database.db).add(backfill(n, siteAt(n)));
  await database.close();
  running = await RunningSidecar.start(siteFile, { database: kept });
  admin = await running.signIn();
  for (const n of [1, 2, 3, 4]) {
    await running.send('POST', '/api/v1/api-keys', admin, { name: `Till ${n}`, role: 'viewer' });
    const made = await running.send('POST', '/api/v1/people', admin, {
      username: `person-${n}`,
      role: 'viewer',
    });
    if (!made.ok) throw new Error(await made.text());
    await running.send('POST', '/api/v1/tablets', admin, { name: `Tablet ${n}`, site: 'bern' });
  }
});

afterAll(async () => {
  await running?.stop();
  await kept?.remove();
});

/** Follows the `Link` headers from a first page to the last one. */
async function pages(path: string, visitor = admin, between?: () => Promise<unknown>): Promise<unknown[][]> {
  const read: unknown[][] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const answer: Response = await running.fetch(next, visitor);
    expect([next, answer.status]).toEqual([next, 200]);
    const body = (await answer.json()) as unknown[] | { recent?: unknown[]; items?: unknown[] };
    read.push(Array.isArray(body) ? body : (body.recent ?? body.items ?? []));
    next = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    await between?.();
  }
  return read;
}

const texts = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(nameOf(row))).toSorted();
/** The key of a row; its other fields change. */
function nameOf(row: unknown): unknown {
  const { site, zone, sensor, display, kind, id } = row as Record<string, unknown>;
  return [site, zone, sensor, display, kind, id];
}

describe('a list in pages', () => {
  it.each(['sites', 'zones', 'sensors', 'displays', 'config', 'api-keys', 'people', 'tablets', 'audit'])(
    '%s has every row once, and as a whole the shape it always had',
    async (list) => {
      const whole = await running.read<unknown[]>(`/api/v1/${list}`, admin);
      expect(whole.length).toBeGreaterThan(3);
      expect((await running.fetch(`/api/v1/${list}`, admin)).headers.get('link')).toBeNull();
      const read = await pages(`/api/v1/${list}?limit=2`);
      expect(read.length).toBe(Math.ceil(whole.length / 2));
      expect(read.every((page) => page.length <= 2)).toBe(true);
      expect(texts(read.flat())).toEqual(texts(whole));
    },
  );

  it.each(['alerts', 'backfills'])('%s of the same moment are all there, once', async (list) => {
    const read = await pages(`/api/v1/${list}?limit=2`);
    expect(read.map((page) => page.length)).toEqual([2, 2, 2, 1]);
    expect(new Set(read.flat().map((row) => JSON.stringify(row))).size).toBe(7);
  });

  it('holds as many rows of who sees one site only as of who sees all', async () => {
    const bea = await running.user('bea', { bern: 'staff' });
    for (const list of ['alerts', 'backfills']) {
      const read = await pages(`/api/v1/${list}?limit=2`, bea);
      expect(read.map((page) => page.length)).toEqual([2, 1]);
      expect(read.flat().every((row) => (row as { site: string }).site === 'bern')).toBe(true);
    }
  });

  it('leads on from the body too, where that is no list', async () => {
    const { recent, next } = await running.read<Alerts>('/api/v1/alerts?limit=6', admin);
    const rest = await running.read<Alerts>(`/api/v1/alerts?limit=6&cursor=${next}`, admin);
    expect([recent.length, rest.recent.length, rest.next]).toEqual([6, 1, undefined]);
  });

  it('reports nothing twice and leaves nothing out when rows come and go meanwhile', async () => {
    let n = 0;
    const read = await pages('/api/v1/config?limit=3', admin, async () => {
      n += 1;
      // Before the rows already read, and after them.
      await running.send('PUT', `/api/v1/config/bern/display/a${n}`, admin, { zone: 'store' });
      if (n === 2) await running.send('DELETE', '/api/v1/config/bern/display/a1', admin);
    });
    const names = texts(read.flat());
    expect(new Set(names).size).toBe(names.length);
    const steady = (await running.read<unknown[]>('/api/v1/config', admin)).filter(
      (row) => !/"a\d"/.test(JSON.stringify(nameOf(row))),
    );
    expect(names).toEqual(expect.arrayContaining(texts(steady)));
  });

  it('keeps the question on the next page', async () => {
    const answer = await running.fetch('/api/v1/audit?action=make-key&limit=1', admin);
    expect(answer.headers.get('link')).toContain('action=make-key');
    const read = await pages('/api/v1/audit?action=make-key&limit=1');
    expect(read.flat().length).toBe(4);
  });

  it.each(['zones', 'audit', 'alerts', 'backfills'])('%s refuses what is no cursor', async (list) => {
    const other = Buffer.from('["a","b","c"]').toString('base64url');
    for (const query of ['cursor=nonsense', `cursor=${other}`, 'limit=0', 'limit=501']) {
      expect([query, (await running.fetch(`/api/v1/${list}?${query}`, admin)).status]).toEqual([query, 400]);
    }
  });
});
