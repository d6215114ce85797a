import { Client, type Dispatcher } from 'undici';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { SensorAnswer, SensorResult } from '../sensor-answer.ts';
import type { DeviceHttpOptions, DeviceRequest, DeviceStream } from './device-http.ts';
import { digestInterceptor } from './digest-interceptor.ts';
import { sensorErrorOf } from './exchange-error.ts';
import { refusalOf } from './refusal.ts';
import { SignIn } from './sign-in.ts';
import { trustedConnector } from './trusted-connector.ts';

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

type Answer = SensorResult<DeviceStream>;

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
    const line = new Line(this.#options, maxBytes, this.#signIn);
    try {
      const response = await line.ask(request, signal);
      if (!response.ok) return report(response);
      const { statusCode: status, headers, body } = response.value;
      if ((status < 200 || status >= 300) && request.wantedStatuses?.includes(status) !== true) {
        const holdsBackBasic = this.#signIn !== undefined && !this.#isSecure;
        const about = { path: request.path, holdsBackBasic, nowMs: Date.now() };
        // There is no reader.
        body.on('error', () => undefined).destroy();
        return report(fail(refusalOf({ status, headers }, about)));
      }
      const over = new Promise<void>((resolve) => body.once('close', resolve));
      // The reader gets the error as well; without a reader it is none.
      body.on('error', () => undefined);
      report(ok({ status, headers, body: watched(body, this.#options.longestPauseMs ?? defaultPauseMs) }));
      await over;
    } finally {
      await line.close();
    }
  }
}

/** The connection of one transfer. */
class Line {
  readonly #client: Client;
  readonly #dispatcher: Dispatcher;
  readonly #maxBytes: number;
  #hangUp: (() => void) | undefined;

  constructor(options: DeviceTransferOptions, maxBytes: number, signIn: SignIn | undefined) {
    this.#maxBytes = maxBytes;
    this.#client = new Client(options.origin, {
      pipelining: 1,
      // Until the answer begins, the limit is set in `ask`.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: maxBytes,
      connect: trustedConnector(options, {
        onDial: (hangUp) => {
          this.#hangUp = hangUp;
        },
        onConnect: () => undefined,
      }),
    });
    this.#dispatcher = signIn === undefined ? this.#client : this.#client.compose(digestInterceptor(signIn));
  }

  /** @throws when the request itself cannot be sent as HTTP */
  async ask(
    { method, path, headers, body, timeoutMs = defaultTimeoutMs }: DeviceRequest,
    signal: AbortSignal,
  ): SensorAnswer<Dispatcher.ResponseData> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      const options = { method, path, headers: headers ?? null, body: body ?? null };
      return ok(
        await this.#dispatcher.request({ ...options, signal: AbortSignal.any([signal, late.signal]) }),
      );
    } catch (error) {
      if (late.signal.aborted) return fail({ kind: 'timeout', timeoutMs });
      if (signal.aborted) return aborted;
      const known = error instanceof Error ? sensorErrorOf(error, this.#maxBytes) : undefined;
      if (known === undefined) throw error;
      return fail(known);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.#hangUp?.();
    await this.#client.destroy();
  }
}

/** Ends a file that nobody reads, or that stalls: another one may wait. */
function watched(body: Dispatcher.ResponseData['body'], longestPauseMs: number): AsyncIterable<Uint8Array> {
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
