import type { DeviceAnswer } from './device-http.ts';

/** The head of an answer, and what it says of the body and the connection (RFC 9112). */
export interface AnswerHead {
  /** Interim ones included. */
  readonly status: number;
  readonly headers: DeviceAnswer['headers'];
  /** Its length in bytes; in chunks; or all until the end of the connection. */
  readonly body: number | 'chunked' | 'rest';
  /** Whether another request may be sent on this connection after the answer. */
  readonly isKept: boolean;
}

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?\r\n/;
/** The characters that a status line may begin with, one place after the other. */
const statusPlaces = [...'HTTP/1.', '01', ' ', '12345', '0123456789', '0123456789', ' \r'];
const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** All that a head may consist of. */
const headText = /^(?:[\t\x20-\x7e\x80-\xff]|\r\n)*/;

/** Where the beginning of a head stops to be one; undefined: so far it is. */
export function wrongBeginning(text: string): number | undefined {
  const at = statusPlaces.findIndex((place, index) => !place.includes(text[index] ?? ' ?'));
  return at === -1 || at >= text.length ? undefined : at;
}

/**
 * Reads a head, as strictly as Node's own parser.
 *
 * @param text one character for each byte, without the empty line at its end
 * @returns the place of what is wrong, where something is
 */
export function parseHead(text: string): AnswerHead | { readonly wrongAt: number } {
  const [first, minor, digits] = statusLine.exec(text) ?? [];
  if (first === undefined) return { wrongAt: wrongBeginning(text) ?? 0 };
  const right = headText.exec(text)?.[0].length ?? 0;
  if (right < text.length) return { wrongAt: right };
  const headers = parseHeaders(text, first.length);
  if (typeof headers === 'number') return { wrongAt: headers };
  const status = Number(digits);
  // Nobody asks before sending a body, nor for another protocol.
  if (status === 100 || status === 101) return { wrongAt: 0 };
  const { connection, 'content-length': length, 'transfer-encoding': coding } = headers;
  const isMeasured = coding === undefined && typeof length === 'string' && /^\d{1,15}$/.test(length);
  if (length !== undefined && !isMeasured) return { wrongAt: placeOfLength(text) };
  const body = lengthOf(status, length, coding);
  const isKept = minor === '1' ? !hasToken(connection, 'close') : hasToken(connection, 'keep-alive');
  return { status, headers, body, isKept: isKept && body !== 'rest' };
}

type Value = string | string[] | undefined;

function lengthOf(status: number, length: Value, coding: Value): AnswerHead['body'] {
  if (status < 200 || status === 204 || status === 304) return 0;
  if (coding !== undefined) return /(?:^|[\t ,])chunked$/i.test(String(coding)) ? 'chunked' : 'rest';
  return length === undefined ? 'rest' : Number(length);
}

/** @returns the headers, or the place of what is none */
function parseHeaders(text: string, start: number): DeviceAnswer['headers'] | number {
  const headers: Record<string, string | string[]> = {};
  for (let at = start; at < text.length; ) {
    const end = text.indexOf('\r\n', at);
    const colon = text.indexOf(':', at);
    const name = text.slice(at, colon).toLowerCase();
    if (colon === -1 || colon > end || !token.test(name)) return at;
    const value = trimmed(text, colon + 1, end);
    headers[name] = Object.hasOwn(headers, name) ? [headers[name] ?? [], value].flat() : value;
    at = end + 2;
  }
  return headers;
}

/** Without blanks and tabs around it. */
function trimmed(text: string, from: number, to: number): string {
  let [start, end] = [from, to];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function hasToken(header: Value, wanted: string): boolean {
  if (header === undefined) return false;
  return String(header)
    .toLowerCase()
    .split(',')
    .some((each) => each.trim() === wanted);
}

function placeOfLength(text: string): number {
  const found = /^content-length:[\t ]*/im.exec(text);
  return found === null ? 0 : found.index + found[0].length;
}
