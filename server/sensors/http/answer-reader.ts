import { parseHead, wrongBeginning } from './answer-head.ts';
import type { DeviceAnswer } from './device-http.ts';

/** What came is not HTTP/1.1. */
export class NotHttpError extends Error {
  override readonly name = 'NotHttpError';
  /** What came, from where it went wrong; empty if its end is missing. */
  readonly found: string;

  constructor(found: string) {
    super('the answer is not HTTP/1.1');
    this.found = found;
  }
}

/** The body is longer than allowed. */
export class BodyTooLongError extends Error {
  override readonly name = 'BodyTooLongError';
}

/** Hears an answer as it comes. */
export interface AnswerListener {
  /** The final status, and the headers: names in lower case, values with one character for each byte. */
  onHead(status: number, headers: DeviceAnswer['headers']): void;
  /** A piece of the body. Its memory is used again afterwards. */
  onBody(piece: Buffer): void;
  /** The answer is complete. */
  onEnd(): void;
}

/** As in Node's own HTTP. */
const maxHeadBytes = 16_384;
/** Longest line with the length of a chunk. */
const maxLineBytes = 1024;

const chunkLine = /^([0-9a-f]{1,12})[\t ]*(?:;[\t\x20-\x7e]*)?$/i;

type Expected = 'nothing' | 'head' | 'body' | 'rest' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer';

/**
 * Reads the answers that come on one connection, one after another, from its bytes (RFC 9112). It does no I/O. It is as
 * strict as Node's own parser. A poll is a few hundred bytes that come together, and is read without copies.
 */
export class AnswerReader {
  readonly #maxBytes: number;
  #listener: AnswerListener | undefined;
  #expected: Expected = 'nothing';
  /** The beginning of a head or a line whose end is yet to come. */
  #pending: Buffer | undefined;
  /** Bytes of the body, or of its chunk, that are yet to come. */
  #missing = 0;
  #length = 0;
  #isKept = false;

  /** @param maxBytes longest body */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** A request is sent: its answer comes next. */
  expect(listener: AnswerListener): void {
    this.#listener = listener;
    this.#expected = 'head';
    this.#length = 0;
  }

  /** Whether another request may be sent on this connection after the answer. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /**
   * Bytes have come.
   *
   * @throws {NotHttpError | BodyTooLongError} then nothing more can be read on this connection
   */
  read(bytes: Buffer): void {
    const all = this.#pending === undefined ? bytes : Buffer.concat([this.#pending, bytes]);
    this.#pending = undefined;
    let at = this.#expected === 'head' ? afterLineEnds(all) : 0;
    while (at < all.length && this.#expected !== 'nothing') {
      const next = this.#step(all, at);
      if (next === undefined) {
        this.#pending = Buffer.from(all.subarray(at));
        return;
      }
      at = next;
    }
    if (this.#expected !== 'nothing') return;
    // Some devices send a line end too many. Whatever else comes unasked would be taken for the next answer.
    const isUnasked = at < all.length && at + afterLineEnds(all.subarray(at)) < all.length;
    if (isUnasked && this.#listener === undefined) throw new NotHttpError(from(all, at));
    if (isUnasked) this.#isKept = false;
    this.#complete();
  }

  /**
   * The device has closed the connection.
   *
   * @throws {NotHttpError} when an answer is not complete
   */
  end(): void {
    if (this.#expected !== 'rest' && this.#expected !== 'nothing') throw new NotHttpError('');
    this.#expected = 'nothing';
    this.#complete();
  }

  #complete(): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onEnd();
  }

  /** @returns where to go on; undefined: more has to come first */
  #step(all: Buffer, at: number): number | undefined {
    switch (this.#expected) {
      case 'head':
        return this.#readHead(all, at);
      case 'body':
      case 'chunk':
        return this.#readPiece(all, at);
      case 'rest':
        this.#passOn(all, at, all.length);
        return all.length;
      case 'chunk-size':
        return this.#readChunkSize(all, at);
      case 'chunk-end':
      case 'trailer':
        return this.#readLine(all, at);
      case 'nothing':
        return at;
    }
  }

  #readHead(all: Buffer, at: number): number | undefined {
    const end = all.indexOf('\r\n\r\n', at);
    if (end === -1 || end - at > maxHeadBytes) {
      // What will never be HTTP is reported at once.
      const wrongAt = wrongBeginning(all.toString('latin1', at, Math.min(all.length, at + maxHeadBytes)));
      if (wrongAt !== undefined) throw new NotHttpError(from(all, at + wrongAt));
      if (all.length - at > maxHeadBytes) throw new NotHttpError('too many headers');
      return undefined;
    }
    const head = parseHead(all.toString('latin1', at, end + 2));
    if ('wrongAt' in head) throw new NotHttpError(from(all, at + head.wrongAt));
    const { status, headers, body, isKept } = head;
    // After an interim answer comes the final one.
    if (status < 200) return end + 4;
    this.#isKept = isKept;
    this.#missing = typeof body === 'number' ? body : 0;
    if (body === 'chunked') this.#expected = 'chunk-size';
    else if (body === 'rest') this.#expected = 'rest';
    else this.#expected = body === 0 ? 'nothing' : 'body';
    this.#listener?.onHead(status, headers);
    return end + 4;
  }

  #readPiece(all: Buffer, at: number): number {
    const end = Math.min(all.length, at + this.#missing);
    this.#missing -= end - at;
    this.#passOn(all, at, end);
    if (this.#missing === 0) this.#expected = this.#expected === 'chunk' ? 'chunk-end' : 'nothing';
    return end;
  }

  #readChunkSize(all: Buffer, at: number): number | undefined {
    const end = lineEnd(all, at);
    if (end === undefined) return undefined;
    const size = chunkLine.exec(all.toString('latin1', at, end))?.[1];
    if (size === undefined) throw new NotHttpError(from(all, at));
    this.#missing = Number.parseInt(size, 16);
    this.#expected = this.#missing === 0 ? 'trailer' : 'chunk';
    return end + 2;
  }

  /** The end of a chunk is an empty line, and so is that of the trailers after the last. */
  #readLine(all: Buffer, at: number): number | undefined {
    const end = lineEnd(all, at);
    if (end === undefined) return undefined;
    if (this.#expected === 'trailer') {
      if (end === at) this.#expected = 'nothing';
    } else if (end === at) this.#expected = 'chunk-size';
    else throw new NotHttpError(from(all, at));
    return end + 2;
  }

  #passOn(all: Buffer, start: number, end: number): void {
    this.#length += end - start;
    if (this.#length > this.#maxBytes) throw new BodyTooLongError();
    this.#listener?.onBody(all.subarray(start, end));
  }
}

/** @returns undefined if it is yet to come */
function lineEnd(all: Buffer, at: number): number | undefined {
  const end = all.indexOf('\r\n', at);
  if ((end === -1 ? all.length : end) - at > maxLineBytes) throw new NotHttpError(from(all, at));
  return end === -1 ? undefined : end;
}

/** How many bytes at the beginning are line ends. */
function afterLineEnds(all: Buffer): number {
  let at = 0;
  while (all[at] === 0x0d || all[at] === 0x0a) at++;
  return at;
}

function from(all: Buffer, at: number): string {
  return all.toString('utf8', at);
}
