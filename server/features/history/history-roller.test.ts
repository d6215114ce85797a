import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolutions } from '#lib/contract/history.ts';
import type { Retention } from '#lib/contract/retention.ts';
import type { Clock } from '#server/clock.ts';
import type { MinuteRecord } from '#server/engine/history-minute.ts';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import type { Database } from '#server/platform/database/database.ts';
import { InstallationStore } from '#server/platform/database/installation-store.ts';
import { RetentionClock, type RetentionTime } from '#server/platform/retention-clock.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import type { ZoneSaver } from '#server/site/zone-writer.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { BackfillStore } from './backfill/backfill-store.ts';
import { binEdges, rollUp, rowsOf } from './bins.ts';
import { HistoryReader } from './history-reader.ts';
import { HistoryRoller } from './history-roller.ts';
import { HistoryStore } from './history-store.ts';
import { defaultRetention } from './retention.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const saved = { version: 1, ledger: emptyLedger('2026-01-01') } as const;

class SetClock implements Clock {
  ms = 0;
  now = () => this.ms;
  monotonic = () => performance.now();
}

function minuteRecord(minute: number, seed = minute): MinuteRecord {
  const people = 5 + (seed % 23);
  return {
    minute,
    min: seed % 11 === 0 ? null : people - 3,
    max: seed % 11 === 0 ? null : people + 4,
    area: seed % 11 === 0 ? 0 : people * 31_007,
    knownMs: seed % 11 === 0 ? 0 : 31_007,
    amberMs: seed % 7,
    redMs: seed % 5,
    unknownMs: seed % 3,
    closedMs: 0,
    capacity: null,
    recordedMs: 59_000,
    came: seed % 4,
    went: seed % 6,
  };
}

let kept: TestDatabase;
let database: Database;
let store: HistoryStore;
let clock: SetClock;
let rollers: HistoryRoller[];

beforeEach(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
  store = new HistoryStore(database.db);
  clock = new SetClock();
  rollers = [];
});
afterEach(async () => {
  await Promise.all(rollers.map((roller) => roller.stop()));
  await database.close();
  await kept.remove();
});

/** A sidecar's life: a roller, and a saver that informs it of what was saved, as the pipeline does. */
function begin(
  timezone: string,
  retention: Retention = defaultRetention,
  retentionClock: RetentionTime = clock,
) {
  const roller = new HistoryRoller({
    store,
    clock,
    retentionClock,
    retention: { now: retention },
    timezone: () => timezone,
    onError: (error) => expect.unreachable(String(error)),
  });
  rollers.push(roller);
  const zones = new ZoneStore(database.db);
  const save: ZoneSaver['save'] = async (saved, savedAt) => {
    await zones.save(saved, savedAt);
    roller.saved(saved);
  };
  return { roller, saver: { save } };
}

/** Empties the database for the next of many runs. */
async function forget() {
  for (const table of [
    'history_minute',
    'history_rollup',
    'history_rolled',
    'history_late',
    'zone_state',
  ] as const) {
    await database.db.deleteFrom(table).execute();
  }
}

async function save(saver: ZoneSaver, minutes: readonly MinuteRecord[]) {
  await saver.save([{ site: 'bern', zone: 'store', saved, minutes }], '2026-01-01T00:00:00.000Z');
}

/** Reads every resolution, and compares with the sum of the minutes. */
async function expectSameAsMinutes(fromMs: number, toMs: number, timezone: string) {
  for (const resolution of resolutions) {
    const edges = binEdges(fromMs, toMs, resolution, timezone);
    const minutes = await store.minutes('bern', 'store', edges[0]!, edges.at(-1)!);
    const answer = await new HistoryReader(store).read({
      site: 'bern',
      zone: 'store',
      fromMs,
      toMs,
      resolution,
      timezone,
    });
    expect(answer, resolution).toEqual(rowsOf(rollUp(minutes, edges), edges));
  }
}

