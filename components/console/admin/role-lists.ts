import type { Role, SiteRole } from '#lib/contract/principal.ts';

/*
 * The roles in the order of the page, from most to least. Repeated here because the contract's schemas would
 * add zod to the page; a test compares the two.
 */

export const offeredRoles: readonly Role[] = ['administrator', 'manager', 'staff', 'viewer'];
export const offeredSiteRoles: readonly SiteRole[] = ['manager', 'staff', 'viewer'];

/** Whether a role is given by tag, `region:west`, and not at one site. */
export function isTag(place: string): boolean {
  return place.includes(':');
}

/** A typed tag, `region: west`, as roles name it; undefined for anything else. */
export function typedTag(text: string): string | undefined {
  const match = /^\s*([a-z0-9-]{1,40})\s*:\s*(\S.{0,59})$/.exec(text.normalize('NFC'));
  return match === null ? undefined : `${match[1]}:${match[2]?.trim()}`;
}

/** A tag as people read it: `region: west`. */
export function tagInWords(place: string): string {
  return place.replace(':', ': ');
}
