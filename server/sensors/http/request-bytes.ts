import type { DeviceRequest } from './device-http.ts';

export type LineRequest = Pick<DeviceRequest, 'method' | 'path' | 'headers' | 'body'>;

/** A request that cannot be written as HTTP, which is a bug. */
export class UnsendableError extends Error {
  override readonly name = 'UnsendableError';
}

const validPath = /^[\x21-\xff]+$/;
const validName = /^[\w!#$%&'*+.^`|~-]+$/;
const validValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * A request as it is sent, by HTTP/1.1.
 *
 * @returns a text with one character for each byte where it has no body
 */
export function requestBytes(
  { method, path, headers, body }: LineRequest,
  host: string,
  authorization: string | undefined,
): string | Buffer {
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n`;
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
  if (authorization !== undefined) head += `authorization: ${authorization}\r\n`;
  if (method === 'GET' && body === undefined) return `${head}\r\n`;
  const bytes = Buffer.from(body ?? '', 'utf8');
  return Buffer.concat([Buffer.from(`${head}content-length: ${bytes.length}\r\n\r\n`, 'latin1'), bytes]);
}

/** @throws {UnsendableError} for what would not be HTTP, or another request than is meant */
export function requireSendable({ path, headers }: LineRequest): void {
  if (!validPath.test(path)) throw new UnsendableError(`not a path: ${path}`);
  for (const name in headers) {
    const isValid = validName.test(name) && validValue.test(headers[name] ?? '');
    if (!isValid) throw new UnsendableError(`not a header: ${name}`);
  }
}
