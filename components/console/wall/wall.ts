import type { Emergency } from '#lib/contract/emergency.ts';
import type { Light } from '#lib/contract/light.ts';
import type { Path } from '#lib/contract/path.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Site } from '#lib/contract/site.ts';
import { type LiveZone, shownLight } from '../live/live-store.ts';

/** A zone on the wall. */
export interface WallZone {
  readonly path: Path;
  readonly name: string;
  readonly light: Light;
  readonly reason: string;
  /** The emergency shown on its displays. */
  readonly emergency: Emergency | undefined;
  readonly occupancy: number;
  readonly capacity: number;
}

/** A site on the wall. The same object as long as nothing visible has changed. */
export interface WallSite {
  readonly id: string;
  readonly name: string;
  readonly zones: readonly WallZone[];
  /** Number of faulty sensors. */
  readonly faulty: number;
  /**
   * Problems come first: 0 a light is unknown or an emergency, 1 a sensor is faulty, 2 red, 3 amber, 4 green, 5
   * closed.
   */
  readonly rank: number;
  /** Utilization of its fullest zone. */
  readonly utilization: number;
}

export const wallSorts = ['trouble', 'full', 'name'] as const;
export type WallSort = (typeof wallSorts)[number];

export interface WallChoice {
  readonly query: string;
  readonly order: WallSort;
  readonly onlyTroubles: boolean;
}

/**
 * Every site with its zones.
 *
 * @param before the former sites: unchanged ones are reused
 */
export function wallOf(
  sites: readonly Site[],
  zones: readonly LiveZone[],
  sensors: readonly SensorStatus[],
  before: readonly WallSite[] = [],
): WallSite[] {
  const zonesOf = new Map<string, WallZone[]>();
  for (const zone of zones) {
    const group = zonesOf.get(zone.state.site);
    if (group === undefined) zonesOf.set(zone.state.site, [wallZone(zone)]);
    else group.push(wallZone(zone));
  }
  const faultyAt = new Map<string, number>();
  for (const { site, status } of sensors) {
    if (status !== 'ok') faultyAt.set(site, (faultyAt.get(site) ?? 0) + 1);
  }
  const known = new Map(before.map((site) => [site.id, site]));
  return sites.map((site) => {
    const made = wallSite(site, zonesOf.get(site.id) ?? [], faultyAt.get(site.id) ?? 0);
    const last = known.get(site.id);
    return last !== undefined && isSame(last, made) ? last : made;
  });
}

/** Whether something is out of order at a site; a full site is not. */
export function isTroubled({ rank }: WallSite): boolean {
  return rank <= 1;
}

/** `Store 2` before `Store 10`. */
export const byName = new Intl.Collator(undefined, { numeric: true });

/** Ids of the sites that match the filter, sorted. */
export function arranged(sites: readonly WallSite[], { query, order, onlyTroubles }: WallChoice): string[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const fits = (site: WallSite) => {
    const text = plain(`${site.name} ${site.id} ${site.zones.map(({ name }) => name).join(' ')}`);
    return words.every((word) => text.includes(word));
  };
  return sites
    .filter((site) => (!onlyTroubles || isTroubled(site)) && fits(site))
    .toSorted((a, b) => compare(a, b, order) || byName.compare(a.name, b.name) || a.id.localeCompare(b.id))
    .map(({ id }) => id);
}

function compare(a: WallSite, b: WallSite, order: WallSort): number {
  if (order === 'trouble') return a.rank - b.rank;
  return order === 'full' ? b.utilization - a.utilization : 0;
}

/** Without accents and capitals: `Zürich` is found by `zurich`. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function wallZone(zone: LiveZone): WallZone {
  const { path, state } = zone;
  const { name, occupancy, capacity, emergency } = state;
  return { path, name, occupancy, capacity, emergency, ...shownLight(zone) };
}

const ranks: Readonly<Record<Light, number>> = { unknown: 0, red: 2, amber: 3, green: 4, closed: 5 };

function wallSite({ id, name }: Site, zones: readonly WallZone[], faulty: number): WallSite {
  const rank = Math.min(
    5,
    ...zones.map(({ light, emergency }) => (emergency === undefined ? ranks[light] : 0)),
  );
  return {
    id,
    name,
    zones,
    faulty,
    rank: faulty > 0 ? Math.min(1, rank) : rank,
    utilization: Math.max(0, ...zones.map(({ occupancy, capacity }) => occupancy / capacity)),
  };
}

function isSame(a: WallSite, b: WallSite): boolean {
  return (
    a.name === b.name &&
    a.faulty === b.faulty &&
    a.zones.length === b.zones.length &&
    a.zones.every((zone, index) => {
      const other = b.zones[index];
      return (
        other !== undefined &&
        zone.path === other.path &&
        zone.name === other.name &&
        zone.light === other.light &&
        zone.reason === other.reason &&
        zone.emergency === other.emergency &&
        zone.occupancy === other.occupancy &&
        zone.capacity === other.capacity
      );
    })
  );
}
