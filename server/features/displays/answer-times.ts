import type { Path } from '#lib/contract/path.ts';

/** Number of messages per zone that a screen may still report about. */
const keptPerZone = 64;

/**
 * The arrival of the sensor answer behind each message of a zone: the latency of a screen is measured from
 * there. A message without a sensor answer (an adjust, opening hours, a repetition) is not here, and measures
 * nothing.
 */
export class AnswerTimes {
  readonly #byZone = new Map<Path, Map<number, number>>();

  /**
   * @param asOfMs when the message was decided
   * @param answeredMs both epoch milliseconds
   */
  note(zone: Path, asOfMs: number, answeredMs: number): void {
    const times = this.#byZone.get(zone) ?? new Map<number, number>();
    this.#byZone.set(zone, times);
    if (!times.has(asOfMs)) times.set(asOfMs, answeredMs);
    for (const oldest of times.keys()) {
      if (times.size <= keptPerZone) break;
      times.delete(oldest);
    }
  }

  /** Epoch milliseconds. */
  answeredMs(zone: Path, asOfMs: number): number | undefined {
    return this.#byZone.get(zone)?.get(asOfMs);
  }
}
