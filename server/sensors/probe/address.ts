/**
 * The addresses a user may mean. One without scheme is tried as http, then as https; so is one with http and no
 * port, because devices limited to https redirect visitors, and sensors do not follow redirects.
 */
export function addressesOf(text: string): readonly string[] {
  const pasted = text.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(pasted);
  const first = normalised(hasScheme ? pasted : `http://${pasted}`);
  if (first === undefined) return [];
  const isBare = first.startsWith('http:') && (!hasScheme || new URL(first).port === '');
  return isBare ? [first, first.replace('http:', 'https:')] : [first];
}

/** Without user, password, query and trailing slash; undefined if it is no http or https address. */
function normalised(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, hostname } = new URL(text);
  if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '') return undefined;
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
