/** A message on its way to the broker. */
export interface OutgoingMessage {
  readonly topic: string;
  /** Empty and retained: takes away what the broker keeps of the topic. */
  readonly payload: string;
  /** The broker keeps it for those who subscribe later. */
  readonly isRetained: boolean;
  /** For how long after its arrival it may be believed, milliseconds; undefined: for ever. */
  readonly validForMs?: number;
  /** Names the command that this answers (MQTT 5). */
  readonly correlation?: Buffer;
}

interface Waiting {
  readonly message: OutgoingMessage;
  /** Monotonic ms. */
  readonly sinceMs: number;
}

/** Answers that wait at most; the oldest give way. */
const maxAnswers = 200;

/**
 * What waits for the broker. It never holds more than one message of a topic, the newest: a slow broker costs
 * neither memory nor truth. Answers to commands are the exception, and limited.
 */
export class Outbox {
  readonly #newest = new Map<string, Waiting>();
  #answers: Waiting[] = [];

  /** Takes the place of what waits for the same topic. @param nowMs monotonic ms */
  put(message: OutgoingMessage, nowMs: number): void {
    this.#newest.set(message.topic, { message, sinceMs: nowMs });
  }

  /** Adds a message that takes no other's place. @param nowMs monotonic ms */
  answer(message: OutgoingMessage, nowMs: number): void {
    this.#answers.push({ message, sinceMs: nowMs });
    if (this.#answers.length > maxAnswers) this.#answers.shift();
  }

  /**
   * Takes out all that waits. What waited is valid for less; what is not valid any more is left out.
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
