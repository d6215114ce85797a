import type { Role, SiteRole } from '#lib/contract/principal.ts';

/*
 * The roles as a page offers them, from most to least. Stated without the contract's schemas, which would
 * cost the page zod; a test holds the two together.
 */

export const offeredRoles: readonly Role[] = ['administrator', 'manager', 'staff', 'viewer'];
export const offeredSiteRoles: readonly SiteRole[] = ['manager', 'staff', 'viewer'];
