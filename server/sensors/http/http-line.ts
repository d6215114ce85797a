import type { Socket } from 'node:net';
import { type AnswerListener, AnswerReader } from './answer-reader.ts';
import type { DeviceAnswer, DeviceHttpOptions } from './device-http.ts';
import { type LineRequest, requestBytes, requireSendable } from './request-bytes.ts';
import type { Signature, SignIn } from './sign-in.ts';
import { trustedConnector } from './trusted-connector.ts';

/** The connection was lost before the answer was complete. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  readonly code = 'ECONNRESET';
}

/** Hears the answer to one request; a challenge that is answered by signing in is none. */
export interface LineListener extends AnswerListener {
  /** Nothing more comes. The next request opens another connection. */
  onError(error: Error): void;
}

interface Running {
  readonly request: LineRequest;
  readonly listener: LineListener;
  /** How it was signed last. */
  signature: Signature;
  isRepeated: boolean;
  /** The answer that comes is a challenge: the request is signed and sent again. */
  isChallenged: boolean;
  /** It is sent in a moment. */
  isWaiting: boolean;
}

/** A connection, from the beginning of its opening. */
interface Link {
  /** For the request's `host`. */
  readonly host: string;
  readonly reader: AnswerReader;
  hangUp: () => void;
  socket: Socket | undefined;
  isPaused: boolean;
  /** It has brought an answer, and is kept for the next. */
  isUsed: boolean;
}

/** Longer than any live poll interval, so that the connection stays open between polls. */
const keepAliveMs = 65_000;
/** A device closes a kept connection after the time it names: a request must not cross that. */
const keepAliveMarginMs = 2000;

/**
 * What is read goes into this memory, for all connections: it is used up before anything else is read. Node would make
 * 64 KB for each of thousands of answers a second, and give most of it back.
 */
const memory = Buffer.allocUnsafeSlow(65_536);

/**
 * HTTP/1.1 to one device: one socket at a time, one request at a time, signed in where the device asks for it. It speaks
 * to the socket directly: a poll is so small that a general client costs more than all the rest of it.
 */
export class HttpLine {
  readonly #options: DeviceHttpOptions;
  readonly #maxBytes: number;
  readonly #signIn: SignIn | undefined;
  #link: Link | undefined;
  #running: Running | undefined;
  #hasServed = false;
  readonly #answers: AnswerListener = {
    onHead: (status, headers) => this.#onHead(status, headers),
    onBody: (piece) => {
      if (this.#running?.isChallenged === false) this.#running.listener.onBody(piece);
    },
    onEnd: () => this.#onEnd(),
  };

  constructor(options: DeviceHttpOptions, maxBytes: number, signIn: SignIn | undefined) {
    this.#options = options;
    this.#maxBytes = maxBytes;
    this.#signIn = signIn;
  }

