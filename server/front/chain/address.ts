import { isIP } from 'node:net';
import type { SidecarCard } from '#server/platform/cluster/cluster-store.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import { networkUrls } from '../announce.ts';

/**
 * The addresses by which other sidecars reach this one: `ADVERTISE_URL` if it is set; loopback for the same
 * machine, if it listens there; otherwise the first network address it listens on.
 *
 * @param machine see {@link thisMachine}
 * @param networkAddresses origins in the network of a sidecar that listens on all addresses
 */
export function addressesOf(
  { host, port, tls, advertiseUrl }: Pick<Environment, 'host' | 'port' | 'tls' | 'advertiseUrl'>,
  machine: string,
  networkAddresses = networkUrls({ host, port, isSecure: tls !== undefined }),
): SidecarCard['at'] {
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

/** The origin by which a machine reaches a sidecar; undefined if it cannot. */
export function originFrom(machine: string, at: SidecarCard['at']): string | undefined {
  return at.machine === machine ? (at.local ?? at.network) : at.network;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
