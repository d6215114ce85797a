import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historySchema, typicalDaySchema, whatIfSchema } from '#lib/contract/history.ts';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { isThroughFront } from '#server/test-support/chain-servers.ts';
import { minuteRecord } from '#server/test-support/minute-record.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** A Friday noon in Bern. */
const now = Date.parse('2026-11-20T11:00:00Z');
const address = '/api/v1/zones/bern/store/history';
/**
 * Fridays from 10:00 to 10:30 in Bern: ten people, and each earlier week one more, the last week eight more.
 */
const fridays = [8, 0, 1, 2, 3];

let kept: TestDatabase;
let running: RunningSidecar;
let viewer: Visitor;

function minuteAt(ms: number, people: number) {
  const amberMs = people >= 16 ? minuteMs : 0;
  return minuteRecord(ms / minuteMs, { min: people, max: people, area: people * minuteMs, amberMs, came: 1 });
}

beforeAll(async () => {
  kept = await TestDatabase.create();
  const database = await kept.open();
  const minutes = fridays.flatMap((more, week) =>
    Array.from({ length: 30 }, (_, minute) => {
      const hour = week < 3 ? 9 : 8; // Until 25 October clocks were set to summer time.
      const day = Date.parse('2026-11-13T00:00:00Z') - week * 7 * dayMs;
      return minuteAt(day + hour * 60 * minuteMs + minute * minuteMs, 10 + more);
    }),
  );
  await new ZoneStore(database.db).save(
    [{ site: 'bern', zone: 'store', saved: { version: 1, ledger: emptyLedger('2026-11-13') }, minutes }],
    new Date(now).toISOString(),
  );
  await database.close();
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
`,
    { database: kept, clock: { now: () => now, monotonic: () => performance.now() } },
  );
  viewer = await running.signIn();
});

afterAll(async () => {
  await running?.stop();
  await kept.remove();
});

describe('finished history', () => {
  const week = `${address}?from=2026-11-09T00:00:00Z&to=2026-11-15T00:00:00Z&resolution=1d`;

  it('carries an ETag, and is not sent again to who has it', async () => {
    const first = await running.fetch(week, viewer);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const { rows } = historySchema.parse(await first.json());
    expect(rows).toMatchObject([{ from: '2026-11-12T23:00:00.000Z', min: 18, max: 18, avg: 18, in: 30 }]);
    for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`]) {
      const again = await running.fetch(week, viewer, { headers: { 'if-none-match': known } });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
    }
    const other = await running.fetch(week, viewer, { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
  });

  it('has another ETag as CSV, whose first line names the columns', async () => {
    const json = await running.fetch(week, viewer);
    const csv = await running.fetch(week, viewer, { headers: { accept: 'text/csv' } });
    expect(csv.headers.get('etag')).not.toBe(json.headers.get('etag'));
    expect(csv.headers.get('vary')).toContain('accept');
    const [head, line] = (await csv.text()).split('\n');
    expect(head).toBe(
      'from,to,min,max,avg,in,out,amberS,redS,unknownS,closedS,recordedS,backfilledS,capacity',
    );
    expect(line).toContain(',18,18,18,30,0,1800,');
  });
});

// Several sidecars go by the clock of their database, which nobody moves.
const itMovesTheClock = it.skipIf(isThroughFront);

describe('the usual day', () => {
  itMovesTheClock('is the median of the same weekday, by the clock of the site', async () => {
    const day = typicalDaySchema.parse(await running.read(`${address}/typical`, viewer));
    expect(day.day).toBe('2026-11-20');
    expect(day.days).toEqual(['2026-11-13', '2026-11-06', '2026-10-30', '2026-10-23', '2026-10-16']);
    expect(day.rows).toEqual([
      { from: '2026-11-20T09:00:00.000Z', to: '2026-11-20T09:15:00.000Z', occupancy: 12, days: 5 },
      { from: '2026-11-20T09:15:00.000Z', to: '2026-11-20T09:30:00.000Z', occupancy: 12, days: 5 },
    ]);
  });

  it('of a day without a past is empty, and a date that is none is refused', async () => {
    const empty = typicalDaySchema.parse(await running.read(`${address}/typical?day=2026-11-18`, viewer));
    expect(empty).toEqual({ day: '2026-11-18', days: [], rows: [] });
    expect((await running.fetch(`${address}/typical?day=2026-02-30`, viewer)).status).toBe(400);
  });
});

describe('other limits', () => {
  const ask = (body: object) => running.send('POST', `${address}/what-if`, viewer, body);

  itMovesTheClock('would have meant so much time at red and amber last week', async () => {
    const answer = await ask({ capacity: 18, amberAt: 0.5, redAt: 1 });
    expect(answer.status).toBe(200);
    expect(whatIfSchema.parse(await answer.json())).toEqual({
      from: '2026-11-13T11:00:00.000Z',
      to: '2026-11-20T11:00:00.000Z',
      redMs: 0,
      amberMs: 0,
      knownMs: 0,
      before: { redMs: 0, amberMs: 0 },
      careful: { redMs: 0, amberMs: 0 },
    });
    const span = { from: '2026-11-13T00:00:00Z', to: '2026-11-14T00:00:00Z' };
    expect(await (await ask({ capacity: 18, amberAt: 0.5, redAt: 1, ...span })).json()).toMatchObject({
      redMs: 30 * minuteMs,
      amberMs: 0,
      before: { redMs: 0, amberMs: 30 * minuteMs },
    });
    expect(await (await ask({ capacity: 36, amberAt: 0.5, redAt: 1, ...span })).json()).toMatchObject({
      redMs: 0,
      amberMs: 30 * minuteMs,
    });
  });

  it('that make no sense are refused, with the field', async () => {
    const answer = await ask({ capacity: 18, amberAt: 1, redAt: 0.5 });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ path: expect.stringContaining('amberAt') }] });
    expect((await ask({ capacity: 0, amberAt: 0.5, redAt: 1 })).status).toBe(400);
    const span = { from: '2026-01-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
    expect((await ask({ capacity: 10, amberAt: 0.5, redAt: 1, ...span })).status).toBe(400);
  });

  it('and everything else of history is only for who may look, and of zones that exist', async () => {
    for (const path of ['', '/typical']) {
      expect((await running.fetch(address + path)).status).toBe(401);
      expect((await running.fetch(`/api/v1/zones/bern/attic/history${path}`, viewer)).status).toBe(404);
    }
    expect((await running.fetch('/api/v1/backfills')).status).toBe(401);
    expect(await running.read('/api/v1/backfills', viewer)).toEqual({ items: [] });
  });
});
