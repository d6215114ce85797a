import type { KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathOf } from '#lib/contract/path.ts';
import { ok } from '#lib/result.ts';
import { emptyLedger, type LedgerState } from '#server/engine/ledger-state.ts';
import type { Database } from '#server/platform/database/database.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import type { ZoneSaver } from '#server/site/zone-writer.ts';
import { unknownMinute } from '#server/test-support/minute-record.ts';
import { sampleSensor, sampleSite, sampleSource, sampleZone } from '#server/test-support/sample-site.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { HistoryStore } from '../history-store.ts';
import { minuteMs } from '../tally.ts';
import { BackfillStore } from './backfill-store.ts';
import { Backfiller } from './backfiller.ts';
import { SilenceWatch } from './silence-watch.ts';

/** Network and database fail together, as after a power cut or a broken switch. */

const start = Date.parse('2026-10-20T08:00:00Z');
const source = sampleSource({ use: 'count' });
const zone = sampleZone({ sources: [source] });
const door = sampleSensor();
const site = sampleSite({ sensors: [door], zones: [zone] });

let kept: TestDatabase;
let database: Database;
let isAway: boolean;
let nowMs: number;
let asked: number;
let errors: unknown[];
let running: Backfiller[];

beforeEach(async () => {
  kept = await TestDatabase.create();
  isAway = false;
  const opened = await kept.open();
  const away: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (isAway) throw new Error('database is away');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  database = {
    ...opened,
    db: opened.db.withPlugin(away),
    saves: opened.saves.withPlugin(away),
    history: opened.history.withPlugin(away),
  };
  nowMs = start;
  asked = 0;
  errors = [];
  running = [];
});
afterEach(async () => {
  isAway = false;
  await Promise.all(running.map((one) => one.stop()));
  await database.close();
  await kept.remove();
});

function heard(atMs: number, total: number): LedgerState {
  const last = { in: total, out: 0, atMs };
  return {
    ...emptyLedger('2026-10-20'),
    sources: { 'door/main': { kind: 'count', net: total, last, atMs, clocks: [] } },
  };
}

