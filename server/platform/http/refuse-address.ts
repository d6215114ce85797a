import { type AddressRule, allowedExpected } from '#server/network/outbound.ts';
import { expectationOf } from '../config/expectation-of.ts';
import { ProblemError } from './problem.ts';

/**
 * Refuses an entered address that is not allowed, as far as that is visible without resolving names.
 *
 * @param field of the request
 * @param entered an address with its scheme, or a host
 * @throws ProblemError 400
 */
export function refuseAddress(addresses: AddressRule, field: string, entered: string): void {
  const host = URL.canParse(entered) ? new URL(entered).hostname : entered;
  const refusal = addresses.refusalOf(host);
  if (refusal === undefined) return;
  const expected = allowedExpected[refusal];
  const message = `expected ${expected}`;
  throw new ProblemError(400, `${field}: ${message}`, {
    errors: [{ path: field, message, ...expectationOf(expected), found: JSON.stringify(host) }],
  });
}