  /**
   * Sends a request, when the one before has ended.
   *
   * @throws {UnsendableError} when it is no HTTP; nothing was sent
   */
  send(request: LineRequest, listener: LineListener): void {
    requireSendable(request);
    this.#running = {
      request,
      listener,
      signature: 'none',
      isRepeated: false,
      isChallenged: false,
      isWaiting: false,
    };
    this.#begin(this.#running);
  }

  /** Whether the last connection has brought an answer, be it an earlier one. */
  get hasServed(): boolean {
    return this.#hasServed;
  }

  /** Reads no more of the answer until `resume`. */
  pause(): void {
    if (this.#link !== undefined) this.#link.isPaused = true;
  }

  resume(): void {
    const link = this.#link;
    if (link?.isPaused !== true) return;
    link.isPaused = false;
    link.socket?.resume();
  }

  /** Ends the running request without a word to its listener, and the connection. Resolves when it is closed. */
  async close(): Promise<void> {
    this.#running = undefined;
    const link = this.#link;
    this.#link = undefined;
    if (link === undefined) return;
    const { socket } = link;
    link.hangUp();
    if (socket !== undefined && !socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  }

  #begin(running: Running): void {
    const link = this.#link;
    if (link?.socket === undefined) this.#open();
    else if (!link.isUsed || running.request.method === 'GET') this.#write(running, link);
    else {
      // The device may have closed the kept connection just now: unlike a GET, a command is not sent twice.
      running.isWaiting = true;
      setImmediate(() => this.#afterLook(running));
    }
  }

  #afterLook(running: Running): void {
    running.isWaiting = false;
    if (this.#running !== running) return;
    if (this.#link?.socket === undefined) this.#open();
    else this.#write(running, this.#link);
  }

  #open(): void {
    const { protocol, host, hostname, port } = new URL(this.#options.origin);
    const link: Link = {
      host,
      reader: new AnswerReader(this.#maxBytes),
      hangUp: () => undefined,
      socket: undefined,
      isPaused: false,
      isUsed: false,
    };
    this.#link = link;
    this.#hasServed = false;
    const connect = trustedConnector(
      this.#options,
      {
        onDial: (hangUp) => {
          link.hangUp = hangUp;
        },
        onConnect: () => undefined,
      },
      { buffer: memory, callback: (length) => this.#read(link, length) },
    );
    const target = { protocol, host, hostname: hostname.replaceAll(/^\[|\]$/g, ''), port };
    connect(target, (...[error, socket]) => {
      if (error !== null) this.#lose(link, error);
      else if (this.#link !== link) socket.destroy();
      else this.#opened(link, socket);
    });
  }

  #opened(link: Link, socket: Socket): void {
    link.socket = socket;
    socket.setTimeout(keepAliveMs);
    socket.on('timeout', () => {
      if (this.#running === undefined) this.#lose(link, new ConnectionLostError());
    });
    socket.on('error', (error) => this.#lose(link, error));
    socket.on('end', () => this.#ended(link));
    socket.on('close', () => this.#lose(link, new ConnectionLostError()));
    if (this.#running !== undefined) this.#write(this.#running, link);
  }

  #write(running: Running, { host, reader, socket }: Link): void {
    const { request } = running;
    running.signature = this.#signIn?.signature ?? 'none';
    const authorization = this.#signIn?.authorization(request.method, request.path);
    reader.expect(this.#answers);
    const bytes = requestBytes(request, host, authorization);
    if (typeof bytes === 'string') socket?.write(bytes, 'latin1');
    else socket?.write(bytes);
  }

  /** @returns whether to go on reading */
  #read(link: Link, length: number): boolean {
    if (this.#link !== link) return true;
    try {
      link.reader.read(memory.subarray(0, length));
    } catch (error) {
      this.#lose(link, error instanceof Error ? error : new Error(String(error)));
    }
    return !link.isPaused;
  }

  #ended(link: Link): void {
    if (this.#link !== link) return;
    try {
      link.reader.end();
    } catch {
      // Its end is missing.
    }
    this.#lose(link, new ConnectionLostError());
  }

  #onHead(status: number, headers: DeviceAnswer['headers']): void {
    const running = this.#running;
    if (running === undefined) return;
    const { signature, isRepeated, listener } = running;
    this.#keepAsLongAs(headers['keep-alive']);
    if (status === 401) running.isChallenged = this.#signIn?.refused(headers, signature, isRepeated) === true;
    else if (signature !== 'none') this.#signIn?.accepted(status, headers);
    if (!running.isChallenged) listener.onHead(status, headers);
  }

  #onEnd(): void {
    const [running, link] = [this.#running, this.#link];
    this.#hasServed = true;
    if (link !== undefined) {
      link.isUsed = true;
      if (!link.reader.isKept) this.#leave(link);
    }
    if (running?.isChallenged) {
      running.isChallenged = false;
      running.isRepeated = running.signature !== 'none';
      this.#begin(running);
      return;
    }
    this.#running = undefined;
    running?.listener.onEnd();
  }

  #keepAsLongAs(header: string | string[] | undefined): void {
    const seconds = /timeout=(\d{1,6})/i.exec(String(header ?? ''))?.[1];
    if (seconds === undefined) return;
    const idleMs = Number(seconds) * 1000 - keepAliveMarginMs;
    this.#link?.socket?.setTimeout(Math.max(1, Math.min(idleMs, keepAliveMs)));
  }

  #leave(link: Link): void {
    this.#link = undefined;
    link.socket?.destroy();
  }

  /** A connection has failed, or is of no more use. */
  #lose(link: Link, error: Error): void {
    if (this.#link !== link) return;
    this.#leave(link);
    const running = this.#running;
    if (running === undefined || running.isWaiting) return;
    this.#running = undefined;
    running.listener.onError(error);
  }
}
