/** The orders of the wall of all sites. */
export const wallOrders = ['trouble', 'full', 'name'] as const;
export type WallOrder = (typeof wallOrders)[number];

/** The groups of sites by their rank. */
export const wallGroups = ['trouble', 'red', 'amber', 'green', 'closed'] as const;
export type WallGroup = (typeof wallGroups)[number];

/** The largest window of rows. */
export const maxWallRows = 240;
