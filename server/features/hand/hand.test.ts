import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CountedDoor, PassageItem, PassagesAnswer, PassagesRequest } from '#lib/contract/hand.ts';
import type { History } from '#lib/contract/history.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from '#server/clock.ts';
import type { Database } from '#server/platform/database/database.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { HandStore } from './hand-store.ts';

const siteFile = `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: door, driver: hand, name: Main door }
      - { id: camera, driver: push, in: "in", out: "out", pushToken: a-secret-token-of-a-camera }
    zones:
      - { id: store, name: Store, capacity: 50, sources: [{ sensor: door }] }
      - { id: hall, name: Hall, capacity: 50, sources: [{ sensor: camera }] }
`;

/** A clock that begins at noon and is moved; timers run by the machine's. */
class TestClock implements Clock {
  #movedMs = Date.parse('2026-11-21T11:00:00Z') - Date.now();
  readonly now = () => Date.now() + this.#movedMs;
  readonly monotonic = () => performance.now() + this.#movedMs;
  pass(ms: number): void {
    this.#movedMs += ms;
  }
}

const minuteMs = 60_000;
let clock: TestClock;
let running: RunningSidecar;
let admin: Visitor;
let kept: TestDatabase;
let taps = 0;

const tap = (over: Partial<{ id: string; at: string; in: number; out: number }> = {}): PassageItem => ({
  id: `passage-${++taps}`,
  at: new Date(clock.now()).toISOString(),
  in: 1,
  out: 0,
  ...over,
});
const send = (sensor: string, request: PassagesRequest, headers: Record<string, string> = {}) =>
  running.fetch(`/api/v1/sensors/bern/${sensor}/passages`, headers['x-count-key'] ? {} : admin, {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { 'content-type': 'application/json', ...headers },
  });
const count = async (sensor: string, request: Partial<PassagesRequest>): Promise<PassagesAnswer> => {
  const answer = await send(sensor, { items: [], ...request });
  expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
  return (await answer.json()) as PassagesAnswer;
};
const zone = (id: string) => running.read<ZoneState>(`/api/v1/zones/bern/${id}`, admin);
const settled = (id: string, expected: object) => expect.poll(() => zone(id)).toMatchObject(expected);

beforeEach(async () => {
  kept = await TestDatabase.create();
  clock = new TestClock();
  running = await RunningSidecar.start(siteFile, { clock, database: kept });
  admin = await running.signIn();
});
afterEach(async () => {
  await running.stop();
  await kept.remove();
});

