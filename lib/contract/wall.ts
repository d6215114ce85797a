import { z } from 'zod';
import { idSchema } from './ids.ts';
import { emergencySchema, type Light, lightSchema } from './light.ts';
import { maxWallRows, type WallGroup, wallGroups, wallOrders } from './wall-groups.ts';

/** A zone of a site on the wall. */
export const wallZoneSchema = z.object({
  zone: idSchema,
  name: z.string(),
  light: lightSchema,
  /** The emergency shown on its displays. */
  emergency: emergencySchema.optional(),
  occupancy: z.number().int().nonnegative(),
  capacity: z.number().int().positive(),
});
export type WallZone = z.infer<typeof wallZoneSchema>;

/** What the home of a site says of it. */
export const siteSummarySchema = z.object({
  site: idSchema,
  /** The highest `seq` of its zones: it grows over moves, so that what an old home said last is recognised. */
  seq: z.number().int().nonnegative(),
  zones: z.array(wallZoneSchema),
  /** Number of faulty sensors. */
  faulty: z.number().int().nonnegative(),
  /** Number of displays that have been connected, and are not. */
  gone: z.number().int().nonnegative(),
});
export type SiteSummary = z.infer<typeof siteSummarySchema>;

/** What a sidecar says once a second of the sites that run on it. */
export const summaryMessageSchema = z.object({
  sidecar: z.string(),
  /** Messages are numbered within one run of a sidecar: after a gap everything has to be asked for. */
  run: z.string(),
  number: z.number().int().nonnegative(),
  /** By the clock of the database. */
  asOf: z.iso.datetime(),
  /** For how long after `asOf` everything that this sidecar has said of its sites holds. */
  validForMs: z.number().int().positive(),
  /** Whether these are all its sites; otherwise those that have changed. */
  isAll: z.boolean(),
  sites: z.array(siteSummarySchema),
  /** Sites that run there no longer. */
  ended: z.array(idSchema),
});
export type SummaryMessage = z.infer<typeof summaryMessageSchema>;

/** Which sites a console wants to see, and in which order. */
export const wallFilterSchema = z.object({
  /** Parts of the names and ids of a site and its zones. */
  search: z.string().max(200),
  /** `region:west`: a site has to have all of them. */
  tags: z.array(z.string().max(110)).max(20),
  /** Absent: all. */
  group: z.enum(wallGroups).optional(),
  order: z.enum(wallOrders),
});
export type WallFilter = z.infer<typeof wallFilterSchema>;

/** The socket's `wall` event of a console: what it shows from now on. */
export const wallQuerySchema = wallFilterSchema.extend({
  /** Grows with each query: an answer names the one that it answers. */
  query: z.number().int().nonnegative(),
  /** The rows in view. */
  from: z.number().int().nonnegative(),
  count: z.number().int().min(0).max(maxWallRows),
});
export type WallQuery = z.infer<typeof wallQuerySchema>;

/**
 * Problems come first: 0 a light is unknown or an emergency, 1 a sensor is faulty or a display is gone, 2 red, 3
 * amber, 4 green, 5 closed.
 */
export type WallRank = 0 | 1 | 2 | 3 | 4 | 5;

/** A site on the wall. */
export interface WallRow {
  readonly site: string;
  readonly name: string;
  readonly rank: WallRank;
  readonly zones: readonly WallZone[];
  readonly faulty: number;
  readonly gone: number;
}

/** The socket's `wall` event to a console. */
export interface WallUpdate {
  readonly query: number;
  /** For how long after its arrival this holds; afterwards every light is unknown. */
  readonly validForMs: number;
  /** Sites of each group that match search and tags, and all of them. */
  readonly counts: Readonly<Record<WallGroup | 'all', number>>;
  /** Sites that match. */
  readonly total: number;
  readonly from: number;
  /** The sites in view, in order. */
  readonly sites: readonly string[];
  /** Those of them that have changed since the last update, or came into view. */
  readonly rows: readonly WallRow[];
  /** Present in the first update and after a change: the tags that sites have, with their values. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
}

/** A site that was found, as a command to many needs it. */
export interface FoundSite {
  readonly site: string;
  readonly name: string;
  /** Ids of its zones. */
  readonly zones: readonly string[];
}

const ranks: Readonly<Record<Light, WallRank>> = { unknown: 0, red: 2, amber: 3, green: 4, closed: 5 };

/** The rank of a site by the worst of its zones. Displays that are switched off overnight are no trouble. */
export function wallRankOf({ zones, faulty, gone }: Pick<WallRow, 'zones' | 'faulty' | 'gone'>): WallRank {
  let rank: WallRank = 5;
  for (const { light, emergency } of zones) {
    const own = emergency === undefined ? ranks[light] : 0;
    if (own < rank) rank = own;
  }
  const isTroubled = faulty > 0 || (gone > 0 && rank < 5);
  return isTroubled && rank > 1 ? 1 : rank;
}

/** The group of a rank. */
export function wallGroupOf(rank: WallRank): WallGroup {
  return wallGroups[Math.max(0, rank - 1)] ?? 'closed';
}
