import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AdjustResult } from '#lib/contract/adjust.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { systemClock } from '#server/clock.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { Once } from './idempotency.ts';

let database: TestDatabase;
let door: SimulatedDevice;
let running: RunningSidecar;
let admin: Visitor;
let late = 0;

const clock = { now: () => systemClock.now() + late, monotonic: () => systemClock.monotonic() };
const start = () =>
  RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    languages: [de]
    sensors:
      - { id: door, driver: axis-people-counter, url: "${door.url}", username: op, password: secret, poll: 100ms }
    zones:
      - { id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }
`,
    { database, clock },
  );

beforeAll(async () => {
  database = await TestDatabase.create();
  door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
  running = await start();
  admin = await running.signIn();
});

afterAll(async () => {
  await running?.stop();
  await door?.close();
  await database?.remove();
});

function send(key: string, action: 'adjust' | 'reset' | 'hold', body: object, visitor = admin) {
  return running.fetch(`/api/v1/zones/bern/store/${action}`, visitor, {
    method: action === 'hold' ? 'PUT' : 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  });
}

/** Does something while a table cannot be written to. */
async function without<T>(table: 'audit' | 'zone_state', act: () => Promise<T>): Promise<T> {
  const { db, close } = await database.open();
  await sql`alter table ${sql.table(table)} rename to away`.execute(db);
  const done = await act();
  await sql`alter table away rename to ${sql.table(table)}`.execute(db);
  await close();
  return done;
}

const zone = () => running.read<ZoneState>('/api/v1/zones/bern/store', admin);
const inside = (occupancy: number) => expect.poll(async () => (await zone()).occupancy).toBe(occupancy);
const done = async (answer: Response) => {
  expect(answer.status).toBe(200);
  return (await answer.json()) as AdjustResult;
};
const entries = async (action: string) =>
  (await running.read<AuditEntry[]>(`/api/v1/audit?action=${action}&limit=100`, admin)).length;

describe('a command with a key', () => {
  it('is carried out once: who asks again gets the first answer, and who came in meanwhile stays', async () => {
    door.walk({ in: 5 });
    await inside(5);
    const first = await done(await send('"opening-0001"', 'reset', {}));
    expect(first).toMatchObject({ result: 'done', from: 5, to: 0 });
    door.walk({ in: 2 });
    await inside(2);
    // Quotes belong to the notation, not to the key.
    expect(await done(await send('opening-0001', 'reset', {}))).toEqual(first);
    await inside(2);
    expect(await entries('reset')).toBe(1);
    expect(await done(await send('"opening-0002"', 'reset', {}))).toMatchObject({ from: 2, to: 0 });
  });

  it('is carried out once where both come at the same time', async () => {
    const before = await entries('adjust');
    const both = await Promise.all([
      send('at-once-01', 'adjust', { occupancy: 3 }),
      send('at-once-01', 'adjust', { occupancy: 3 }),
    ]);
    const [one, other] = await Promise.all(both.map(done));
    expect(one).toEqual(other);
    expect(await entries('adjust')).toBe(before + 1);
  });

  it('holds once: a repetition does not bring back a light that was released', async () => {
    const held = await send('hold-000001', 'hold', { light: 'red' });
    expect(held.status).toBe(200);
    expect((await running.send('DELETE', '/api/v1/zones/bern/store/hold', admin)).status).toBe(204);
    expect(await (await send('hold-000001', 'hold', { light: 'red' })).json()).toEqual(await held.json());
    expect(await running.read('/api/v1/zones/bern/store/hold', admin)).toBeNull();
  });

  it('is refused where the key came with something else', async () => {
    await done(await send('mine-000001', 'adjust', { occupancy: 4 }));
    const other = await send('mine-000001', 'adjust', { occupancy: 9 });
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ detail: expect.stringContaining('Idempotency-Key') });
    await inside(4);
  });

  it('does not meet the keys of others', async () => {
    const sam = await running.user('sam', 'staff');
    await done(await send('shared-0001', 'adjust', { occupancy: 6 }));
    expect(await done(await send('shared-0001', 'adjust', { occupancy: 7 }, sam))).toMatchObject({ to: 7 });
  });

  it('keeps its key where it was refused before anything was done', async () => {
    const past = { light: 'red', until: new Date(0).toISOString() };
    expect((await send('again-00001', 'hold', past)).status).toBe(400);
    expect((await send('again-00001', 'hold', { light: 'amber' })).status).toBe(200);
    await running.send('DELETE', '/api/v1/zones/bern/store/hold', admin);
  });

  it('keeps its key where it could not be saved', async () => {
    const answer = await without('zone_state', () => send('unsaved-0001', 'adjust', { occupancy: 2 }));
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'not-saved' });
    await done(await send('unsaved-0001', 'adjust', { occupancy: 3 }));
    await inside(3);
  });

  it('is not carried out again where only its record failed', async () => {
    const answer = await without('audit', () => send('unrecorded-1', 'adjust', { occupancy: 2 }));
    expect(answer.status).toBe(500);
    await inside(2);
    await done(await send('after-it-001', 'adjust', { occupancy: 5 }));
    expect((await send('unrecorded-1', 'adjust', { occupancy: 2 })).status).toBe(409);
    await inside(5);
  });

  it.each(['short', 'with space in it', 'x'.repeat(300)])('whose key is %j is a problem', async (key) => {
    expect((await send(key, 'reset', {})).status).toBe(400);
  });

  it('is known after a restart, and forgotten after a day', async () => {
    const first = await done(await send('night-00001', 'adjust', { occupancy: 8 }));
    await running.stop();
    running = await start();
    admin = await running.signIn();
    await done(await send('morning-001', 'adjust', { occupancy: 1 }));
    expect(await done(await send('night-00001', 'adjust', { occupancy: 8 }))).toEqual(first);
    await inside(1);
    late = 25 * 3_600_000;
    await done(await send('night-00001', 'adjust', { occupancy: 8 }));
    await inside(8);
  });
});

describe('a command that was cut off', () => {
  it('is not begun again by itself: nobody knows whether it was done', async () => {
    let request = '';
    const once = new Once(
      {
        claim: async (command) => {
          ({ request } = command);
          return { request };
        },
        keep: async () => undefined,
        release: async () => undefined,
        forget: async () => undefined,
      },
      systemClock,
    );
    const asked = {
      headers: { 'idempotency-key': 'cut-off-001' },
      method: 'POST',
      url: '/reset',
      body: {},
    } as unknown as FastifyRequest;
    const act = async () => 'done';
    const caller = { userId: 'u', username: 'sam', role: 'staff' } as const;
    await expect(once.run(asked, caller, z.string(), act)).rejects.toMatchObject({ statusCode: 409 });
    expect(request).not.toBe('');
  });
});