describe('a door that only people count', () => {
  it('counts a passage once, however often it is sent, also after a restart', async () => {
    const items = [tap(), tap(), tap({ in: 0, out: 1 })];
    await Promise.all([1, 2, 3].map(() => count('door', { items, phone: 'phone-one' })));
    await settled('store', { occupancy: 1, in: 2, out: 1, light: 'green' });
    await running.stop();
    running = await RunningSidecar.start(siteFile, { clock, database: kept });
    admin = await running.signIn();
    expect((await zone('store')).light).toBe('unknown');
    const answer = await count('door', { items: [...items, tap()], phone: 'phone-one' });
    expect(answer).toMatchObject({ name: 'Main door', byHand: 'always', in: 3, out: 1, ignored: [] });
    await settled('store', { occupancy: 2, in: 3, out: 1, light: 'green' });
  });

  it('is watched only while every phone is heard that has not said good-bye', async () => {
    await count('door', { phone: 'phone-one' });
    await count('door', { phone: 'phone-two' });
    await settled('store', { light: 'green' });
    clock.pass(25_000);
    await count('door', { phone: 'phone-one' });
    await settled('store', { light: 'green' });
    clock.pass(10_000);
    // The second was last heard 35 s ago, and may hold people that nobody has seen.
    expect((await count('door', { phone: 'phone-one' })).phones).toMatchObject([
      { phone: 'phone-one', isHere: true },
      { phone: 'phone-two', isHere: false },
    ]);
    await settled('store', { light: 'unknown', reason: 'stale:door' });
    await count('door', { phone: 'phone-one', without: ['phone-two'] });
    await settled('store', { light: 'green' });
    await count('door', { phone: 'phone-one', isLeaving: true });
    clock.pass(31_000);
    await settled('store', { light: 'unknown', reason: 'stale:door' });
  });

  it('takes a passage back, sent or not', async () => {
    const [first, second] = [tap(), tap()];
    await count('door', { items: [first, second], phone: 'phone-one' });
    const undo = { id: second.id, undo: true } as const;
    await count('door', { items: [undo, undo], phone: 'phone-one' });
    await count('door', { items: [undo, { id: 'passage-later', undo: true }], phone: 'phone-one' });
    await count('door', { items: [tap({ id: 'passage-later' })], phone: 'phone-one' });
    await settled('store', { occupancy: 1, in: 1, out: 0 });
  });

  it('comes to the same number, whichever phone sends first and in whatever order', async () => {
    const at = (minute: number) => new Date(clock.now() + (minute - 60) * minuteMs).toISOString();
    const leave = (minute: number) => tap({ in: 0, out: 1, at: at(minute) });
    // Nobody is inside yet by what has arrived.
    await count('door', { items: [leave(40), leave(10)], phone: 'phone-out' });
    await settled('store', { occupancy: 0, drift: 2 });
    await count('door', { items: [tap({ at: at(50) }), tap({ at: at(5) })], phone: 'phone-in' });
    await settled('store', { occupancy: 1, drift: 1 });
    await count('door', { items: [tap({ at: at(39) })], phone: 'phone-in' });
    await settled('store', { occupancy: 1, drift: 0 });
  });

  it('counts what comes late for its own time: for history, and not for a number set since', async () => {
    await count('door', { items: [tap(), tap()], phone: 'phone-one' });
    await settled('store', { occupancy: 2 });
    const lateMs = clock.now();
    clock.pass(20 * minuteMs);
    await count('door', { phone: 'phone-one' });
    await running.send('POST', '/api/v1/zones/bern/store/reset', admin, {});
    await settled('store', { occupancy: 0 });
    clock.pass(1000);
    const late = tap({ at: new Date(lateMs + 5 * minuteMs).toISOString(), in: 4 });
    for (const _ of [1, 2]) await count('door', { items: [late], phone: 'phone-one' });
    await settled('store', { occupancy: 0, in: 6 });
    const from = new Date(Math.floor(lateMs / minuteMs) * minuteMs + 5 * minuteMs).toISOString();
    const to = new Date(Date.parse(from) + minuteMs).toISOString();
    const history = await running.read<History>(
      `/api/v1/zones/bern/store/history?from=${from}&to=${to}&resolution=1m`,
      admin,
    );
    expect(history.rows).toMatchObject([{ in: 4, out: 0 }]);
  });

  it('takes off what the phone’s clock is wrong by, and believes nothing of the future', async () => {
    const wrongMs = 3 * 86_400_000;
    const at = (ms: number) => new Date(clock.now() + ms).toISOString();
    await count('door', {
      items: [tap({ at: at(wrongMs - 1000) })],
      sentAt: at(wrongMs),
      phone: 'phone-one',
    });
    await count('door', { items: [tap({ at: at(-wrongMs) })], sentAt: at(-wrongMs), phone: 'phone-one' });
    const last = await count('door', {
      items: [tap({ at: at(3_600_000) }), tap({ id: 'passage-old', at: at(-30 * 86_400_000) })],
      phone: 'phone-one',
    });
    expect(last).toMatchObject({ in: 3, ignored: [{ id: 'passage-old', why: 'too-old' }] });
    await settled('store', { occupancy: 3, in: 3 });
  });

  it('can be counted with the key of its link, and with no other', async () => {
    const link = await running.send('POST', '/api/v1/sensors/bern/door/count-link', admin);
    const { key, path } = (await link.json()) as { key: string; path: string };
    expect(path).toBe(`/count/bern/door#key=${key}`);
    const withKey = async (sensor: string, given: string) =>
      (await send(sensor, { items: [tap()] }, { 'x-count-key': given })).status;
    expect(await withKey('door', key)).toBe(200);
    expect(await withKey('camera', key)).toBe(401);
    expect(await withKey('door', 'guessed')).toBe(401);
    await running.send('DELETE', '/api/v1/sensors/bern/door/count-link', admin);
    expect(await withKey('door', key)).toBe(401);
    await settled('store', { occupancy: 1 });
    const page = await running.fetch('/count/bern/door', {}, { headers: { 'accept-language': 'fr' } });
    expect(await page.text()).toContain('Commencer à compter');
  });
});

