import { ok } from '#lib/result.ts';
import { DailyHistory } from '../daily-history.ts';
import type { AxisStereoClient } from './api/client.ts';

/** The memory of the stereo camera: counts by the minute (`export.csv`, which has Unix time). */
export function axisStereoHistory(client: AxisStereoClient, timezone: string): DailyHistory {
  return new DailyHistory([60_000, 3_600_000, 86_400_000], timezone, async (day, signal) => {
    const answer = await client.exportCsv({ from: day, to: day, resolution: '1m' }, signal);
    if (!answer.ok) return answer;
    // People in an hour that the clocks skipped: the device's clock runs in another zone, and all may be wrong.
    const spans = answer.value.filter(({ isSkipped }) => isSkipped !== true);
    return ok(spans.map((span) => ({ fromMs: span.from, toMs: span.to, in: span.in, out: span.out })));
  });
}
