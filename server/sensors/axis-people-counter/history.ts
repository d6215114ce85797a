import { ok } from '#lib/result.ts';
import { DailyHistory } from '../daily-history.ts';
import type { DeviceBin } from '../driver.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import type { HistoryClient } from './api/history-client.ts';

/** Exports are of whole days; one of quarter hours has 96 rows a day, one of minutes 1,440. */
const quarterMs = 900_000;

/**
 * The memory of AXIS People Counter: counts by the quarter hour (`export-json`), and the people inside by the
 * minute (`occupancy-export-json`) if the device estimates them. The totals of the latter are not used: the
 * text does not say when they start.
 */
export function axisPeopleCounterHistory(client: HistoryClient, timezone: string): DailyHistory {
  let hasOccupancy = true;

  /** Empty where the device does not estimate occupancy. */
  async function levelsOf(day: string, signal: AbortSignal): SensorAnswer<readonly DeviceBin[]> {
    if (!hasOccupancy) return ok([]);
    const levels = await client.occupancy({ from: day, to: day, resolution: '1m' }, signal);
    if (levels.ok)
      return ok(levels.value.map(({ from, to, occupancy }) => ({ fromMs: from, toMs: to, occupancy })));
    // Switched off, or another firmware: the counts are available nevertheless.
    if (!['not-found', 'switched-off', 'invalid'].includes(levels.error.kind)) return levels;
    hasOccupancy = false;
    return ok([]);
  }

  return new DailyHistory([quarterMs, 3_600_000, 86_400_000], timezone, async (day, signal) => {
    const counts = await client.counts({ from: day, to: day, resolution: '15m' }, signal);
    if (!counts.ok) return counts;
    const levels = await levelsOf(day, signal);
    if (!levels.ok) return levels;
    const bins = counts.value.map((row) => ({ fromMs: row.from, toMs: row.to, in: row.in, out: row.out }));
    return ok([...bins, ...levels.value]);
  });
}
