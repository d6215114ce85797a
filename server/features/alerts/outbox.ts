import type { Alert } from '#lib/contract/alert.ts';
import { deliveryInEnglish } from '#lib/i18n/delivery-in-english.ts';
import type { Clock } from '#server/clock.ts';
import type { AlertMessage, AlertMessageStore } from './alert-message-store.ts';
import { backOffMs } from './back-off.ts';
import type { Delivery } from './channels/delivery.ts';

export interface OutboxParts {
  readonly store: Pick<AlertMessageStore, 'due' | 'done' | 'failed'>;
  readonly clock: Clock;
  /** Undefined: there is nobody to tell any more. */
  tell(message: AlertMessage): Promise<Delivery | undefined>;
  isOpen(alert: Alert): boolean;
  onError(error: unknown): void;
}

const everyMs = 1000;
const atOnce = 20;

/** Sends what is due, and tries again what did not arrive. */
export class Outbox {
  readonly #parts: OutboxParts;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStopped = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), everyMs);
  }

  /** Ends after the messages under way; the others are sent after the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  /** Looks at once whether something is due. */
  wake(): void {
    if (this.#isStopped) return;
    this.#round ??= this.#work().finally(() => {
      this.#round = undefined;
    });
  }

  async #work(): Promise<void> {
    const { store, clock, onError } = this.#parts;
    try {
      const due = await store.due(clock.now(), atOnce);
      await Promise.all(due.map((message) => this.#send(message)));
    } catch (error) {
      onError(error);
    }
  }

  async #send(message: AlertMessage): Promise<void> {
    const { store, clock, tell, isOpen } = this.#parts;
    // A person is not woken by what has passed meanwhile.
    if (message.channel !== 'webhook' && !isOpen(message.alert)) return store.done(message.id);
    const delivery = await tell(message);
    if (delivery === undefined || delivery.kind === 'sent') return store.done(message.id);
    const waitMs = delivery.isFinal ? undefined : backOffMs(message.tries + 1);
    await store.failed(message, {
      at: new Date(clock.now()).toISOString(),
      problem: delivery.problem,
      error: deliveryInEnglish(delivery.problem),
      againMs: waitMs === undefined ? undefined : clock.now() + waitMs,
    });
  }
}
