import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { DeviceHistory, HistorySource } from '../driver.ts';
import type { PastCounts } from './past-counts.ts';

const minuteMs = 60_000;
/** The longest bins of a gateway that has no finer ones; only bins that lie in the span as a whole are told. */
const hourMs = 60 * minuteMs;

/** The past of a gateway's zone or a sensor's logic, piece by piece. */
export class ChannelHistory implements HistorySource {
  readonly resolutionsMs: readonly number[];
  readonly #past: PastCounts;

  /** @param resolutionsMs how long the bins are, finest first */
  constructor(past: PastCounts, resolutionsMs: readonly number[]) {
    this.#past = past;
    this.resolutionsMs = resolutionsMs;
  }

  async history(
    channel: string,
    fromMs: number,
    toMs: number,
    signal: AbortSignal,
  ): Promise<Result<DeviceHistory, SensorError>> {
    const startMs = Math.floor(fromMs / hourMs) * hourMs;
    const untilMs = Math.min(toMs, startMs + this.#past.longestMs);
    const period = { fromMs: startMs, toMs: Math.ceil(untilMs / hourMs) * hourMs };
    const answer = await this.#past.fetch(new Set([channel]), period, signal);
    if (!answer.ok) return answer;
    const bins = answer.value
      .filter((bin) => bin.toMs > fromMs && bin.fromMs < untilMs)
      .map(({ channel: _channel, ...bin }) => bin)
      .sort((a, b) => a.fromMs - b.fromMs);
    return ok({ bins, untilMs });
  }
}