describe('a door that people count until its sensor is back', () => {
  const push = (came: number, out: number) =>
    running.fetch(
      '/push/generic/bern/camera',
      {},
      {
        method: 'POST',
        body: JSON.stringify({ in: came, out }),
        headers: { authorization: 'Bearer a-secret-token-of-a-camera', 'content-type': 'application/json' },
      },
    );

  it('counts by hand only, and by the sensor only afterwards', async () => {
    await push(100, 90);
    await push(120, 90);
    await settled('hall', { occupancy: 20, light: 'green' });
    expect(
      (await count('camera', { items: [tap({ id: 'passage-early' })], phone: 'phone-one' })).ignored,
    ).toEqual([{ id: 'passage-early', why: 'not-by-hand' }]);
    const begun = await running.send('PUT', '/api/v1/sensors/bern/camera/by-hand', admin, {
      inside: [{ zone: 'hall', occupancy: 12 }],
    });
    expect((await begun.json()) as CountedDoor).toMatchObject({ byHand: 'now', by: 'admin' });
    clock.pass(1000);
    await count('camera', { items: [tap(), tap(), tap()], phone: 'phone-one' });
    await push(140, 90);
    await settled('hall', { occupancy: 15, in: 23, light: 'green' });
    // The device answers, and proves nothing: nobody counts.
    const tooLongMs = 4 * minuteMs;
    clock.pass(tooLongMs);
    await push(141, 90);
    await settled('hall', { occupancy: 15, light: 'unknown', reason: 'stale:camera' });
    await count('camera', { phone: 'phone-one' });
    await settled('hall', { light: 'green' });
    const unsent = tap();
    clock.pass(61 * minuteMs);
    await push(150, 90);
    await push(152, 90);
    // The hour is over; what was tapped in it still counts when it comes.
    await count('camera', { items: [unsent], phone: 'phone-one' });
    await settled('hall', { occupancy: 18, in: 26, light: 'green' });
    const entries = await running.read<{ action: string; note?: string }[]>(
      '/api/v1/audit?action=count-by-hand',
      admin,
    );
    expect(entries).toMatchObject([{ action: 'count-by-hand', to: 'camera' }]);
  });
});

describe('what is kept of passages', () => {
  let own: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    own = await TestDatabase.create();
    database = await own.open();
  });
  afterAll(async () => {
    await database.close();
    await own.remove();
  });

  it('adds up each passage once, whatever comes again, at the same time or in another order', async () => {
    const store = new HandStore(database.db, database.dialect);
    const items = fc.array(fc.record({ id: fc.nat(30), isUndo: fc.boolean() }), { maxLength: 30 });
    let door = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(items, { maxLength: 5 }), async (batches) => {
        const name = { site: 'bern', sensor: `door-${++door}` };
        await Promise.all(
          batches.map((batch) =>
            store.add(
              name,
              [],
              batch.map(({ id, isUndo }) =>
                isUndo ? { id: `p${id}`, undo: true } : { id: `p${id}`, atMs: 1e12, in: id, out: 1 },
              ),
              1e12,
            ),
          ),
        );
        const all = batches.flat();
        const ids = new Set(all.filter(({ isUndo }) => !isUndo).map(({ id }) => id));
        for (const { id, isUndo } of all) if (isUndo) ids.delete(id);
        const sum = [...ids].reduce((total, id) => total + id, 0);
        expect(await store.counter(name)).toMatchObject({ in: sum, out: ids.size });
        const numbers = (await store.since(name, 0)).map(({ sequence }) => sequence);
        expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      }),
      { numRuns: 25 },
    );
  });
});
