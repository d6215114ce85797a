import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { DeviceAnswer } from './device-http.ts';
import { wantsBasicOnly } from './sign-in.ts';

/** The context for judging a status. */
export interface RefusalContext {
  readonly path: string;
  /** Whether there are credentials that could not be sent, because the connection is not encrypted. */
  readonly holdsBackBasic: boolean;
  /** Epoch milliseconds, for a `Retry-After` with a date from a device without a clock of its own. */
  readonly nowMs: number;
}

/** The error for a status other than 2xx. Redirects are included: they are never followed. */
export function refusalOf(
  { status, headers }: Pick<DeviceAnswer, 'status' | 'headers'>,
  context: RefusalContext,
): SensorError {
  switch (status) {
    case 401:
      return context.holdsBackBasic && wantsBasicOnly(headers)
        ? { kind: 'basic-over-http' }
        : { kind: 'unauthorized', status };
    case 403:
      return { kind: 'forbidden', status };
    case 404:
      return { kind: 'not-found', path: context.path };
    case 429: {
      const retryAfterMs = parseRetryAfter(first(headers['retry-after']), first(headers.date), context.nowMs);
      return { kind: 'rate-limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    default:
      return { kind: 'http-status', status };
  }
}

/**
 * Milliseconds named by a `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3). A date is compared with
 * the answer's own, because clocks of devices are wrong.
 */
export function parseRetryAfter(
  value: string | undefined,
  date: string | undefined,
  nowMs: number,
): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  // HTTP dates begin with a weekday; JavaScript would also parse `-5`.
  if (!/^\s*[a-z]{3}/i.test(value)) return undefined;
  const answeredMs = Date.parse(date ?? '');
  const waitMs = Date.parse(value) - (Number.isNaN(answeredMs) ? nowMs : answeredMs);
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

function first(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
