import type { Path } from '#lib/contract/path.ts';
import type { Clock } from '#server/clock.ts';
import type { InsightsPeriods, InsightsSource, SensorInsights } from '#server/sensors/insights.ts';

/** A running sensor, as far as insights need it. */
export interface AskedSensor {
  readonly insights: InsightsSource | undefined;
}

export interface InsightsCacheParts {
  readonly clock: Clock;
  sensor(path: Path): AskedSensor | undefined;
}

/** A system's answer, and when it was requested (epoch ms). */
export interface AskedInsights extends SensorInsights {
  readonly askedAtMs: number;
}

/** Numbers of past days hardly change, and those of today are late anyway. */
const keptForMs = 5 * 60_000;
/** A failure may be over soon. */
const failureKeptForMs = 30_000;
/** Pause after "too many requests", unless the system names a time of its own. */
const restMs = 60_000;
const maxKept = 40;
const maxWaiting = 6;
const answerWithinMs = 40_000;

interface Kept {
  readonly answer: Promise<AskedInsights>;
  /** Monotonic ms; infinite while the request is running. */
  untilMs: number;
}

interface Counter {
  readonly kept: Map<string, Kept>;
  /** The last request; the next one waits for it. */
  last: Promise<unknown>;
  waiting: number;
  /** Monotonic ms before which the system gets no request. */
  restUntilMs: number;
}

/**
 * Requests insights from sensors' systems: one request at a time each, the same request once in some minutes
 * however many people use it, and none while a system reports too many requests.
 */
export class InsightsCache {
  readonly #parts: InsightsCacheParts;
  /** By the running sensor: a changed configuration makes another sensor, without cached answers. */
  readonly #counters = new WeakMap<AskedSensor, Counter>();

  constructor(parts: InsightsCacheParts) {
    this.#parts = parts;
  }

  /** Whether a sensor offers insights. */
  has(path: Path): boolean {
    return this.#parts.sensor(path)?.insights !== undefined;
  }

  /** @returns `busy` if too many requests wait already, undefined if the sensor offers none */
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

/** A feature that is switched off or missing will stay so for a while. */
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
