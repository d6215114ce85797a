import type { Alert } from '#lib/contract/alert.ts';
import { deliveryInEnglish } from '#lib/i18n/delivery-in-english.ts';
import type { Clock } from '#server/clock.ts';
import { SingleRun } from '#server/platform/rounds.ts';
import type { AlertMessage, AlertMessageStore } from './alert-message-store.ts';
import type { Delivery } from './channels/delivery.ts';

const minuteMs = 60_000;

/** The waits after the first failed attempt, the second, and so on: a day in total. */
const waitsMs = [
  10_000,
  30_000,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  2 * 60 * minuteMs,
  21 * 60 * minuteMs,
];

export interface OutboxParts {
  readonly store: Pick<AlertMessageStore, 'due' | 'done' | 'failed'>;
  readonly clock: Clock;
  /** Undefined: the receiver no longer exists. */
  send(message: AlertMessage): Promise<Delivery | undefined>;
  isOpen(alert: Alert): boolean | Promise<boolean>;
  /** Whether messages are sent from here; default: yes. */
  maySend?(): boolean;
  onError(error: unknown): void;
}

/** The result of a message, until it is on disk. */
interface Outcome {
  /** The message for its next attempt. */
  readonly message: AlertMessage;
  /** `held`: it could not be tried, and there is nothing to save. */
  state: 'unsaved' | 'saved' | 'held';
  /** Time of the next attempt (monotonic ms); undefined: none. */
  readonly againMs: number | undefined;
  save(): Promise<void>;
}

const everyMs = 1000;
/** Limit of simultaneous messages: one per receiver, so that none delays another. */
const maxAtOnce = 50;
/** Mails share one server, which may hang. */
const maxMailsAtOnce = 4;
/** Limit of unsaved results; beyond it nothing is sent until one is on disk. */
const maxUnsaved = 1000;
/** Wait before a message that could not be tried is tried again. */
const holdMs = 10_000;
const firstSaveRetryMs = 1000;
const longestSaveRetryMs = 60_000;

/**
 * Sends due messages, and retries failed ones. A message is deleted after it was sent: it arrives at least
 * once. Until its result is on disk it is remembered in memory, and not sent again: only a restart in between
 * sends it twice.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #sending = new Map<string, { readonly message: AlertMessage; readonly sent: Promise<void> }>();
  /** By message. */
  readonly #outcomes = new Map<string, Outcome>();
  #timer: NodeJS.Timeout | undefined;
  readonly #work = new SingleRun(() => this.#sendWhileWanted());
  #isWanted = false;
  readonly #saving = new SingleRun(() => this.#saveEach());
  #saveFailures = 0;
  /** Monotonic ms. */
  #saveAtMs = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), everyMs);
  }

  /** Ends after the running messages; the others are sent after the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#work.running;
    await Promise.all([...this.#sending.values()].map(({ sent }) => sent));
    await this.#saving.running;
    await this.#saving.run();
  }

  /** Checks at once whether something is due. */
  wake(): void {
    if (this.#isStopped) return;
    void this.#saving.run();
    this.#isWanted = true;
    void this.#work.run();
  }

  async #sendWhileWanted(): Promise<void> {
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false;
      try {
        await this.#sendDue();
      } catch (error) {
        this.#parts.onError(error);
      }
    }
  }

  async #sendDue(): Promise<void> {
    const { store, clock, maySend } = this.#parts;
    if (maySend?.() === false) return;
    const nowMs = clock.monotonic();
    const again: AlertMessage[] = [];
    // Only now: a result saved while the store was read may still be missing in its answer.
    for (const [id, { state, againMs, message }] of this.#outcomes) {
      const isDue = againMs !== undefined && againMs <= nowMs;
      if (state === 'saved' || (state === 'held' && isDue)) this.#outcomes.delete(id);
      else if (isDue) again.push(message);
    }
    for (const message of again) this.#start(message);
    if (this.#outcomes.size >= maxUnsaved) return;
    const known = [...this.#sending.keys(), ...this.#outcomes.keys()];
    const due = await store.due(clock.now(), maxAtOnce, known);
    for (const message of due) if (!this.#outcomes.has(message.id)) this.#start(message);
  }

  #start(message: AlertMessage): void {
    const { id, channel, target } = message;
    const others = [...this.#sending.values()].map((each) => each.message);
    const isTaken = others.some((other) => other.channel === channel && other.target === target);
    const alike = channel === 'email' ? others.filter((other) => other.channel === 'email') : [];
    if (isTaken || alike.length >= maxMailsAtOnce || others.length >= maxAtOnce || this.#isStopped) return;
    const sent = this.#send(message)
      .then((outcome) => {
        this.#outcomes.set(id, outcome);
      })
      .finally(() => {
        this.#sending.delete(id);
        this.wake();
      });
    this.#sending.set(id, { message, sent });
  }

  /** Never throws. */
  async #send(message: AlertMessage): Promise<Outcome> {
    const { store, clock, send, isOpen, onError } = this.#parts;
    const done: Outcome = {
      message,
      state: 'unsaved',
      againMs: undefined,
      save: () => store.done(message.id),
    };
    let delivery: Delivery | undefined;
    try {
      // A person need not be woken for something that is over.
      if (message.channel !== 'webhook' && !(await isOpen(message.alert))) return done;
      delivery = await send(message);
    } catch (error) {
      onError(error);
      return { ...done, state: 'held', againMs: clock.monotonic() + holdMs };
    }
    if (delivery === undefined || delivery.kind === 'sent') return done;
    const { problem, isFinal } = delivery;
    const waitMs = isFinal ? undefined : backOffMs(message.tries + 1);
    const failure = {
      at: new Date(clock.now()).toISOString(),
      problem,
      error: deliveryInEnglish(problem),
      againMs: waitMs === undefined ? undefined : clock.now() + waitMs,
    };
    return {
      message: { ...message, tries: message.tries + 1 },
      state: 'unsaved',
      againMs: waitMs === undefined ? undefined : clock.monotonic() + waitMs,
      save: () => store.failed(message, failure),
    };
  }

  /** Stops at the first that cannot be saved: a full disk is not asked again for each of them. */
  async #saveEach(): Promise<void> {
    const { clock, onError } = this.#parts;
    if (clock.monotonic() < this.#saveAtMs) return;
    for (const outcome of this.#outcomes.values()) {
      if (outcome.state !== 'unsaved') continue;
      try {
        await outcome.save();
      } catch (error) {
        const waitMs = Math.min(firstSaveRetryMs * 2 ** Math.min(this.#saveFailures, 10), longestSaveRetryMs);
        this.#saveFailures += 1;
        this.#saveAtMs = clock.monotonic() + waitMs;
        onError(error);
        return;
      }
      this.#saveFailures = 0;
      outcome.state = 'saved';
    }
  }
}

/**
 * The wait after a number of failed attempts, milliseconds; undefined: give up.
 *
 * @param failedTries 1 after the first
 */
function backOffMs(failedTries: number): number | undefined {
  return waitsMs[failedTries - 1];
}
