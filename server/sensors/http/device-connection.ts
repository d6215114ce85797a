import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { SensorAnswer, SensorResult } from '../sensor-answer.ts';
import { AbortSignals } from './abort-signals.ts';
import type {
  DeviceAnswer,
  DeviceHttp,
  DeviceHttpOptions,
  DeviceRequest,
  DeviceStream,
} from './device-http.ts';
import { DeviceTransfers } from './device-transfers.ts';
import { digestInterceptor } from './digest-interceptor.ts';
import { Exchange, type ExchangeObserver } from './exchange.ts';
import { isConnectionLost, sensorErrorOf } from './exchange-error.ts';
import { refusalOf } from './refusal.ts';
import { SignIn } from './sign-in.ts';
import { trustedConnector } from './trusted-connector.ts';

const defaultTimeoutMs = 5000;
const defaultMaxBytes = 4 * 1024 * 1024;
/** Longer than any live poll interval, so that the connection stays open between polls. */
const keepAliveMs = 65_000;

type Answer = SensorResult<DeviceAnswer>;

/** A queued or running request. */
interface QueuedRequest {
  readonly request: DeviceRequest;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (bug: Error) => void;
  /** Set while it is running. */
  exchange: Exchange | undefined;
  isRepeated: boolean;
}

/** One connection: it ends with the first timeout or abort, and closes its socket. */
interface Line {
  readonly client: Client;
  readonly dispatcher: Dispatcher;
  /** Closes the connection, also one that is still being made. */
  hangUp?: () => void;
  socket?: Socket;
}

/**
 * The connection to one device: one socket, kept open, one request at a time. See {@link DeviceHttp} for its
 * promises.
 */
