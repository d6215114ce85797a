import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { AdjustResult } from '#lib/contract/adjust.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { systemClock } from '#server/clock.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { isThroughFront } from '#server/test-support/chain-servers.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { CommandTime } from './command-time.ts';
import { type KeptAnswers, Once } from './idempotency.ts';

let database: TestDatabase;
let door: SimulatedDevice;
let running: RunningSidecar;
let admin: Visitor;
let late = 0;

const clock = { now: () => systemClock.now() + late, monotonic: () => systemClock.monotonic() + late };
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

/** Does something while a table is not writable. */
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
    expect(await answer.json()).toMatchObject({
      code: 'not-saved',
      detail: expect.stringContaining('nothing was changed'),
    });
    await done(await send('unsaved-0001', 'adjust', { occupancy: 3 }));
    await inside(3);
    const [, refused] = await running.read<AuditEntry[]>('/api/v1/audit?action=adjust&limit=2', admin);
    expect(refused).toMatchObject({ who: 'admin', zone: 'store', to: '2', result: 'failed' });
  });

  it('is done where only its record failed, and is recorded as soon as it can be', async () => {
    const before = await entries('adjust');
    const first = await without('audit', async () =>
      done(await send('unrecorded-1', 'adjust', { occupancy: 2 })),
    );
    await inside(2);
    await done(await send('after-it-001', 'adjust', { occupancy: 5 }));
    expect(await done(await send('unrecorded-1', 'adjust', { occupancy: 2 }))).toEqual(first);
    await inside(5);
    await expect.poll(() => entries('adjust')).toBe(before + 2);
  });

  it.each(['short', 'with space in it', 'x'.repeat(300)])('whose key is %j is a problem', async (key) => {
    expect((await send(key, 'reset', {})).status).toBe(400);
  });

  // Several sidecars go by the clock of their database, for which no day passes.
  it.skipIf(isThroughFront)('is known after a restart, and forgotten after a day', async () => {
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

/** Of keys that can be removed. */
const unexpected = (error: unknown) => {
  throw error;
};

describe('a command that was cut off', () => {
  it('is not begun again by itself: nobody knows whether it was done', async () => {
    let request = '';
    const once = new Once(
      {
        claim: async (command) => {
          ({ request } = command);
          return { request, atMs: 0 };
        },
        takeOver: async () => true,
        keep: async () => undefined,
        release: async () => undefined,
        forget: async () => undefined,
      },
      systemClock,
      systemClock,
      unexpected,
    );
    const asked = {
      headers: { 'idempotency-key': 'cut-off-001' },
      method: 'POST',
      url: '/reset',
      body: {},
    } as unknown as FastifyRequest;
    const act = async () => 'done';
    const caller = { userId: 'u', username: 'sam', role: 'staff' } as const;
    const time = new CommandTime(systemClock);
    await expect(once.run(asked, caller, z.string(), time, act)).rejects.toMatchObject({ statusCode: 409 });
    expect(request).not.toBe('');
  });
});

describe('a command that was refused while nothing could be written', () => {
  /** A table with one key, whose statements fail or are late as a test requires. */
  class Kept implements KeptAnswers {
    row: { atMs: number; request: string; answer?: string } | undefined;
    claiming: Promise<unknown> = Promise.resolve();
    isAway = false;
    isLost = false;
    isFull = false;

    async claim(command: { atMs: number; request: string }) {
      await this.claiming;
      const { row } = this;
      if (row === undefined) this.row = { atMs: command.atMs, request: command.request };
      if (this.isLost) throw new Error('the answer was lost');
      return row;
    }
    async takeOver({ atMs, request }: { atMs: number; request: string }, fromMs: number) {
      if (this.row?.atMs !== fromMs) return false;
      this.row = { atMs, request };
      return true;
    }
    async keep(_: unknown, answer: string) {
      if (this.row !== undefined) this.row.answer = answer;
    }
    async release({ atMs }: { atMs: number }) {
      if (this.isAway) throw new Error('away');
      if (this.row?.atMs === atMs) this.row = undefined;
    }
    async forget() {
      if (this.isFull) throw new Error('old keys stay');
    }
  }

  const caller = { userId: 'u', username: 'sam', role: 'staff' } as const;
  const run = (once: Once, act: () => Promise<string>) =>
    once.run(
      {
        headers: { 'idempotency-key': 'refused-001' },
        method: 'POST',
        url: '/reset',
      } as unknown as FastifyRequest,
      caller,
      z.string(),
      new CommandTime(systemClock),
      act,
    );
  const refused = async (): Promise<string> => {
    throw new NotSavedError();
  };

  it('is carried out once by its key, although that could not be given back', async () => {
    const kept = new Kept();
    const once = new Once(kept, systemClock, systemClock, unexpected);
    kept.isAway = true;
    await expect(run(once, refused)).rejects.toThrow(NotSavedError);
    expect(kept.row).toBeDefined();
    const act = vi.fn(async () => 'done');
    expect(await run(once, act)).toBe('done');
    expect(await run(once, act)).toBe('done');
    expect(act).toHaveBeenCalledOnce();
    once.stop();
  });

  it('is carried out once by its key, although the claim got to the database with its answer lost', async () => {
    const kept = new Kept();
    const once = new Once(kept, systemClock, systemClock, unexpected);
    kept.isLost = true;
    kept.isAway = true;
    await expect(run(once, async () => 'never')).rejects.toThrow(NotSavedError);
    kept.isLost = false;
    expect(await run(once, async () => 'done')).toBe('done');
    once.stop();
  });

  it('is carried out, although old keys cannot be removed; that is tried again a minute later', async () => {
    const kept = new Kept();
    kept.isFull = true;
    const forget = vi.spyOn(kept, 'forget');
    const onError = vi.fn();
    let nowMs = Date.now();
    const once = new Once(kept, systemClock, { now: () => nowMs }, onError);
    expect(await run(once, async () => 'done')).toBe('done');
    expect(await run(once, refused)).toBe('done');
    expect(onError).toHaveBeenCalledOnce();
    nowMs += 60_000;
    kept.isFull = false;
    expect(await run(once, refused)).toBe('done');
    expect([forget.mock.calls.length, onError.mock.calls.length]).toEqual([2, 1]);
  });

  it('is answered in time where the claim hangs, and is carried out when it is sent again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    try {
      const kept = new Kept();
      let thaw = () => {};
      kept.claiming = new Promise<void>((resolve) => {
        thaw = resolve;
      });
      const once = new Once(kept, systemClock, systemClock, unexpected);
      const act = vi.fn(async () => 'done');
      const first = expect(run(once, act)).rejects.toThrow(NotSavedError);
      await vi.advanceTimersByTimeAsync(7000);
      await first;
      thaw();
      await vi.advanceTimersByTimeAsync(10);
      expect(await run(once, act)).toBe('done');
      expect(act).toHaveBeenCalledOnce();
      expect(kept.row?.answer).toBe('"done"');
      once.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});
