import type { SensorError } from '#lib/contract/sensor-status.ts';
import { AddressRefusedError } from '../../network/outbound.ts';
import { quote } from '../parse/parse-body.ts';
import { BodyTooLongError, NotHttpError } from './answer-reader.ts';
import { CertificateError } from './trusted-connector.ts';

/** Converts a failed exchange to a sensor error. */
export function sensorErrorOf(error: Error, maxBytes: number): SensorError {
  if (error instanceof CertificateError) {
    const { detail, fingerprint } = error;
    return { kind: 'certificate', detail, ...(fingerprint === undefined ? {} : { fingerprint }) };
  }
  if (error instanceof AddressRefusedError) {
    return { kind: 'not-allowed', address: error.address, rule: error.refusal };
  }
  if (error instanceof BodyTooLongError) {
    return { kind: 'invalid', field: 'body', expected: `at most ${maxBytes} bytes`, found: 'more' };
  }
  if (isConnectionLost(error)) return { kind: 'unreachable', detail: 'ECONNRESET' };
  if (error instanceof NotHttpError) {
    return { kind: 'invalid', field: 'answer', expected: 'HTTP/1.1', found: quote(error.found) };
  }
  return { kind: 'unreachable', detail: errorCode(error) };
}

/** Whether an open connection was lost; the answer may have begun. */
export function isConnectionLost(error: Error): boolean {
  return /^(ECONNRESET|EPIPE)$/.test(errorCode(error));
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