export class DeviceConnection implements DeviceHttp, ExchangeObserver {
  readonly #options: DeviceHttpOptions;
  readonly #isSecure: boolean;
  readonly #maxBytes: number;
  readonly #signIn: SignIn | undefined;
  readonly #transfers: DeviceTransfers;
  readonly #waiting: QueuedRequest[] = [];
  #queued: QueuedRequest | undefined;
  /** The time limit of the running request; kept for the next one, because each poll needs it. */
  #timer: NodeJS.Timeout | undefined;
  #timeoutMs = 0;
  readonly #signals = new AbortSignals((signal) => this.#abort(signal));
  #line: Line | undefined;
  #cuts: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: DeviceHttpOptions) {
    const { credentials } = options;
    this.#options = options;
    this.#transfers = new DeviceTransfers(options);
    this.#isSecure = options.origin.startsWith('https:');
    this.#maxBytes = options.maxBytes ?? defaultMaxBytes;
    this.#signIn =
      credentials === undefined ? undefined : new SignIn({ credentials, isSecure: this.#isSecure });
  }

  /**
   * Sends a request. A failure of the device or the network is an error value; an aborted request is
   * `unreachable` with the detail `aborted`.
   *
   * @throws when the request itself cannot be sent as HTTP, e.g. with a space in its path
   */
  request(request: DeviceRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed || request.signal?.aborted) {
        resolve(aborted);
        return;
      }
      if (request.signal !== undefined) this.#signals.add(request.signal);
      this.#waiting.push({ request, resolve, reject, exchange: undefined, isRepeated: false });
      this.#next();
    });
  }

  transfer(request: DeviceRequest): SensorAnswer<DeviceStream> {
    return this.#transfers.open(request);
  }

  /** Aborts the running request and closes the sockets. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const queued of [...this.#waiting]) this.#giveUp(queued, aborted);
    if (this.#queued !== undefined) this.#giveUp(this.#queued, aborted);
    clearTimeout(this.#timer);
    this.#signals.close();
    this.#cut();
    await Promise.all([this.#cuts, this.#transfers.close()]);
  }

  #next(): void {
    if (this.#queued !== undefined) return;
    const queued = this.#waiting.shift();
    if (queued === undefined) return;
    this.#queued = queued;
    this.#limit(queued.request.timeoutMs ?? this.#options.timeoutMs ?? defaultTimeoutMs);
    this.#send(queued);
  }

  #limit(timeoutMs: number): void {
    if (this.#timer !== undefined && this.#timeoutMs === timeoutMs) {
      this.#timer.refresh();
      return;
    }
    clearTimeout(this.#timer);
    this.#timeoutMs = timeoutMs;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#queued !== undefined) this.#giveUp(this.#queued, fail({ kind: 'timeout', timeoutMs }));
    }, timeoutMs);
  }

  #abort(signal: AbortSignal): void {
    for (const queued of this.#waiting.filter(({ request }) => request.signal === signal)) {
      this.#giveUp(queued, aborted);
    }
    if (this.#queued?.request.signal === signal) this.#giveUp(this.#queued, aborted);
  }

  #send(queued: QueuedRequest): void {
    const { method, path, headers, body } = queued.request;
    queued.exchange = new Exchange(this);
    this.#line ??= this.#open();
    this.#line.dispatcher.dispatch(
      { method, path, headers: headers ?? null, body: body ?? null },
      queued.exchange,
    );
  }

  onAnswer(answer: DeviceAnswer): void {
    const queued = this.#queued;
    if (queued === undefined) return;
    this.#finish(queued, isWanted(answer, queued.request) ? ok(answer) : fail(this.#refusal(queued, answer)));
  }

  onFailure(error: Error): void {
    const queued = this.#queued;
    if (queued === undefined) return;
    if (this.#mayRepeat(queued, error)) {
      queued.isRepeated = true;
      this.#afterwards(() => {
        if (queued === this.#queued) this.#send(queued);
      });
      return;
    }
    const sensorError = sensorErrorOf(error, this.#maxBytes);
    if (sensorError !== undefined) {
      this.#finish(queued, fail(sensorError));
      return;
    }
    // A client that could not send a request considers itself busy from then on.
    this.#cut();
    this.#end(queued, () => queued.reject(error));
  }

  #refusal(queued: QueuedRequest, answer: DeviceAnswer): SensorError {
    return refusalOf(answer, {
      path: queued.request.path,
      holdsBackBasic: this.#signIn !== undefined && !this.#isSecure,
      nowMs: Date.now(),
    });
  }

  /** A device may close a kept connection at the moment a request is sent: that request is sent once more. */
  #mayRepeat(queued: QueuedRequest, error: Error): boolean {
    const hasServed = (this.#line?.socket?.bytesRead ?? 0) > 0;
    return (
      queued.request.method === 'GET' &&
      !queued.isRepeated &&
      queued.exchange?.isAnswering !== true &&
      hasServed &&
      isConnectionLost(error)
    );
  }

  /** Ends a request from outside. Its connection is closed too, so that a late answer reaches nobody. */
  #giveUp(queued: QueuedRequest, answer: Answer): void {
    if (queued === this.#queued) {
      queued.exchange?.abandon();
      this.#cut();
    } else {
      this.#waiting.splice(this.#waiting.indexOf(queued), 1);
    }
    this.#finish(queued, answer);
  }

  #finish(queued: QueuedRequest, answer: Answer): void {
    this.#end(queued, () => queued.resolve(answer));
  }

  #end(queued: QueuedRequest, settle: () => void): void {
    const { signal } = queued.request;
    if (signal !== undefined) this.#signals.remove(signal);
    if (queued === this.#queued) this.#queued = undefined;
    settle();
    if (this.#waiting.length > 0) this.#afterwards(() => this.#next());
  }

  /** Not at once: while undici ends the requests of a connection that failed, a new one would be a broken assertion. */
  #afterwards(send: () => void): void {
    queueMicrotask(send);
  }

  #open(): Line {
    const client = new Client(this.#options.origin, {
      pipelining: 1,
      keepAliveTimeout: keepAliveMs,
      // One time limit for the whole exchange, set in #next.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: this.#maxBytes,
      connect: trustedConnector(this.#options, {
        onDial: (hangUp) => {
          line.hangUp = hangUp;
        },
        onConnect: (socket) => {
          line.socket = socket;
        },
      }),
    });
    const dispatcher = this.#signIn === undefined ? client : client.compose(digestInterceptor(this.#signIn));
    const line: Line = { client, dispatcher };
    return line;
  }

  #cut(): void {
    const line = this.#line;
    if (line === undefined) return;
    this.#line = undefined;
    line.hangUp?.();
    this.#cuts = Promise.all([this.#cuts, line.client.destroy()]).then(() => undefined);
  }
}

function isWanted({ status }: DeviceAnswer, { wantedStatuses }: DeviceRequest): boolean {
  return (status >= 200 && status < 300) || wantedStatuses?.includes(status) === true;
}

const aborted: Answer = fail({ kind: 'unreachable', detail: 'aborted' });
