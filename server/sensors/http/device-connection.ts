import { StringDecoder } from 'node:string_decoder';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { AbortSignals } from './abort-signals.ts';
import type {
  DeviceAnswer,
  DeviceHttp,
  DeviceHttpOptions,
  DeviceRequest,
  DeviceStream,
} from './device-http.ts';
import { DeviceTransfers } from './device-transfers.ts';
import { isConnectionLost, sensorErrorOf } from './exchange-error.ts';
import { HttpLine, type LineListener } from './http-line.ts';
import { refusalOf } from './refusal.ts';
import { SignIn } from './sign-in.ts';

const defaultTimeoutMs = 5000;
const defaultMaxBytes = 4 * 1024 * 1024;
const byteOrderMark = 0xfeff;

type Answer = Result<DeviceAnswer, SensorError>;

/** A queued or running request. */
interface QueuedRequest {
  readonly request: DeviceRequest;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (bug: Error) => void;
  isRepeated: boolean;
}

/**
 * The connection to one device: one socket, kept open, one request at a time. See {@link DeviceHttp} for its
 * promises.
 */
export class DeviceConnection implements DeviceHttp, LineListener {
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
  readonly #line: HttpLine;
  /** Of the answer that comes; 0 until its head is there. */
  #status = 0;
  #headers: DeviceAnswer['headers'] = {};
  #text = '';
  readonly #decoder = new StringDecoder('utf8');
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
    this.#line = new HttpLine(options, this.#maxBytes, this.#signIn);
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
      this.#waiting.push({ request, resolve, reject, isRepeated: false });
      this.#next();
    });
  }

  transfer(request: DeviceRequest): Promise<Result<DeviceStream, SensorError>> {
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
    this.#status = 0;
    this.#text = '';
    this.#decoder.end();
    try {
      this.#line.send(queued.request, this);
    } catch (bug) {
      this.#end(queued, () => queued.reject(bug instanceof Error ? bug : new Error(String(bug))));
    }
  }

  onHead(status: number, headers: DeviceAnswer['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onBody(piece: Buffer): void {
    this.#text += this.#decoder.write(piece);
  }

  onEnd(): void {
    const queued = this.#queued;
    if (queued === undefined) return;
    const text = this.#text + this.#decoder.end();
    const answer = {
      status: this.#status,
      headers: this.#headers,
      text: text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text,
    };
    this.#text = '';
    this.#finish(queued, isWanted(answer, queued.request) ? ok(answer) : fail(this.#refusal(queued, answer)));
  }

  onError(error: Error): void {
    const queued = this.#queued;
    if (queued === undefined) return;
    if (this.#mayRepeat(queued, error)) {
      queued.isRepeated = true;
      this.#afterwards(() => {
        if (queued === this.#queued) this.#send(queued);
      });
      return;
    }
    this.#finish(queued, fail(sensorErrorOf(error, this.#maxBytes)));
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
    return (
      queued.request.method === 'GET' &&
      !queued.isRepeated &&
      this.#status === 0 &&
      this.#line.hasServed &&
      isConnectionLost(error)
    );
  }

  /** Ends a request from outside. Its connection is closed too, so that a late answer reaches nobody. */
  #giveUp(queued: QueuedRequest, answer: Answer): void {
    if (queued === this.#queued) {
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

  /** Not at once: first the caller hears of the one before. */
  #afterwards(send: () => void): void {
    queueMicrotask(send);
  }

  #cut(): void {
    this.#cuts = Promise.all([this.#cuts, this.#line.close()]).then(() => undefined);
  }
}

function isWanted({ status }: DeviceAnswer, { wantedStatuses }: DeviceRequest): boolean {
  return (status >= 200 && status < 300) || wantedStatuses?.includes(status) === true;
}

const aborted: Answer = fail({ kind: 'unreachable', detail: 'aborted' });
