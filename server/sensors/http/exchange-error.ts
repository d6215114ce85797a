import type { SensorError } from '#lib/contract/sensor-status.ts';
import { AddressRefusedError } from '../../network/outbound.ts';
import { quote } from '../parse/parse-body.ts';
import { CertificateError } from './trusted-connector.ts';

/** Converts a failed exchange to a sensor error; undefined if the request itself was wrong, which is a bug. */
export function sensorErrorOf(error: Error, maxBytes: number): SensorError | undefined {
  if (error instanceof CertificateError) {
    const { detail, fingerprint } = error;
    return { kind: 'certificate', detail, ...(fingerprint === undefined ? {} : { fingerprint }) };
  }
  if (error instanceof AddressRefusedError) {
    return { kind: 'not-allowed', address: error.address, rule: error.refusal };
  }
  const misread = misreadBytes(error);
  if (misread) return notHttp(quote(misread));
  const code = errorCode(error);
  switch (code) {
    case 'UND_ERR_HEADERS_OVERFLOW':
      return notHttp(code);
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return { kind: 'invalid', field: 'body', expected: `at most ${maxBytes} bytes`, found: 'more' };
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
    case 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH':
      return undefined;
    default:
      return { kind: 'unreachable', detail: isConnectionLost(error) ? 'ECONNRESET' : code };
  }
}

function notHttp(found: string): SensorError {
  return { kind: 'invalid', field: 'answer', expected: 'HTTP/1.1', found };
}

/** The bytes after which the answer was no HTTP any more; undici's types do not include it. */
function misreadBytes(error: Error): string | undefined {
  return error.name === 'HTTPParserError' && 'data' in error ? String(error.data) : undefined;
}

/** Whether an open connection was lost: `other side closed` of undici, and the system's codes for it. */
export function isConnectionLost(error: Error): boolean {
  // The answer was HTTP, but its end is missing.
  if (misreadBytes(error) === '') return true;
  return /^(UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|EPIPE)$/.test(errorCode(error));
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
