import type { Site } from '#lib/contract/site.ts';
import { morningOf, putOffCookie } from './postponement.ts';

/**
 * Puts the card away on this tablet until tomorrow. A cookie lets the server render it that way, so that
 * nothing moves.
 */
export function putOff(site: Site): void {
  const value = encodeURIComponent(morningOf(site, Date.now()));
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is on secure pages only
  document.cookie = `${putOffCookie}=${value}; path=/console; max-age=86400; samesite=strict`;
}
