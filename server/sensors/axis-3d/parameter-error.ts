import { quote } from '../parse/quote.ts';

/** A call that was not sent, because a parameter of it cannot be right. */
export interface ParameterError {
  readonly kind: 'parameter';
  /** As the caller names it. */
  readonly parameter: string;
  readonly expected: string;
  readonly found: string;
}

/** @param found the value that came, quoted in the error */
export function wrongParameter(parameter: string, expected: string, found: unknown): ParameterError {
  return { kind: 'parameter', parameter, expected, found: quote(found) };
}
