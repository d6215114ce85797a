import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { DeviceAccess } from '../device-access.ts';
import type { HistorySource, Want } from '../driver.ts';
import type { InsightsSource } from '../insights.ts';
import type { Snapshot } from '../reading.ts';
import type { CounterReset, ResettableDriver } from './counter-reset.ts';
import type { PastCounts, RememberingDriver } from './past-counts.ts';

/** A protocol that may be the device's. */
export interface Candidate {
  readonly driver: RememberingDriver;
  readonly counterReset?: CounterReset;
  /** Whether there is a key or a password for it. */
  readonly signsIn: boolean;
}

/**
 * Finds out which protocol a device speaks, by asking in each, and stays with the one that was answered. A
 * device that refuses the sign-in in one protocol is asked in the other, too: only an answer decides. What may
 * pass by itself, as a lost connection, decides nothing and asks no further.
 */
export class AutoDriver implements ResettableDriver, RememberingDriver {
  readonly counterReset: CounterReset;
  readonly history: HistorySource;
  readonly #candidates: readonly Candidate[];
  #found: Candidate | undefined;

  /** @param candidates the more likely one first */
  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
    this.history = {
      resolutionsMs: [60_000],
      // Which protocol it is, the readings find out; whoever asks before them may come again.
      history: async (channel, fromMs, toMs, signal) =>
        (await this.#found?.driver.history?.history(channel, fromMs, toMs, signal)) ??
        fail({ kind: 'unreachable', detail: 'no protocol' }),
    };
    this.counterReset = {
      canReset: (channel) => this.#found?.counterReset?.canReset(channel) ?? false,
      reset: async (channel, signal) =>
        (await this.#found?.counterReset?.reset(channel, signal)) ??
        fail({ kind: 'no-channel', channel, available: [] }),
    };
  }

  /** The past of the device that was found; before that it is not known how to ask. */
  get pastCounts(): PastCounts {
    return this.#found?.driver.pastCounts ?? unknownPast;
  }

  /** The device that was found; before that it is not known what it can do. */
  get device(): DeviceAccess | undefined {
    return this.#found?.driver.device;
  }

  /** What the device that was found tells managers; undefined before the first answer. */
  get insights(): InsightsSource | undefined {
    return this.#found?.driver.insights;
  }

  /** The driver that speaks with the device; undefined before the first answer. */
  get found(): RememberingDriver | undefined {
    return this.#found?.driver;
  }

  async read(wants: readonly Want[], signal: AbortSignal): Promise<Result<Snapshot, SensorError>> {
    if (this.#found !== undefined) return this.#found.driver.read(wants, signal);
    const failures: { readonly signsIn: boolean; readonly error: SensorError }[] = [];
    for (const candidate of this.#candidates) {
      const answer = await candidate.driver.read(wants, signal);
      if (answer.ok || speaks(answer.error)) this.#found = candidate;
      if (answer.ok || this.#found !== undefined || !isAbsent(answer.error)) return answer;
      failures.push({ signsIn: candidate.signsIn, error: answer.error });
    }
    // A refusal says more than an absence: something is there, and does not let us in. Of who came without key
    // and password it says nothing, and would keep a device that is starting up from being asked again soon.
    const isOpen = failures.every(({ signsIn }) => !signsIn);
    const refusal = failures.find(({ signsIn, error }) => isRefusal(error) && (signsIn || isOpen));
    return fail((refusal ?? failures[0])?.error ?? { kind: 'unreachable', detail: 'no protocol' });
  }

  async close(): Promise<void> {
    await Promise.all(this.#candidates.map(({ driver }) => driver.close()));
  }
}

const unknownPast: PastCounts = { longestMs: 86_400_000, fetch: async () => ok([]) };

/** An error that only an answer in the protocol can hold: it names a place inside. */
function speaks(error: SensorError): boolean {
  return error.kind === 'invalid' && /^(data|logics)\[/.test(error.field);
}

/** Whether the device gave no sign of speaking the protocol. */
function isAbsent(error: SensorError): boolean {
  return (
    isRefusal(error) ||
    error.kind === 'not-found' ||
    error.kind === 'invalid' ||
    (error.kind === 'http-status' && error.status < 500)
  );
}

function isRefusal({ kind }: SensorError): boolean {
  return kind === 'unauthorized' || kind === 'forbidden' || kind === 'basic-over-http';
}
