import { networkInterfaces } from 'node:os';
import { basePath } from '#lib/base-path.ts';

export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Origin configured by the owner, behind a proxy. */
  readonly publicUrl?: string;
}

/** The address to open on this machine, without trailing slash. */
export function localUrl({ host, port, isSecure, publicUrl }: Listening): string {
  if (publicUrl !== undefined) return `${publicUrl}${basePath}`;
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${isSecure ? 'https' : 'http'}://${name}:${port}${basePath}`;
}

/** The addresses by which screens in the network reach a server that listens on all of them. */
export function networkUrls({ host, port, isSecure, publicUrl }: Listening): string[] {
  if (publicUrl !== undefined || (host !== '0.0.0.0' && host !== '::')) return [];
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => `${isSecure ? 'https' : 'http'}://${address.address}:${port}${basePath}`);
}

export interface Announcement {
  readonly listening: Listening;
  readonly isDemo: boolean;
  /** Paths of displays: `/display/bern/entrance`. */
  readonly displays: readonly string[];
  /** A one-time token, if one is needed to sign in. */
  readonly token?: string;
}

/** Printed once Doorlight runs: the addresses, and how to sign in. */
export function announcement({ listening, isDemo, displays, token }: Announcement): string {
  const url = localUrl(listening);
  const lines = [`Doorlight is running at ${url}`];
  for (const network of networkUrls(listening)) lines.push(`  in your network:  ${network}`);
  const [first] = displays;
  if (first !== undefined) lines.push(`  a display:        ${url}${first}`);
  lines.push(`  the console:      ${url}/console`);
  if (isDemo) {
    lines.push('', 'No DOORLIGHT_CONFIG is set: this is the demo site, its sensors are simulated.');
  }
  if (token !== undefined) {
    lines.push('', 'Sign in as administrator with this link. It works once, for 24 hours:');
    lines.push(`  ${url}/sign-in/once?token=${token}`);
  }
  return `\n${lines.join('\n')}\n`;
}
