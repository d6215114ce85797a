import type { Dispatcher } from 'undici';
import type { DeviceAnswer } from './device-http.ts';

const byteOrderMark = 0xfeff;

/** The events of an exchange. Only one of them is called, and only once. */
export interface ExchangeObserver {
  onAnswer(answer: DeviceAnswer): void;
  onFailure(error: Error): void;
}

/**
 * One request and its answer, buffered in memory. It listens to undici directly: a stream for each answer of a
 * few hundred bytes would cost more than the rest of a poll.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #observer: ExchangeObserver;
  #status = 0;
  #headers: DeviceAnswer['headers'] = {};
  #body: Buffer | undefined;
  #more: Buffer[] | undefined;
  #isOver = false;

  constructor(observer: ExchangeObserver) {
    this.#observer = observer;
  }

  /** Whether a part of the answer has arrived. */
  get isAnswering(): boolean {
    return this.#status !== 0;
  }

  /** Ignores further events: it has timed out, or was aborted. */
  abandon(): void {
    this.#isOver = true;
  }

  // Without this method undici would use the older handler interface.
  onRequestStart(): void {}

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: DeviceAnswer['headers'],
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body === undefined) this.#body = chunk;
    else if (this.#more === undefined) this.#more = [this.#body, chunk];
    else this.#more.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#observer.onAnswer({
      status: this.#status,
      headers: this.#headers,
      text: this.#text(),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#observer.onFailure(error);
  }

  #text(): string {
    const text = this.#bytes()?.toString('utf8') ?? '';
    return text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
  }

  #bytes(): Buffer | undefined {
    return this.#more === undefined ? this.#body : Buffer.concat(this.#more);
  }
}
