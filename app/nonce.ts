import { headers } from 'next/headers';

/**
 * The nonce that allows the scripts in a page: made for this request by the sidecar together with the page's
 * policy.
 */
export async function nonceOfRequest(): Promise<string | undefined> {
  return (await headers()).get('x-nonce') ?? undefined;
}
