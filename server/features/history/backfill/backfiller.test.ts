import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathOf } from '#lib/contract/path.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { Clock } from '#server/clock.ts';
import { emptyLedger, type LedgerState } from '#server/engine/ledger-state.ts';
import type { Database } from '#server/platform/database/database.ts';
import type { DeviceHistory } from '#server/sensors/driver.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { unknownMinute } from '#server/test-support/minute-record.ts';
import { sampleSensor, sampleSite, sampleSource, sampleZone } from '#server/test-support/sample-site.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { HistoryStore } from '../history-store.ts';
import { minuteMs } from '../tally.ts';
import { BackfillStore } from './backfill-store.ts';
import { Backfiller } from './backfiller.ts';
import type { MergedZone } from './merge-episode.ts';
import { SilenceWatch } from './silence-watch.ts';

const dayMs = 1440 * minuteMs;
const start = Date.parse('2026-10-20T08:00:00Z');
const source = sampleSource({ use: 'count' });
const zone = sampleZone({ sources: [source] });
const door = sampleSensor();
const site = sampleSite({ sensors: [door], zones: [zone] });

type Asked = { readonly fromMs: number; readonly toMs: number };
type Answer = (asked: Asked) => Promise<Result<DeviceHistory, SensorError>>;

let kept: TestDatabase;
let database: Database;
let nowMs: number;
let asked: Asked[];
let running: Backfiller[];
let merged: MergedZone[];

beforeEach(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
  nowMs = start;
  asked = [];
  running = [];
  merged = [];
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await database.close();
  await kept.remove();
});

/** The ledger at the last reading of the door, which had counted 10 people. */
function heardAt(atMs: number): LedgerState {
  const last = { in: 10, out: 0, atMs };
  return {
    ...emptyLedger('2026-10-20'),
    sources: { 'door/main': { kind: 'count', net: 10, last, atMs, clocks: [] } },
  };
}

function watching(...of: Parameters<SilenceWatch['set']>): SilenceWatch {
  const watch = new SilenceWatch();
  watch.set(...of);
  return watch;
}

async function begin(ledger: LedgerState | undefined, answer: Answer | undefined): Promise<Backfiller> {
  const clock: Clock = { now: () => nowMs, monotonic: () => performance.now() };
  const saved = new Map(ledger === undefined ? [] : [[pathOf('bern', 'store'), { ledger }]]);
  const backfiller = new Backfiller({
    store: new BackfillStore(database.db),
    history: new HistoryStore(database.db),
    watch: watching(site, saved),
    clock,
    retentionClock: clock,
    site: () => site,
    memory: () =>
      answer && {
        history: (_channel, fromMs, toMs) => {
          asked.push({ fromMs, toMs });
          return answer({ fromMs, toMs });
        },
      },
    correction: () => undefined,
    onMerged: (zone) => merged.push(zone),
    onError: (error) => expect.unreachable(String(error)),
    everyMs: 10,
  });
  running.push(backfiller);
  await backfiller.load();
  await backfiller.start();
  return backfiller;
}

const hear = (backfiller: Backfiller, total: number) =>
  backfiller.observe({
    config: door,
    snapshot: { readings: [{ kind: 'count', channel: 'main', in: total, out: 0 }] },
  });

/** Saves the minute that contains the people of the silence, and the one after it. */
async function saveArrival(peopleIn: number, zones: readonly string[] = ['store']) {
  const arrival = Math.floor(nowMs / minuteMs);
  const minutes = [unknownMinute(arrival, peopleIn), unknownMinute(arrival + 1)];
  const saved = { version: 1, ledger: emptyLedger('2026-10-20') } as const;
  const rows = zones.map((zone) => ({ site: 'bern', zone, saved, minutes }));
  await new ZoneStore(database.db).save(rows, '');
}

const inByMinute = async () =>
  (await new HistoryStore(database.db).minutes('bern', 'store', start - 30 * dayMs, start + 30 * dayMs))
    .filter(({ came: peopleIn }) => peopleIn !== 0)
    .map(({ start: minute, came: peopleIn }) => [minute - start / minuteMs, peopleIn]);

const states = async (backfiller: Backfiller) =>
  (await backfiller.list({ limit: 10 })).map(({ state }) => state);

