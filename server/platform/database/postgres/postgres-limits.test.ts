import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { type Database, openDatabase } from '../database.ts';
import { isStorageFailure } from '../storage-error.ts';
import { LimitedPool } from './limited-pool.ts';
import { postgresLimits } from './postgres-limits.ts';

const savedAt = '2026-11-27T10:00:00.000Z';
const zone = (correction: number) => [
  {
    site: 'bern',
    zone: 'store',
    saved: { version: 1 as const, ledger: { ...emptyLedger('2026-11-27'), correction } },
    minutes: [],
  },
];

let server: PostgresServer;
let kept: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server.stop());

beforeEach(async () => {
  kept = await TestDatabase.create(server.url);
  database = await kept.open();
});
afterEach(async () => {
  server.signal('SIGCONT');
  await database.close();
  await kept.remove();
});

/** Milliseconds until it fails with a StorageError. */
async function failsWithinMs(promise: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(isStorageFailure(error), String(error)).toBe(true);
  return performance.now() - startedAt;
}

it('a frozen server refuses in time, on each kind of connection, and is used again once it goes on', async () => {
  const saves = new ZoneStore(database.saves);
  await saves.save(zone(1), savedAt);
  server.signal('SIGSTOP');
  const reads = Array.from({ length: 20 }, () => sql`select 1`.execute(database.db));
  const times = await Promise.all([failsWithinMs(saves.save(zone(2), savedAt)), ...reads.map(failsWithinMs)]);
  // Generous for slow machines; without limits it would never fail.
  expect(Math.max(...times)).toBeLessThan(15_000);
  // Another try, with connections that must be opened again.
  await failsWithinMs(saves.save(zone(2), savedAt));
  server.signal('SIGCONT');
  await saves.save(zone(3), savedAt);
  await Promise.all(Array.from({ length: 20 }, () => sql`select 1`.execute(database.db)));
  expect((await saves.load()).get('bern/store')?.ledger.correction).toBe(3);
});

it('saves go through although every other connection hangs', async () => {
  const hanging = Array.from({ length: 20 }, () =>
    failsWithinMs(sql`select pg_sleep(60)`.execute(database.db)),
  );
  await sleep(200);
  const saves = new ZoneStore(database.saves);
  for (let people = 1; people <= 10; people++) await saves.save(zone(people), savedAt);
  expect((await saves.load()).size).toBe(1);
  // The server itself cancelled those that ran; the others never began.
  expect(Math.max(...(await Promise.all(hanging)))).toBeLessThan(15_000);
  await sql`select 1`.execute(database.db);
});

it('a row that another session locks is not waited for, and nothing is saved', async () => {
  const saves = new ZoneStore(database.saves);
  await saves.save(zone(1), savedAt);
  const other = new pg.Client({ connectionString: kept.options.databaseUrl });
  await other.connect();
  await other.query('begin; select * from zone_state for update');
  await failsWithinMs(saves.save(zone(2), savedAt));
  // Sign-in still works meanwhile.
  await sql`select 1`.execute(database.db);
  await other.query('rollback');
  await other.end();
  expect((await saves.load()).get('bern/store')?.ledger.correction).toBe(1);
  await saves.save(zone(3), savedAt);
  expect((await saves.load()).get('bern/store')?.ledger.correction).toBe(3);
});

it('a server that is killed and comes back is used again, in a transaction too', async () => {
  const saves = new ZoneStore(database.saves);
  await saves.save(zone(1), savedAt);
  const inside = database.db.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    await server.kill();
    await sleep(100);
    await sql`select 1`.execute(transaction);
  });
  await failsWithinMs(inside);
  await failsWithinMs(saves.save(zone(2), savedAt));
  await server.startAgain();
  await saves.save(zone(3), savedAt);
  expect((await saves.load()).get('bern/store')?.ledger.correction).toBe(3);
});

it('a network that goes silent is noticed, and left for another connection', async () => {
  const proxy = await SilentProxy.before(kept.options.databaseUrl ?? '');
  const limits = { ...postgresLimits.general, answerMs: 500, waitMs: 500 };
  const pool = new LimitedPool({ connectionString: proxy.url, limits });
  const ask = async () => {
    const client = await pool.connect();
    try {
      return await client.query('select 1 as one', []);
    } finally {
      client.release();
    }
  };
  await ask();
  proxy.isSilent = true;
  await failsWithinMs(ask());
  await failsWithinMs(ask());
  proxy.isSilent = false;
  expect((await ask()).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await proxy.close();
});

it('the start ends soon, and names the host, where the server does not answer', async () => {
  server.signal('SIGSTOP');
  const startedAt = performance.now();
  const { host } = new URL(server.url);
  await expect(openDatabase(kept.options)).rejects.toThrow(`The database at ${host} cannot be used`);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

it('too many connections are a failure that passes', async () => {
  const others: pg.Client[] = [];
  try {
    for (let count = 0; count < 40; count++) {
      const client = new pg.Client({ connectionString: server.url });
      client.on('error', () => undefined);
      await client.connect();
      others.push(client);
    }
  } catch {
    // The server has no more.
  }
  await failsWithinMs(sql`select 1`.execute(database.history));
  await Promise.all(others.map((client) => client.end()));
  await expect.poll(() => sql`select 1`.execute(database.history)).toBeDefined();
});

/** A network between two machines that from some moment on transmits nothing, in either direction. */
class SilentProxy {
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  isSilent = false;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((client) => this.#pass(client));
  }

  static async before(target: string): Promise<SilentProxy> {
    const proxy = new SilentProxy(new URL(target));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    const url = new URL(this.#target);
    url.port = String(typeof address === 'object' ? address?.port : '');
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(client: Socket): void {
    const upstream = tcpConnect(Number(this.#target.port), this.#target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => from.destroy());
      from.on('close', () => to.destroy());
      from.on('data', (data) => this.isSilent || to.write(data));
    }
  }
}
