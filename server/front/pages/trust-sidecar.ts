import { readFileSync } from 'node:fs';
import { Agent, setGlobalDispatcher } from 'undici';

/**
 * Lets the page server send requests to a sidecar that serves HTTPS. The certificate bears the public name
 * while the request uses the local address, and it may be self-signed: exactly the certificate of `TLS_CERT` is
 * trusted, whatever name it bears.
 */
export function trustSidecar(env: NodeJS.ProcessEnv): void {
  if (!env.TLS_CERT || !env.DOORLIGHT_SIDECAR_URL?.startsWith('https:')) return;
  setGlobalDispatcher(
    new Agent({
      connect: {
        ca: readFileSync(env.TLS_CERT),
        allowPartialTrustChain: true,
        checkServerIdentity: () => undefined,
      },
    }),
  );
}