/** A device that answers one day at a time, with one person a minute after each beginning. */
const dayByDay: Answer = async ({ fromMs, toMs }) => {
  const untilMs = Math.min(toMs, fromMs + dayMs);
  const bins = [];
  for (let at = Math.floor(fromMs / minuteMs); at * minuteMs < untilMs; at++) {
    const isSomebody = at * minuteMs === Math.floor(fromMs / minuteMs + 20) * minuteMs;
    bins.push({ fromMs: at * minuteMs, toMs: (at + 1) * minuteMs, in: isSomebody ? 2 : 0, out: 0 });
  }
  return ok({ bins, untilMs });
};

describe('the back-fill', () => {
  it('goes on after a restart where it was, and asks for nothing twice', async () => {
    let isCut = false;
    const slow: Answer = async (span) => {
      if (asked.length === 2 && !isCut) return new Promise(() => undefined);
      return dayByDay(span);
    };
    const first = await begin(heardAt(start), slow);
    nowMs = start + 3 * dayMs + 30_000;
    hear(first, 16);
    await saveArrival(6);
    await expect.poll(() => states(first)).toEqual(['waiting']);
    nowMs += 4 * minuteMs;
    await expect.poll(() => asked.length).toBe(2);
    running = [];
    void first.stop();
    isCut = true;
    const second = await begin(heardAt(nowMs), slow);
    hear(second, 16);
    await expect.poll(() => states(second)).toEqual(['done']);
    expect(asked.map(({ fromMs }) => (fromMs - start) / dayMs)).toEqual([0, 1, 1, 2, 3]);
    expect(await inByMinute()).toEqual([
      [20, 2],
      [1440 + 20, 2],
      [2 * 1440 + 20, 2],
    ]);
    expect(merged).toHaveLength(1);
  });

  it('tries again later when the device does not answer, and reports why meanwhile', async () => {
    let error: SensorError | undefined = { kind: 'unreachable', detail: 'ECONNREFUSED' };
    const backfiller = await begin(heardAt(start), async (span) =>
      error === undefined ? dayByDay(span) : fail(error),
    );
    nowMs = start + 30 * minuteMs + 5000;
    hear(backfiller, 12);
    await saveArrival(2);
    nowMs += 3 * minuteMs;
    await expect.poll(async () => (await backfiller.list({ limit: 1 }))[0]?.error).toEqual(error);
    expect(asked).toHaveLength(1);
    error = undefined;
    nowMs += minuteMs;
    await expect.poll(() => states(backfiller)).toEqual(['done']);
    expect(await inByMinute()).toEqual([[20, 2]]);
    expect((await backfiller.list({ limit: 1 }))[0]).toMatchObject({ filled: { in: 2, out: 0 }, bins: [] });
  });

  it('leaves history as it is where the device remembers nothing, or has no memory', async () => {
    const absent: Answer = async () => fail({ kind: 'not-found', path: '/export' });
    for (const answer of [absent, undefined]) {
      const backfiller = await begin(heardAt(nowMs), answer);
      nowMs += 30 * minuteMs;
      hear(backfiller, 12);
      await saveArrival(2);
      nowMs += 4 * minuteMs;
      await expect.poll(async () => (await states(backfiller))[0]).toBe('unavailable');
    }
    expect(await inByMinute()).toEqual([
      [30, 2],
      [64, 2],
    ]);
  });

  it('fetches the days before a new sensor, and nothing where there is history already', async () => {
    const backfiller = await begin(undefined, dayByDay);
    hear(backfiller, 500);
    await expect.poll(() => states(backfiller)).toEqual(['waiting']);
    expect((await backfiller.list({ limit: 1 }))[0]).toMatchObject({
      reason: 'new',
      fromMs: start - 14 * dayMs,
    });
    nowMs += 3 * minuteMs;
    await expect.poll(() => asked.length).toBe(1);
    await backfiller.stop();
    await database.db.deleteFrom('backfill').execute();

    nowMs = start - 20 * dayMs;
    await saveArrival(1);
    nowMs = start + 10 * minuteMs;
    asked = [];
    const later = await begin(undefined, dayByDay);
    hear(later, 500);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await later.list({ limit: 10 })).toEqual([]);
  });

  it('is done, with nothing to fill in, where a new sensor has never counted before', async () => {
    const empty: Answer = async ({ fromMs, toMs }) =>
      ok({ bins: [{ fromMs, toMs: fromMs + 15 * minuteMs, in: 0, out: 0 }], untilMs: toMs });
    const backfiller = await begin(undefined, empty);
    hear(backfiller, 0);
    await expect.poll(() => states(backfiller)).toEqual(['waiting']);
    nowMs += 4 * minuteMs;
    await expect.poll(() => states(backfiller)).toEqual(['done']);
    expect((await backfiller.list({ limit: 1 }))[0]?.filled).toEqual({ in: 0, out: 0, minutes: 0 });
    expect(await new HistoryStore(database.db).firstMinute('bern', 'store')).toBeUndefined();
  });

  it('tries again what it gave up when somebody asks, once, and moves the people then', async () => {
    let isReady = false;
    const absent: Answer = async (span) =>
      isReady ? dayByDay(span) : fail({ kind: 'forbidden', status: 403 });
    const backfiller = await begin(heardAt(start), absent);
    await saveArrival(0);
    nowMs = start + 30 * minuteMs + 5000;
    hear(backfiller, 12);
    await saveArrival(2);
    nowMs += 4 * minuteMs;
    await expect.poll(() => states(backfiller)).toEqual(['unavailable']);
    isReady = true;
    const [first, second] = await Promise.all([
      backfiller.request('bern', 'door', { fromMs: start }),
      backfiller.request('bern', 'door', { fromMs: start }),
    ]);
    expect(first).toHaveLength(1);
    expect(second).toHaveLength(1);
    await expect.poll(() => states(backfiller)).toEqual(['done']);
    expect(await inByMinute()).toEqual([[20, 2]]);
    expect(asked).toHaveLength(2);
    expect(await backfiller.request('bern', 'door', { fromMs: start })).toEqual([]);
  });

  it('fetches what was before the history of a zone when somebody asks, and adds it to nothing', async () => {
    const backfiller = await begin(heardAt(start), dayByDay);
    await saveArrival(1);
    nowMs += 3 * minuteMs;
    const fromMs = start - 2 * dayMs;
    const asking = await backfiller.request('bern', 'door', { fromMs });
    expect(asking).toMatchObject([{ reason: 'request', fromMs, toMs: start }]);
    expect(await backfiller.request('bern', 'door', { fromMs })).toHaveLength(1);
    await expect.poll(() => states(backfiller)).toEqual(['done']);
    const day = 1440;
    const people = [
      [-2 * day + 20, 2],
      [-day + 20, 2],
      [0, 1],
    ];
    expect(await inByMinute()).toEqual(people);
    expect(await backfiller.request('bern', 'door', { fromMs })).toEqual([]);
    expect(await inByMinute()).toEqual(people);
  });

  it('counts a door once that feeds two zones, and asks its device once for both', async () => {
    const cafe = { ...zone, id: 'cafe', sources: [{ ...source, direction: 'reverse' as const }] };
    const both = { ...site, zones: [zone, cafe] };
    const watch = watching(
      both,
      new Map([
        [pathOf('bern', 'store'), { ledger: heardAt(start) }],
        [pathOf('bern', 'cafe'), { ledger: heardAt(start) }],
      ]),
    );
    const backfiller = new Backfiller({
      store: new BackfillStore(database.db),
      history: new HistoryStore(database.db),
      watch,
      clock: { now: () => nowMs, monotonic: () => performance.now() },
      retentionClock: { now: () => nowMs },
      site: () => both,
      memory: () => ({
        history: (_channel, fromMs, toMs) => {
          asked.push({ fromMs, toMs });
          return dayByDay({ fromMs, toMs });
        },
      }),
      correction: () => undefined,
      onMerged: (zone) => merged.push(zone),
      onError: (error) => expect.unreachable(String(error)),
      everyMs: 10,
    });
    running.push(backfiller);
    await backfiller.load();
    await backfiller.start();
    nowMs = start + 60 * minuteMs;
    hear(backfiller, 12);
    await saveArrival(2, ['store', 'cafe']);
    nowMs += 4 * minuteMs;
    await expect.poll(() => states(backfiller)).toEqual(['done', 'done']);
    expect(asked).toHaveLength(1);
  });
});
