import { ok } from '#lib/result.ts';
import { DailyHistory } from '../daily-history.ts';
import { dayAfter } from '../parse/days.ts';
import type { Axis3dClient } from './api/client.ts';

/**
 * The memory of the AXIS P8815-2: counts by the minute (`export/json`). Its occupancy export contains the maximum of an
 * hour, which is not the level of any minute, and is not used.
 */
export function axis3dHistory(client: Axis3dClient, timezone: string): DailyHistory {
  return new DailyHistory([60_000, 3_600_000, 86_400_000], timezone, async (day, signal) => {
    const answer = await client.counts({ start: day, end: dayAfter(day), resolution: '1m' }, signal);
    if (!answer.ok) return answer;
    return ok(answer.value.map((row) => ({ fromMs: row.from, toMs: row.to, in: row.in, out: row.out })));
  });
}
