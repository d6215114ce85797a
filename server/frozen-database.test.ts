import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { axisPeopleCounterSimulator } from './simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { PostgresServer } from './test-support/postgres-server.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';
import { TestDatabase } from './test-support/test-database.ts';

/** A database that can be frozen: it answers nothing until it thaws. */
interface Freezer {
  readonly database: TestDatabase;
  /** What it answers while it is frozen. */
  readonly whatIsRead: 'nothing' | 'all';
  freeze(): void;
  thaw(): void;
  remove(): Promise<void>;
}

async function postgres(): Promise<Freezer> {
  const server = await PostgresServer.start();
  const database = await TestDatabase.create(server.url);
  return {
    database,
    whatIsRead: 'nothing',
    freeze: () => server.signal('SIGSTOP'),
    thaw: () => server.signal('SIGCONT'),
    remove: async () => {
      await database.remove();
      await server.stop();
    },
  };
}

/** Another process locks the file: writers wait. */
async function sqlite(): Promise<Freezer> {
  const database = await TestDatabase.create('');
  let other: LibsqlDatabase.Database | undefined;
  return {
    database,
    whatIsRead: 'all',
    freeze: () => {
      other = new LibsqlDatabase(join(database.options.dataDir, 'doorlight.db'));
      other.exec('begin immediate');
    },
    thaw: () => {
      other?.exec('rollback');
      other?.close();
      other = undefined;
    },
    remove: () => database.remove(),
  };
}

describe.each([
  ['PostgreSQL that is frozen', postgres],
  ['SQLite whose file cannot be written to', sqlite],
])('%s', (_, create) => {
  let freezer: Freezer;
  let door: SimulatedDevice;
  let running: RunningSidecar;
  let admin: Visitor;
  let socket: Socket;
  const shown: ZoneState[] = [];

  beforeAll(async () => {
    freezer = await create();
    door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
  });
  afterAll(async () => {
    await door?.close();
    await freezer?.remove();
  });

  beforeEach(async () => {
    running = await RunningSidecar.start(
      `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: door, driver: axis-people-counter, url: "${door.url}", username: op, password: secret, poll: 100ms }
    zones:
      - { id: store, name: Store, capacity: 20, staleAfter: 60s, sources: [{ sensor: door }] }
    displays:
      - { id: entrance, zone: store }
`,
      { database: freezer.database },
    );
    admin = await running.signIn();
    shown.length = 0;
    socket = io(`${running.url}/live`, { auth: { display: 'bern/entrance' }, transports: ['websocket'] });
    socket.on('zone', (state: ZoneState) => shown.push(state));
  });
  afterEach(async () => {
    freezer.thaw();
    socket?.disconnect();
    await running?.stop();
  });

  async function command(method: 'PUT' | 'POST', action: string, key: string, body: object) {
    const startedMs = performance.now();
    const answer = await running.fetch(`/api/v1/zones/bern/store/${action}`, admin, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
    return { status: answer.status, body: await answer.json(), tookMs: performance.now() - startedMs };
  }
  const hold = () => command('PUT', 'hold', 'frozen-hold-1', { light: 'red', note: 'spill' });
  const adjust = () => command('POST', 'adjust', 'frozen-adjust-1', { occupancy: 15 });
  const failed = async () => {
    const entries = await running.read<AuditEntry[]>('/api/v1/audit?limit=100', admin);
    return entries
      .filter(({ result }) => result === 'failed')
      .map(({ who, action, to }) => ({ who, action, to }));
  };
  const isShown = (state: Partial<ZoneState>) => expect.poll(() => shown.at(-1)).toMatchObject(state);

  it('shows no light that is not true, refuses commands in time, and does them once when they come again', async () => {
    door.walk({ in: 5 });
    await isShown({ light: 'green', occupancy: 5 });
    freezer.freeze();
    door.walk({ in: 1 });
    const answers = Promise.all([hold(), adjust()]);
    await isShown({ light: 'unknown', reason: 'storage', occupancy: 5 });
    for (const { status, body, tookMs } of await answers) {
      expect(status).toBe(503);
      expect(body).toMatchObject({
        code: 'not-saved',
        detail: expect.stringContaining('nothing was changed'),
      });
      // Generous for slow machines; without limits it would not be answered.
      expect(tookMs).toBeLessThan(15_000);
    }
    expect(shown.at(-1)).toMatchObject({ light: 'unknown', reason: 'storage' });
    door.walk({ in: 1 });
    freezer.thaw();
    await isShown({ light: 'green', occupancy: 7 });
    expect(await running.read('/api/v1/zones/bern/store/hold', admin)).toBeNull();
    await expect.poll(failed).toEqual(
      expect.arrayContaining([
        { who: 'admin', action: 'hold', to: 'red' },
        { who: 'admin', action: 'adjust', to: '15' },
      ]),
    );
    expect(shown.filter(({ light, occupancy }) => light === 'red' || occupancy === 15)).toEqual([]);

    expect(await adjust()).toMatchObject({ status: 200, body: { from: 7, to: 15 } });
    expect(await hold()).toMatchObject({ status: 200 });
    await isShown({ light: 'red', occupancy: 15 });
    expect(await failed()).toHaveLength(2);
  });

  it('refuses whom it cannot recognise any more as what it is: nobody is signed out, nothing is wrong inside', async () => {
    freezer.freeze();
    const list = async () => {
      const answer = await running.fetch('/api/v1/sidecars', admin);
      return { status: answer.status, body: await answer.json() };
    };
    if (freezer.whatIsRead === 'all') expect((await list()).status).toBe(200);
    // Callers are remembered for a moment.
    else await expect.poll(list).toMatchObject({ status: 503, body: { code: 'storage' } });
    freezer.thaw();
    await expect.poll(list).toMatchObject({ status: 200 });
  });
});
