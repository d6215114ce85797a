import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
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
/** Longer than any live poll, so that a device is not connected to anew for each one. */
const keepAliveMs = 65_000;

type Answer = Result<DeviceAnswer, SensorError>;

/** A request that waits for its turn, or has it. */
interface Turn {
  readonly request: DeviceRequest;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (bug: Error) => void;
  /** Set while it is under way. */
  exchange?: Exchange;
  timer?: NodeJS.Timeout;
  onAbort?: () => void;
  isRepeated?: boolean;
}

/** One life of the connection: it ends with the first time limit or abort, and takes its socket with it. */
interface Line {
  readonly client: Client;
  readonly dispatcher: Dispatcher;
  /** Closes the connection, also one that is still being made. */
  hangUp?: () => void;
  socket?: Socket;
}

/**
 * The connection to one device: one socket, kept open, one request at a time. See {@link DeviceHttp} for what
 * it promises.
 */
export class DeviceConnection implements DeviceHttp, ExchangeObserver {
  readonly #options: DeviceHttpOptions;
  readonly #isSecure: boolean;
  readonly #maxBytes: number;
  readonly #signIn: SignIn | undefined;
  readonly #transfers: DeviceTransfers;
  readonly #waiting: Turn[] = [];
  #turn: Turn | undefined;
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
   * Asks the device. What the device or the network does is an error value; an aborted request is
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
      const turn: Turn = { request, resolve, reject };
      if (request.signal !== undefined) {
        turn.onAbort = () => this.#giveUp(turn, aborted);
        request.signal.addEventListener('abort', turn.onAbort);
      }
      this.#waiting.push(turn);
      this.#next();
    });
  }

  transfer(request: DeviceRequest): Promise<Result<DeviceStream, SensorError>> {
    return this.#transfers.open(request);
  }

  /** Gives up what is under way and closes the sockets. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const turn of [...this.#waiting]) this.#giveUp(turn, aborted);
    if (this.#turn !== undefined) this.#giveUp(this.#turn, aborted);
    this.#cut();
    await Promise.all([this.#cuts, this.#transfers.close()]);
  }

  #next(): void {
    if (this.#turn !== undefined) return;
    const turn = this.#waiting.shift();
    if (turn === undefined) return;
    this.#turn = turn;
    const timeoutMs = turn.request.timeoutMs ?? this.#options.timeoutMs ?? defaultTimeoutMs;
    turn.timer = setTimeout(() => this.#giveUp(turn, fail({ kind: 'timeout', timeoutMs })), timeoutMs);
    this.#send(turn);
  }

  #send(turn: Turn): void {
    const { method, path, headers, body } = turn.request;
    turn.exchange = new Exchange(this);
    this.#line ??= this.#open();
    this.#line.dispatcher.dispatch(
      { method, path, headers: headers ?? null, body: body ?? null },
      turn.exchange,
    );
  }

  onAnswer(answer: DeviceAnswer): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    this.#finish(turn, isWanted(answer, turn.request) ? ok(answer) : fail(this.#refusal(turn, answer)));
  }

  onFailure(error: Error): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    if (this.#mayRepeat(turn, error)) {
      turn.isRepeated = true;
      this.#send(turn);
      return;
    }
    const sensorError = sensorErrorOf(error, this.#maxBytes);
    if (sensorError !== undefined) {
      this.#finish(turn, fail(sensorError));
      return;
    }
    // A client that could not send a request takes itself for busy from then on.
    this.#cut();
    this.#end(turn, () => turn.reject(error));
  }

  #refusal(turn: Turn, answer: DeviceAnswer): SensorError {
    return refusalOf(answer, {
      path: turn.request.path,
      holdsBackBasic: this.#signIn !== undefined && !this.#isSecure,
      nowMs: Date.now(),
    });
  }

  /** A device may close a kept connection in the moment a request sets out: that request is sent once more. */
  #mayRepeat(turn: Turn, error: Error): boolean {
    const hasServed = (this.#line?.socket?.bytesRead ?? 0) > 0;
    return (
      turn.request.method === 'GET' &&
      turn.isRepeated !== true &&
      turn.exchange?.isAnswering !== true &&
      hasServed &&
      isConnectionLost(error)
    );
  }

  /** Ends a turn from outside. Its connection goes too, so that a late answer finds nobody. */
  #giveUp(turn: Turn, answer: Answer): void {
    if (turn === this.#turn) {
      turn.exchange?.abandon();
      this.#cut();
    } else {
      this.#waiting.splice(this.#waiting.indexOf(turn), 1);
    }
    this.#finish(turn, answer);
  }

  #finish(turn: Turn, answer: Answer): void {
    this.#end(turn, () => turn.resolve(answer));
  }

  #end(turn: Turn, settle: () => void): void {
    clearTimeout(turn.timer);
    if (turn.onAbort !== undefined) turn.request.signal?.removeEventListener('abort', turn.onAbort);
    if (turn === this.#turn) this.#turn = undefined;
    settle();
    this.#next();
  }

  #open(): Line {
    const client = new Client(this.#options.origin, {
      pipelining: 1,
      keepAliveTimeout: keepAliveMs,
      // One limit holds for the whole exchange, set in #next.
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
