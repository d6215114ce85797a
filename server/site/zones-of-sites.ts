import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import type { SavedZone } from './saved-zone.ts';
import { SiteCalendars } from './site-calendars.ts';
import { type Now, Zone } from './zone.ts';
import { sourceKey } from './zone-sources.ts';

/**
 * Creates the zones of all sites.
 *
 * @param known what they continue from: saved states, or the zones before a change of the configuration, so
 *   that the people inside stay counted
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

/**
 * The difference between the number a zone shows and the sum of its levels; undefined if one of its sources
 * counts.
 */
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
