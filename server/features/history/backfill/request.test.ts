import { describe, expect, it } from 'vitest';
import { sampleSource, sampleZone } from '#server/test-support/sample-site.ts';
import { minuteMs } from '../tally.ts';
import type { BackfillRecord } from './backfill-record.ts';
import {
  type KeptHistory,
  recordsOfRequest,
  recordsToTryAgain,
  type SourcePast,
  type WantedPast,
} from './request.ts';

const dayMs = 1440 * minuteMs;
const now = Date.parse('2026-10-20T08:00:00Z');
const source = sampleSource({ use: 'count' });
const zone = sampleZone({ sources: [source] });

/** A record by its days before now. */
function record(fromDay: number, toDay: number, rest: Partial<BackfillRecord> = {}): BackfillRecord {
  return {
    ...{ site: 'bern', zone: 'store', sensor: 'door', channel: 'main' },
    ...{ fromMs: now - fromDay * dayMs, toMs: now - toDay * dayMs, fetchedMs: now - toDay * dayMs },
    ...{ reason: 'silence', state: 'failed', direction: 'normal', isRequired: true, bins: [], attempts: 8 },
    ...{ live: { in: 3, out: 1 }, isWhole: true, dueMs: 0 },
    ...rest,
  };
}

const days = (records: readonly BackfillRecord[]) =>
  records.map(({ fromMs, toMs }) => [(now - fromMs) / dayMs, (now - toMs) / dayMs]);

function requested(past: Partial<SourcePast>, wanted: WantedPast = {}) {
  const historyBeginsMs = now - dayMs;
  return recordsOfRequest(
    { zone, source, nowMs: now, historyBeginsMs, correction: undefined, records: [], ...past },
    wanted,
  );
}

describe('what is asked for of the time before history', () => {
  it('is two weeks where nobody says from when, up to the first minute that was recorded', () => {
    const records = requested({});
    expect(days(records)).toEqual([[14, 1]]);
    expect(records[0]).toMatchObject({ reason: 'request', state: 'waiting', live: { in: 0, out: 0 } });
  });

  it('is a longer time in stretches, and never more than a year', () => {
    expect(days(requested({}, { fromMs: now - 30 * dayMs }))).toEqual([
      [30, 16],
      [16, 2],
      [2, 1],
    ]);
    expect(days(requested({}, { fromMs: 0 }))[0]).toEqual([366, 352]);
  });

  it('is nothing where Doorlight has counted since before, whatever it missed', () => {
    expect(requested({ historyBeginsMs: now - 20 * dayMs })).toEqual([]);
    expect(requested({}, { fromMs: now - dayMs, toMs: now })).toEqual([]);
  });

  it('is not what was fetched before', () => {
    const before = record(10, 5, { reason: 'new', state: 'done' });
    expect(days(requested({ records: [before] }))).toEqual([
      [14, 10],
      [5, 1],
    ]);
    const whole = record(15, 1, { reason: 'request', state: 'waiting' });
    expect(requested({ records: [whole] })).toEqual([]);
    expect(days(requested({ records: [{ ...whole, sensor: 'other' }] }))).toEqual([[14, 1]]);
  });

  it('leaves out the latest minutes where nothing was recorded yet', () => {
    const [last] = requested({ historyBeginsMs: undefined });
    expect(last?.toMs).toBe(now - 75_000);
  });
});

describe('what is tried again', () => {
  const all = { beginsMs: now - 100 * dayMs, minutesBeginMs: now - 100 * dayMs };
  const again = (ended: readonly BackfillRecord[], wanted: WantedPast = {}, kept: KeptHistory = all) =>
    recordsToTryAgain(ended, 'door', wanted, now, kept);

  it('is what came to nothing, from its beginning, with whom its live readings brought', () => {
    const [record1] = again([record(3, 2, { error: { kind: 'timeout', timeoutMs: 5000 } })]);
    expect(record1).toMatchObject({
      state: 'waiting',
      attempts: 0,
      dueMs: now,
      fetchedMs: now - 3 * dayMs,
      live: { in: 3, out: 1 },
      isWhole: true,
    });
    expect(record1).not.toHaveProperty('error');
    expect(again([record(3, 2, { state: 'done' })])).toEqual([]);
  });

  it('is only of the sensor and the time that is asked for', () => {
    expect(again([record(3, 2, { sensor: 'other' })])).toEqual([]);
    expect(again([record(3, 2)], { fromMs: now - dayMs })).toEqual([]);
    expect(again([record(3, 2)], { toMs: now - 4 * dayMs })).toEqual([]);
  });

  it('is nothing where the minutes of that time have been deleted, unless it was before all history', () => {
    const kept = { beginsMs: now - 10 * dayMs, minutesBeginMs: now - 2.5 * dayMs };
    expect(again([record(3, 2)], {}, kept)).toEqual([]);
    expect(days(again([record(2, 1)], {}, kept))).toEqual([[2, 1]]);
    expect(days(again([record(12, 11)], {}, kept))).toEqual([[12, 11]]);
  });

  it('takes along the other doors that were silent at the same time', () => {
    const stairs = record(4, 2.5, { sensor: 'stairs', state: 'unavailable' });
    const apart = record(2, 1, { sensor: 'stairs' });
    expect(days(again([record(3, 2), stairs, apart]))).toEqual([
      [3, 2],
      [4, 2.5],
    ]);
  });

  it('is nothing where another door of that time is in history already: one alone is no sum', () => {
    expect(again([record(3, 2), record(4, 2.5, { sensor: 'stairs', state: 'done' })])).toEqual([]);
  });
});