describe('roll-ups', () => {
  it('answer as the minutes would, across every change of the clocks, whatever arrived how late and how often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          { timezone: 'Europe/Zurich', day: '2026-03-28T12:00:00Z' },
          { timezone: 'Europe/Zurich', day: '2026-10-24T12:00:00Z' },
          { timezone: 'Asia/Kathmandu', day: '2026-05-01T00:00:00Z' },
          { timezone: 'America/St_Johns', day: '2026-11-01T00:00:00Z' },
          { timezone: 'Australia/Lord_Howe', day: '2026-04-04T03:00:00Z' },
          { timezone: 'Australia/Lord_Howe', day: '2026-10-03T03:00:00Z' },
          { timezone: 'Africa/Cairo', day: '2026-04-23T12:00:00Z' },
        ),
        // Pieces of time between rounds, with the minutes saved in each: some of them far behind.
        fc.array(
          fc.record({
            passesMin: fc.integer({ min: 1, max: 700 }),
            minutes: fc.array(fc.integer({ min: 0, max: 2900 }), { maxLength: 40 }),
            restarts: fc.boolean(),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        fc.tuple(fc.integer({ min: 0, max: 2900 }), fc.integer({ min: 1, max: 2000 })),
        async ({ timezone, day }, pieces, [offset, length]) => {
          await forget();
          const start = Date.parse(day) / minuteMs;
          let nowMin = 0;
          let life = begin(timezone);
          for (const { passesMin, minutes, restarts } of pieces) {
            nowMin += passesMin;
            clock.ms = (start + nowMin) * minuteMs + 10_000;
            if (restarts) life = begin(timezone);
            const distinct = [...new Set(minutes.filter((minute) => minute < nowMin))];
            await save(
              life.saver,
              distinct.map((minute) => minuteRecord(start + minute, minute * passesMin)),
            );
            await life.roller.rollUp();
          }
          const fromMs = (start + offset) * minuteMs;
          await expectSameAsMinutes(fromMs, fromMs + length * minuteMs, timezone);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('take in what came at the very beginning of a life, however old it is', async () => {
    const firstMs = Date.parse('2026-03-01T10:00:00Z');
    clock.ms = firstMs + 3 * dayMs;
    const before = begin('Europe/Zurich');
    await save(before.saver, []);
    await before.roller.rollUp();
    clock.ms += minuteMs;
    const after = begin('Europe/Zurich');
    await save(after.saver, [minuteRecord(firstMs / minuteMs, 7)]);
    await after.roller.rollUp();
    await expectSameAsMinutes(firstMs, firstMs + dayMs, 'Europe/Zurich');
  });

  it('take in what was filled in before an unforeseen end, however old it is', async () => {
    const firstMs = Date.parse('2026-03-01T10:00:00Z');
    clock.ms = firstMs + 3 * dayMs;
    const before = begin('Europe/Zurich');
    await save(before.saver, []);
    await before.roller.rollUp();
    const change = { minute: firstMs / minuteMs, came: 3, went: 1, occupancy: 2, isFilled: true };
    await new BackfillStore(database.db).merge({ site: 'bern', zone: 'store' }, [change], []);
    // The first run ends here, before it has learned of it.
    const after = begin('Europe/Zurich');
    await after.roller.rollUp();
    await expectSameAsMinutes(firstMs, firstMs + dayMs, 'Europe/Zurich');
    expect(await store.late('bern', 'store')).toEqual([]);
  });

  it('forget what was filled in where they had not come yet', async () => {
    const firstMs = Date.parse('2026-03-01T10:00:00Z');
    clock.ms = firstMs;
    const { roller, saver } = begin('Europe/Zurich');
    await save(saver, []);
    await roller.rollUp();
    const change = { minute: firstMs / minuteMs + 3, came: 3, went: 1, occupancy: 2, isFilled: true };
    await new BackfillStore(database.db).merge({ site: 'bern', zone: 'store' }, [change], []);
    clock.ms = firstMs + 3_600_000;
    await roller.rollUp();
    await expectSameAsMinutes(firstMs, firstMs + dayMs, 'Europe/Zurich');
    expect(await store.late('bern', 'store')).toEqual([]);
  });

  it('are taken for finished bins: days whose minutes are gone are still there', async () => {
    const { roller, saver } = begin('Europe/Zurich', { ...defaultRetention, minuteDays: 2 });
    const firstMs = Date.parse('2026-01-01T10:00:00Z');
    await save(saver, [minuteRecord(firstMs / minuteMs), minuteRecord(firstMs / minuteMs + 2 * 1440)]);
    clock.ms = firstMs + 3 * dayMs;
    await roller.rollUp();
    expect(await store.minutes('bern', 'store', 0, clock.ms)).toHaveLength(1);
    const rows = await new HistoryReader(store).read({
      site: 'bern',
      zone: 'store',
      fromMs: firstMs,
      toMs: clock.ms,
      resolution: '1d',
      timezone: 'Europe/Zurich',
    });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ from: '2025-12-31T23:00:00.000Z', recordedS: 59 });
  });

  it('follow a site into another timezone', async () => {
    const firstMs = Date.parse('2026-01-01T10:00:00Z');
    const before = begin('Europe/Zurich');
    await save(
      before.saver,
      Array.from({ length: 300 }, (_, at) => minuteRecord(firstMs / minuteMs + at * 11)),
    );
    clock.ms = firstMs + 4 * dayMs;
    await before.roller.rollUp();
    // Also correct before the roller has noticed.
    await expectSameAsMinutes(firstMs, clock.ms, 'Asia/Kolkata');
    await begin('Asia/Kolkata').roller.rollUp();
    await expectSameAsMinutes(firstMs, clock.ms, 'Asia/Kolkata');
    expect((await store.rolled('bern', 'store'))?.timezone).toBe('Asia/Kolkata');
  });

  describe('under a clock that is a year ahead for an hour', () => {
    const firstMs = Date.parse('2026-01-01T10:00:00Z');
    const first = firstMs / minuteMs;
    const monthly: Retention = { minuteDays: 35, rollUpDays: 35 };
    const live = async () => {
      const retentionClock = await RetentionClock.load({
        store: new InstallationStore(database.db),
        clock,
        onError: (error) => expect.unreachable(String(error)),
      });
      return begin('Europe/Zurich', monthly, retentionClock);
    };

    it('lose nothing, and neither do minutes', async () => {
      clock.ms = firstMs + 30 * dayMs;
      const { roller, saver } = await live();
      await save(saver, [minuteRecord(first), minuteRecord(first + 1440)]);
      await roller.rollUp();
      clock.ms += 365 * dayMs;
      // Its next life begins while the clock is wrong: what is old is looked for at once.
      await (await live()).roller.rollUp();
      clock.ms -= 365 * dayMs;
      await (await live()).roller.rollUp();
      expect(await store.minutes('bern', 'store', 0, clock.ms)).toHaveLength(2);
      for (const resolution of ['15m', '1h', '1d'] as const) {
        expect(await store.rollUps('bern', 'store', resolution, 0, clock.ms), resolution).toHaveLength(2);
      }
    });

    it('go on right afterwards, also where the life that saw it ends unforeseen', async () => {
      clock.ms = firstMs;
      const { roller, saver } = await live();
      await save(saver, [minuteRecord(first - 20)]);
      await roller.rollUp();
      clock.ms = firstMs + 365 * dayMs;
      await save(saver, [minuteRecord(first + 365 * 1440)]);
      await roller.rollUp();
      clock.ms = firstMs + 20 * minuteMs;
      await roller.rollUp();
      // Its end comes after this save and before the next round.
      await save(saver, [minuteRecord(first + 19)]);
      clock.ms = firstMs + 3 * dayMs;
      await (await live()).roller.rollUp();
      await expectSameAsMinutes(firstMs - dayMs, firstMs + dayMs, 'Europe/Zurich');
      expect(await store.rollUps('bern', 'store', '1d', 0, clock.ms)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ came: minuteRecord(first - 20).came + minuteRecord(first + 19).came }),
        ]),
      );
    });
  });

  it('are made again where minutes have changed behind their back', async () => {
    const { roller, saver } = begin('Europe/Zurich');
    const firstMs = Date.parse('2026-01-01T10:00:00Z');
    await save(saver, [minuteRecord(firstMs / minuteMs, 3)]);
    clock.ms = firstMs + 10 * dayMs;
    await roller.rollUp();
    await database.db.updateTable('history_minute').set({ came: 77 }).execute();
    roller.changed('bern', 'store', firstMs, firstMs + minuteMs);
    await roller.rollUp();
    const [day] = await store.rollUps('bern', 'store', '1d', 0, clock.ms);
    expect(day?.came).toBe(77);
  });
});
