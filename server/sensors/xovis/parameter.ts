import { Duration } from 'luxon';
import { quote } from '../parse/quote.ts';

/** A call that was not sent, because the device could not have answered it. */
export interface ParameterError {
  readonly kind: 'parameter';
  /** As the caller names it. */
  readonly parameter: string;
  readonly expected: string;
  readonly found: string;
}

/** A stretch of time: `fromMs` belongs to it, `toMs` no more. Epoch milliseconds. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Beyond these, JavaScript has no date. */
const longestMs = 8.64e15;

/** The first of the parameters that is wrong; undefined when all are right. */
export function firstWrong(...found: readonly (ParameterError | undefined)[]): ParameterError | undefined {
  return found.find((error) => error !== undefined);
}

/** Undefined for a period that a device can be asked for. */
export function wrongPeriod({ fromMs, toMs }: Period): ParameterError | undefined {
  for (const [parameter, ms] of Object.entries({ fromMs, toMs })) {
    if (!Number.isSafeInteger(ms) || ms < 0 || ms > longestMs) {
      return wrong(parameter, 'whole milliseconds since 1970', ms);
    }
  }
  return fromMs < toMs ? undefined : wrong('toMs', 'later than fromMs', toMs);
}

/** Undefined for an id that can stand in an address: text, not empty, without control characters. */
export function wrongId(parameter: string, id: string | undefined): ParameterError | undefined {
  if (id === undefined || /^[^\p{Cc}]+$/u.test(id)) return undefined;
  return wrong(parameter, 'an id', id);
}

/** Undefined for a whole number from `least` to `most`. */
export function wrongNumber(
  parameter: string,
  value: number | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): ParameterError | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most))
    return undefined;
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return wrong(parameter, `a whole number ${range}`, value);
}

/** Undefined for an ISO 8601 duration longer than nothing, like `PT1H`. */
export function wrongDuration(parameter: string, text: string): ParameterError | undefined {
  const duration = Duration.fromISO(text);
  if (duration.isValid && duration.toMillis() > 0) return undefined;
  return wrong(parameter, 'an ISO 8601 duration like PT1H', text);
}

function wrong(parameter: string, expected: string, found: unknown): ParameterError {
  return { kind: 'parameter', parameter, expected, found: quote(found) };
}
