import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import type { SavedZone } from './saved-zone.ts';
import { SiteCalendars } from './site-calendars.ts';
import { type Now, Zone } from './zone.ts';
import { sourceKey } from './zone-sources.ts';

/**
 * The zones of all sites.
 *
 * @param known what they go on from: what was saved, or the zones before the configuration changed. The people who
 *   were inside are inside.
 */
export function zonesOf(
  sites: readonly SiteConfig[],
  known: ReadonlyMap<Path, SavedZone | Zone>,
  now: Now,
  calendars = new SiteCalendars(),
): Zone[] {
  return sites.flatMap((site) => {
    const calendar = calendars.of(site);
    return site.zones.map(
      (config) =>
        new Zone({ config, calendar, simulated: site.simulated }, known.get(pathOf(site.id, config.id)), now),
    );
  });
}

/** What a zone shows over the sum of its levels; undefined where a source of it counts. */
export function correctionOf(zone: Zone | undefined): number | undefined {
  if (zone === undefined) return undefined;
  let correction = zone.occupancy;
  for (const source of zone.config.sources) {
    const level = zone.levelOf(sourceKey(source));
    if (level === undefined) return undefined;
    correction -= level;
  }
  return correction;
}
