import { Readable } from 'node:stream';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { DeviceHttpOptions, DeviceRequest, DeviceStream } from './device-http.ts';
import { sensorErrorOf } from './exchange-error.ts';
import { HttpLine } from './http-line.ts';
import { refusalOf } from './refusal.ts';
import { SignIn } from './sign-in.ts';

/** A limit for devices that never end: a year of minutes in XML is less than a third of it. */
const defaultMaxBytes = 256 * 1024 * 1024;
/** A device collects an export before it sends the first byte. */
const defaultTimeoutMs = 60_000;
/** How long the device may pause in the middle of a file, or the reader. */
const defaultPauseMs = 60_000;

/** Options of {@link DeviceTransfers}. */
export type DeviceTransferOptions = DeviceHttpOptions & {
  /** Longest file taken, in bytes; default 256 MiB. */
  readonly maxFileBytes?: number;
  /** Default 60 000. */
  readonly longestPauseMs?: number;
};

type Answer = Result<DeviceStream, SensorError>;

/**
 * Files from one device, each on a connection of its own beside the polls, so that no light waits for an
 * export. One at a time, and the connection is closed after it: see docs/decisions/0005.
 */
export class DeviceTransfers {
  readonly #options: DeviceTransferOptions;
  readonly #isSecure: boolean;
  readonly #signIn: SignIn | undefined;
  readonly #closing = new AbortController();
  /** Resolves when no transfer is running or waiting. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: DeviceTransferOptions) {
    const { credentials } = options;
    this.#options = options;
    this.#isSecure = options.origin.startsWith('https:');
    this.#signIn =
      credentials === undefined ? undefined : new SignIn({ credentials, isSecure: this.#isSecure });
  }

  /** Requests a file once the earlier ones are over; see `DeviceHttp.transfer`. */
  open(request: DeviceRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#last = this.#last.then(() => this.#transfer(request, resolve).catch(reject));
    });
  }

  /** Aborts running and waiting transfers. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#last;
  }

  /** @returns resolves when the file is read to its end, or given up */
  async #transfer(request: DeviceRequest, report: (answer: Answer) => void): Promise<void> {
    const gone = [this.#closing.signal, ...(request.signal === undefined ? [] : [request.signal])];
    const signal = AbortSignal.any(gone);
    if (signal.aborted) return report(aborted);
    const maxBytes = this.#options.maxFileBytes ?? defaultMaxBytes;
    const line = new HttpLine(this.#options, maxBytes, this.#signIn);
    try {
      const response = await ask(line, request, signal, maxBytes);
      if (!response.ok) return report(response);
      const { status, headers, body } = response.value;
      if ((status < 200 || status >= 300) && request.wantedStatuses?.includes(status) !== true) {
        const holdsBackBasic = this.#signIn !== undefined && !this.#isSecure;
        const about = { path: request.path, holdsBackBasic, nowMs: Date.now() };
        body.destroy();
        return report(fail(refusalOf({ status, headers }, about)));
      }
      const over = new Promise<void>((resolve) => body.once('close', resolve));
      report(ok({ status, headers, body: watched(body, this.#options.longestPauseMs ?? defaultPauseMs) }));
      if (!body.closed) await over;
    } finally {
      await line.close();
    }
  }
}

/** The beginning of an answer, and its body as it comes. */
type Begun = Pick<DeviceStream, 'status' | 'headers'> & { readonly body: Readable };

/** @throws when the request itself cannot be sent as HTTP */
function ask(
  line: HttpLine,
  request: DeviceRequest,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Result<Begun, SensorError>> {
  const { timeoutMs = defaultTimeoutMs } = request;
  const body = new Readable({ read: () => line.resume() });
  return new Promise((resolve, reject) => {
    const end = (answer: Result<Begun, SensorError>) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const giveUp = (answer: Result<Begun, SensorError>, error: Error) => {
      void line.close();
      body.destroy(error);
      end(answer);
    };
    const timer = setTimeout(
      () => giveUp(fail({ kind: 'timeout', timeoutMs }), new Error('no answer in time')),
      timeoutMs,
    );
    signal.addEventListener('abort', () => giveUp(aborted, new Error('aborted')), { once: true });
    // The reader gets the error as well; without a reader it is none.
    body.on('error', () => undefined);
    try {
      line.send(request, {
        onHead: (status, headers) => end(ok({ status, headers, body })),
        onBody: (piece) => {
          if (!body.push(Buffer.from(piece))) line.pause();
        },
        onEnd: () => body.push(null),
        onError: (error) => giveUp(fail(sensorErrorOf(error, maxBytes)), error),
      });
    } catch (bug) {
      clearTimeout(timer);
      reject(bug);
    }
  });
}

/** Ends a file that nobody reads, or that stalls: another one may wait. */
function watched(body: Readable, longestPauseMs: number): AsyncIterable<Uint8Array> {
  const late = () => body.destroy(new Error(`nothing came or was taken for ${longestPauseMs} ms`));
  const timer = setTimeout(late, longestPauseMs);
  body.once('close', () => clearTimeout(timer));
  return {
    async *[Symbol.asyncIterator]() {
      for await (const chunk of body) {
        timer.refresh();
        yield chunk;
        timer.refresh();
      }
    },
  };
}

const aborted = fail<SensorError>({ kind: 'unreachable', detail: 'aborted' });
