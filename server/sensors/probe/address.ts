import type { SensorFamily } from '../driver.ts';

/**
 * The addresses a user may mean. One without scheme is tried as http, then as https; so is one with http and no
 * port, because devices limited to https redirect visitors, and sensors do not follow redirects. An address copied
 * from a browser names a page of the device: the root is tried as well.
 */
export function addressesOf(text: string, kind: SensorFamily['address'] = 'device'): readonly string[] {
  const pasted = text.trim();
  if (kind === 'none') return ['push:'];
  if (kind === 'broker' || isBroker(pasted)) return brokerOf(pasted);
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(pasted);
  const first = normalised(hasScheme ? pasted : `http://${pasted}`, kind === 'whole');
  if (first === undefined) return [];
  const isBare = first.startsWith('http:') && (!hasScheme || new URL(first).port === '');
  const schemes = isBare ? [first, first.replace('http:', 'https:')] : [first];
  return schemes.flatMap((url) => [...new Set([url, new URL(url).origin])]);
}

/** Whether a person means a broker. */
export function isBroker(text: string): boolean {
  return /^mqtts?:\/\//i.test(text.trim());
}

function brokerOf(pasted: string): readonly string[] {
  const text = pasted.includes('://') ? pasted : `mqtt://${pasted}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && isBroker(text) && url.hostname !== '' ? [`${url.protocol}//${url.host}`] : [];
}

/** Without user, password, query and trailing slash; undefined for what is no http or https address. */
function normalised(text: string, hasQuery: boolean): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, search, hostname } = new URL(text);
  if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '') return undefined;
  return hasQuery ? `${origin}${pathname}${search}` : `${origin}${pathname}`.replace(/\/+$/, '');
}
