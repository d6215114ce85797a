import { isIP } from 'node:net';
import type { Environment } from '#server/platform/config/environment.ts';
import { networkUrls } from '../announce.ts';
import type { Holder } from './holder.ts';

/**
 * Where the others reach a sidecar: by `ADVERTISE_URL` where it is set; on its own machine on the loopback, if it
 * listens there; elsewhere at the first address of the network that it listens on.
 *
 * @param machine see {@link thisMachine}
 * @param networkAddresses origins by which the network reaches whoever listens on all addresses
 */
export function addressesOf(
  { host, port, tls, advertiseUrl }: Pick<Environment, 'host' | 'port' | 'tls' | 'advertiseUrl'>,
  machine: string,
  networkAddresses = networkUrls({ host, port, isSecure: tls !== undefined }),
): Holder['at'] {
  if (advertiseUrl !== undefined) return { machine, local: advertiseUrl, network: advertiseUrl };
  const origin = (name: string) =>
    `${tls === undefined ? 'http' : 'https'}://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
  if (host === '0.0.0.0' || host === '::') {
    const [network] = networkAddresses;
    const local = origin(host === '::' ? '::1' : '127.0.0.1');
    return { machine, local, ...(network === undefined ? {} : { network }) };
  }
  if (isLoopback(host)) return { machine, local: origin(host) };
  return { machine, local: origin(host), network: origin(host) };
}

/** The origin by which a machine reaches a sidecar; undefined where there is no way. */
export function originFrom(machine: string, at: Holder['at']): string | undefined {
  return at.machine === machine ? (at.local ?? at.network) : at.network;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
