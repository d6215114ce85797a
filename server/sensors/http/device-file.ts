import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { isWebPage, shorten } from '../parse/parse-body.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import type { DeviceStream } from './device-http.ts';

/** A file from the device, passed on as a stream. */
export interface DeviceFile {
  /** Fails if the file is incomplete. It must be read to its end, or left by `return`. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly mediaType: string;
  /** A name for saving it, with characters that every system accepts. */
  readonly fileName: string;
}

/** The file ended too early: it must not be treated as complete. */
export class FileCutOffError extends Error {
  override readonly name = 'FileCutOffError';
}

/** Bytes that are read before a file is recognised. */
const beginningBytes = 200;

/** The allowed last characters of a file, if its format defines them. */
const endings: Readonly<Record<string, RegExp>> = {
  'application/json': /[\]}]/,
  'application/xml': />/,
};

/**
 * Checks that an answer is a file. An empty one and a web page are not, and a gzip archive is recognised by its
 * first bytes (RFC 1952, 2.3.1): these are read before anything is passed on.
 */
export async function fileOf(
  { body }: DeviceStream,
  mediaType: string,
  fileName: string,
): SensorAnswer<DeviceFile> {
  const chunks = body[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  try {
    while (length < beginningBytes) {
      const next = await chunks.next();
      if (next.done === true) break;
      first.push(next.value);
      length += next.value.length;
    }
  } catch {
    return fail({ kind: 'unreachable', detail: 'ECONNRESET' });
  }
  const beginning = Buffer.concat(first);
  const wrong = whyNoFile(beginning, mediaType);
  if (wrong !== undefined) {
    await chunks.return?.();
    return fail(wrong);
  }
  return ok({ body: whole(beginning, chunks, endings[mediaType]), mediaType, fileName });
}

/** A complete file in memory. */
export function fileFrom(text: string, mediaType: string, fileName: string): DeviceFile {
  return { body: once(new TextEncoder().encode(text)), mediaType, fileName };
}

/** @throws FileCutOffError if its end does not match the format */
async function* whole(
  beginning: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
  ending: RegExp | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    let last = lastLetter(beginning) ?? '';
    yield beginning;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      last = lastLetter(next.value) ?? last;
      yield next.value;
    }
    if (ending !== undefined && !ending.test(last))
      throw new FileCutOffError(`the file ends with ${JSON.stringify(last)}`);
  } finally {
    await chunks.return?.();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function lastLetter(bytes: Uint8Array): string | undefined {
  const letter = bytes.findLast((byte) => byte > 0x20);
  return letter === undefined ? undefined : String.fromCharCode(letter);
}

function whyNoFile(beginning: Buffer, mediaType: string): SensorError | undefined {
  const invalid = (expected: string, found: string): SensorError => ({
    kind: 'invalid',
    field: 'body',
    expected,
    found,
  });
  const text = beginning.subarray(0, beginningBytes).toString('utf8');
  if (text.trim() === '') return invalid('a file', 'an empty body');
  if (isWebPage(text)) return invalid('a file', 'an HTML page');
  const isGzip = beginning[0] === 0x1f && beginning[1] === 0x8b;
  if (mediaType === 'application/gzip' && !isGzip) return invalid('a gzip archive', shorten(text));
  return undefined;
}
