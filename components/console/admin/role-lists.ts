import type { Role, SiteRole } from '#lib/contract/principal.ts';

/*
 * The roles in the order of the page, from most to least. Repeated here because the contract's schemas would
 * add zod to the page; a test compares the two.
 */

export const offeredRoles: readonly Role[] = ['administrator', 'manager', 'staff', 'viewer'];
export const offeredSiteRoles: readonly SiteRole[] = ['manager', 'staff', 'viewer'];
