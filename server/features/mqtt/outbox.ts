/** A message to the broker. */
export interface OutgoingMessage {
  readonly topic: string;
  /** Empty and retained: deletes the topic's retained message. */
  readonly payload: string;
  /** The broker stores it for later subscribers. */
  readonly isRetained: boolean;
  /** Its validity from arrival on, milliseconds; undefined: for ever. */
  readonly validForMs?: number;
  /** Identifies the command that this answers (MQTT 5). */
  readonly correlation?: Buffer;
}

interface Waiting {
  readonly message: OutgoingMessage;
  /** Monotonic ms. */
  readonly sinceMs: number;
}

/** Limit of waiting answers; the oldest are dropped. */
const maxAnswers = 200;

/**
 * The messages that wait for the broker: only the newest of each topic, so that a slow broker costs no memory
 * and gets no outdated state. Answers to commands are the exception, and limited.
 */
export class Outbox {
  readonly #newest = new Map<string, Waiting>();
  #answers: Waiting[] = [];

  /** Replaces the waiting message of the same topic. @param nowMs monotonic ms */
  put(message: OutgoingMessage, nowMs: number): void {
    this.#newest.set(message.topic, { message, sinceMs: nowMs });
  }

  /** Adds a message that replaces no other. @param nowMs monotonic ms */
  answer(message: OutgoingMessage, nowMs: number): void {
    this.#answers.push({ message, sinceMs: nowMs });
    if (this.#answers.length > maxAnswers) this.#answers.shift();
  }

  /**
   * Removes and returns all waiting messages. Their validity is reduced by the wait; expired ones are left out.
   *
   * @param nowMs monotonic ms
   */
  drain(nowMs: number): OutgoingMessage[] {
    const waiting = [...this.#newest.values(), ...this.#answers];
    this.clear();
    return waiting.flatMap(({ message, sinceMs }) => {
      if (message.validForMs === undefined) return message;
      const validForMs = message.validForMs - (nowMs - sinceMs);
      return validForMs > 0 ? { ...message, validForMs } : [];
    });
  }

  clear(): void {
    this.#newest.clear();
    this.#answers = [];
  }

  get isEmpty(): boolean {
    return this.#newest.size === 0 && this.#answers.length === 0;
  }
}
