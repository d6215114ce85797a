import { headers } from 'next/headers';

/** What lets the scripts in a page run: of this one request, made by the sidecar together with the page's policy. */
export async function nonceOfRequest(): Promise<string | undefined> {
  return (await headers()).get('x-nonce') ?? undefined;
}
