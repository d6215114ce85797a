import type { Path } from '#lib/contract/path.ts';
import type { Clock } from '#server/clock.ts';
import type { InsightsPeriods, InsightsSource, SensorInsights } from '#server/sensors/insights.ts';

/** A running sensor, as far as its numbers for managers go. */
export interface AskedSensor {
  readonly insights: InsightsSource | undefined;
}

export interface InsightsCacheParts {
  readonly clock: Clock;
  sensor(path: Path): AskedSensor | undefined;
}

/** What a system told, and when it was asked (epoch ms). */
export interface AskedInsights extends SensorInsights {
  readonly askedAtMs: number;
}

/** Numbers of days that are over hardly change, and those of today come late anyway. */
const keptForMs = 5 * 60_000;
/** A failure may be over soon. */
const failureKeptForMs = 30_000;
/** After "too many requests" a system rests, unless it names a time of its own. */
const restMs = 60_000;
const maxKept = 40;
const maxWaiting = 6;
const answerWithinMs = 40_000;

interface Kept {
  readonly answer: Promise<AskedInsights>;
  /** Monotonic ms; infinite while the answer is on its way. */
  untilMs: number;
}

interface Counter {
  readonly kept: Map<string, Kept>;
  /** The last question; the next one waits for it. */
  last: Promise<unknown>;
  waiting: number;
  /** Monotonic ms before which the system is left in peace. */
  restUntilMs: number;
}

/**
 * Asks sensors' systems for managers' numbers: one question at a time each, the same question once in some
 * minutes however many people look, and none while a system said that it had too many.
 */
export class InsightsCache {
  readonly #parts: InsightsCacheParts;
  /** By the running sensor: when its configuration changes it is another one, with nothing kept. */
  readonly #counters = new WeakMap<AskedSensor, Counter>();

  constructor(parts: InsightsCacheParts) {
    this.#parts = parts;
  }

  /** Whether there is anything to be asked of a sensor. */
  has(path: Path): boolean {
    return this.#parts.sensor(path)?.insights !== undefined;
  }

  /** @returns `busy` where too many questions wait already, undefined where the sensor tells nothing */
  ask(path: Path, periods: InsightsPeriods): Promise<AskedInsights> | 'busy' | undefined {
    const sensor = this.#parts.sensor(path);
    const source = sensor?.insights;
    if (sensor === undefined || source === undefined) return undefined;
    const counter = this.#counterOf(sensor);
    const nowMs = this.#parts.clock.monotonic();
    const key = JSON.stringify(periods);
    const kept = counter.kept.get(key);
    if (kept !== undefined && kept.untilMs > nowMs) return kept.answer;
    if (counter.waiting >= maxWaiting) return 'busy';
    const answer = this.#queue(counter, source, periods);
    const entry: Kept = { answer, untilMs: Number.POSITIVE_INFINITY };
    counter.kept.delete(key);
    counter.kept.set(key, entry);
    for (const oldest of [...counter.kept.keys()].slice(0, -maxKept)) counter.kept.delete(oldest);
    void answer.then(
      ({ problems }) => {
        const keepMs = problems.some(isPassing) ? failureKeptForMs : keptForMs;
        entry.untilMs = this.#parts.clock.monotonic() + keepMs;
      },
      () => counter.kept.delete(key),
    );
    return answer;
  }

  #queue(counter: Counter, source: InsightsSource, periods: InsightsPeriods): Promise<AskedInsights> {
    counter.waiting += 1;
    const answer = counter.last.then(async (): Promise<AskedInsights> => {
      const { clock } = this.#parts;
      const askedAtMs = clock.now();
      const restMs = counter.restUntilMs - clock.monotonic();
      if (restMs > 0) return { ...resting(restMs), askedAtMs };
      const reported = await source.insights(periods, AbortSignal.timeout(answerWithinMs));
      for (const { error } of reported.problems)
        if (error.kind === 'rate-limited') this.#rest(counter, error);
      return { ...reported, askedAtMs };
    });
    counter.last = answer
      .catch(() => undefined)
      .finally(() => {
        counter.waiting -= 1;
      });
    return answer;
  }

  #rest(counter: Counter, { retryAfterMs = restMs }: { readonly retryAfterMs?: number | undefined }): void {
    counter.restUntilMs = this.#parts.clock.monotonic() + retryAfterMs;
  }

  #counterOf(sensor: AskedSensor): Counter {
    const known = this.#counters.get(sensor);
    if (known !== undefined) return known;
    const counter: Counter = { kept: new Map(), last: Promise.resolve(), waiting: 0, restUntilMs: 0 };
    this.#counters.set(sensor, counter);
    return counter;
  }
}

/** What is switched off, or not there, will be so for a while. */
function isPassing({ error }: SensorInsights['problems'][number]): boolean {
  return error.kind !== 'switched-off' && error.kind !== 'not-found';
}

function resting(retryAfterMs: number): SensorInsights {
  return {
    zones: [],
    now: { queues: [], stays: [], paths: [] },
    problems: [
      {
        part: 'visits',
        error: { kind: 'rate-limited', retryAfterMs: Math.max(0, Math.round(retryAfterMs)) },
      },
    ],
  };
}