/** A sidecar that continues from a ledger: the part of it that fills gaps. */
async function begin(ledger: LedgerState, more: { store?: BackfillStore; everyMs?: number } = {}) {
  const watch = new SilenceWatch();
  watch.set(site, new Map([[pathOf('bern', 'store'), { ledger }]]));
  const backfiller = new Backfiller({
    store: new BackfillStore(database.db),
    history: new HistoryStore(database.db),
    watch,
    clock: { now: () => nowMs, monotonic: () => nowMs },
    retentionClock: { now: () => nowMs },
    site: () => site,
    memory: () => ({
      history: async (_channel, fromMs, toMs) => {
        asked += 1;
        const bins = [];
        for (let at = Math.floor(fromMs / minuteMs); at * minuteMs < toMs; at++) {
          const isSomebody = at * minuteMs === start + 20 * minuteMs;
          bins.push({ fromMs: at * minuteMs, toMs: (at + 1) * minuteMs, in: isSomebody ? 3 : 0, out: 0 });
        }
        return ok({ bins, untilMs: toMs });
      },
    }),
    correction: () => undefined,
    onMerged: () => undefined,
    onError: (error) => errors.push(error),
    everyMs: 10,
    ...more,
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

/** Saves the zone as it is now, with the minute that ends now; gaps first, as the pipeline does. */
async function save(
  backfiller: Backfiller,
  ledger: LedgerState,
  peopleIn: number,
  to?: ZoneSaver,
): Promise<void> {
  const minute = unknownMinute(Math.floor(nowMs / minuteMs), peopleIn);
  const saved = { version: 1, ledger } as const;
  await backfiller.saveGaps();
  await (to ?? new ZoneStore(database.db)).save(
    [{ site: 'bern', zone: 'store', saved, minutes: [minute] }],
    '',
  );
}

const inByMinute = async () =>
  (await new HistoryStore(database.db).minutes('bern', 'store', start, start + 600 * minuteMs))
    .filter(({ came: peopleIn }) => peopleIn !== 0)
    .map(({ start: minute, came: peopleIn }) => [minute - start / minuteMs, peopleIn]);

const states = async (backfiller: Backfiller) =>
  (await backfiller.list({ limit: 10 })).map(({ state }) => state);

/** Lets the minutes pass that the merge waits for, each saved. */
async function passMinutes(backfiller: Backfiller, ledger: LedgerState) {
  for (let minute = 0; minute < 4; minute++) {
    nowMs += minuteMs;
    await save(backfiller, ledger, 0);
  }
}

async function expectFilledOnce(backfiller: Backfiller) {
  await expect.poll(() => states(backfiller)).toEqual(['done']);
  expect(await inByMinute()).toEqual([[20, 3]]);
  expect(asked).toBe(1);
}

describe('a gap of a source', () => {
  it('is remembered while the database refuses, and filled once when it is back', async () => {
    const first = await begin(heard(start, 10));
    isAway = true;
    nowMs = start + 30 * minuteMs;
    hear(first, 13);
    const now = heard(nowMs, 13);
    await expect(save(first, now, 3)).rejects.toThrow('away');
    isAway = false;
    await save(first, now, 3);
    await passMinutes(first, now);
    await expectFilledOnce(first);
  });

  it('is not merged before the minute is on disk in which its people stand', async () => {
    const first = await begin(heard(start, 10));
    isAway = true;
    nowMs = start + 30 * minuteMs;
    hear(first, 13);
    const arrivedMs = nowMs;
    const now = heard(nowMs, 13);
    nowMs += 90 * minuteMs;
    isAway = false;
    await expect.poll(() => states(first)).toEqual(['settled']);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const backMs = nowMs;
    nowMs = arrivedMs;
    await save(first, now, 3);
    nowMs = backMs;
    await passMinutes(first, now);
    await expectFilledOnce(first);
  });

  it('is found again after a restart where neither it nor its zone could be saved', async () => {
    const first = await begin(heard(start, 10));
    isAway = true;
    nowMs = start + 30 * minuteMs;
    hear(first, 12);
    await expect(save(first, heard(nowMs, 12), 2)).rejects.toThrow('away');
    await first.stop();
    isAway = false;
    nowMs += minuteMs;
    const second = await begin(heard(start, 10));
    hear(second, 13);
    await save(second, heard(nowMs, 13), 3);
    await passMinutes(second, heard(nowMs, 13));
    await expectFilledOnce(second);
  });

  it('is on disk before its zone: a sidecar killed right after the save goes on with it', async () => {
    const never = 3_600_000;
    const first = await begin(heard(start, 10), { everyMs: never });
    nowMs = start + 30 * minuteMs;
    hear(first, 13);
    const now = heard(nowMs, 13);
    await save(first, now, 3);
    const second = await begin(now);
    hear(second, 13);
    await passMinutes(second, now);
    await expectFilledOnce(second);
  });

  it('is stored once where the sidecar is killed before its zone is saved', async () => {
    const first = await begin(heard(start, 10), { everyMs: 3_600_000 });
    nowMs = start + 30 * minuteMs;
    hear(first, 12);
    const refusing: ZoneSaver = { save: () => Promise.reject(new Error('killed')) };
    await expect(save(first, heard(nowMs, 12), 2, refusing)).rejects.toThrow('killed');
    nowMs += minuteMs;
    const second = await begin(heard(start, 10));
    hear(second, 13);
    await save(second, heard(nowMs, 13), 3);
    await passMinutes(second, heard(nowMs, 13));
    await expectFilledOnce(second);
  });

  it('is filled once where the database hangs, does it, answers late, or says that it failed', async () => {
    let release = (): void => undefined;
    class SlowStore extends BackfillStore {
      calls = 0;
      override async addAll(records: Parameters<BackfillStore['addAll']>[0]) {
        this.calls += 1;
        if (this.calls === 1) await new Promise<void>((resolve) => (release = resolve));
        const added = await super.addAll(records);
        if (this.calls === 1) throw new Error('the connection was lost');
        return added;
      }
    }
    const store = new SlowStore(database.db);
    const first = await begin(heard(start, 10), { store });
    nowMs = start + 30 * minuteMs;
    hear(first, 13);
    const now = heard(nowMs, 13);
    const saving = save(first, now, 3);
    await expect.poll(() => store.calls).toBe(1);
    release();
    await expect(saving).rejects.toThrow('lost');
    await save(first, now, 3);
    await passMinutes(first, now);
    await expectFilledOnce(first);
  });

  it('is entered once where the end of its merge was not heard of', async () => {
    class ForgetfulStore extends BackfillStore {
      merges = 0;
      override async merge(...merge: Parameters<BackfillStore['merge']>) {
        this.merges += 1;
        await super.merge(...merge);
        if (this.merges === 1) throw new Error('the connection was lost');
      }
    }
    const store = new ForgetfulStore(database.db);
    const first = await begin(heard(start, 10), { store });
    nowMs = start + 30 * minuteMs;
    hear(first, 13);
    const now = heard(nowMs, 13);
    await save(first, now, 3);
    await passMinutes(first, now);
    await expect.poll(() => store.merges).toBe(2);
    await expectFilledOnce(first);
  });

  it('leaves its device alone for a while where the answer cannot be stored', async () => {
    class ReadOnlyStore extends BackfillStore {
      override update(): Promise<void> {
        return Promise.reject(new Error('disk is full'));
      }
    }
    const first = await begin(heard(start, 10), { store: new ReadOnlyStore(database.db) });
    nowMs = start + 30 * minuteMs;
    hear(first, 13);
    await save(first, heard(nowMs, 13), 3);
    await passMinutes(first, heard(nowMs, 13));
    await expect.poll(() => asked).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(asked).toBe(1);
    expect(errors.map(String)).toContainEqual(expect.stringContaining('disk is full'));
  });

  it('is given up only where a source left hundreds of them, and that is reported', async () => {
    const first = await begin(heard(start, 10));
    isAway = true;
    for (let gap = 1; gap <= 501; gap++) {
      nowMs = start + gap * 3 * minuteMs;
      hear(first, 10 + gap);
    }
    expect(errors.map(String)).toContainEqual(expect.stringContaining('more than 500 gaps'));
    isAway = false;
    await save(first, heard(nowMs, 511), 0);
    const open = await new BackfillStore(database.db).open();
    expect(open).toHaveLength(500);
    expect(open[0]?.fromMs).toBe(start + 3 * minuteMs);
  });
});
