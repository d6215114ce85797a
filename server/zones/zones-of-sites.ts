import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SiteConfig } from '../config/configuration.ts';
import type { SavedZone } from '../store/saved-zone.ts';
import { SiteCalendar } from './site-calendar.ts';
import { type Now, Zone, type ZoneSetting } from './zone.ts';
import { sourceKey } from './zone-sources.ts';

/** The zones of all sites, as they were saved. */
export function zonesOf(sites: readonly SiteConfig[], saved: ReadonlyMap<Path, SavedZone>, now: Now): Zone[] {
  return settingsOf(sites).map(
    (setting) => new Zone(setting, saved.get(pathOf(setting.config.site, setting.config.id)), now),
  );
}

/** The zones after a change of the configuration: the people who were inside are inside. */
export function zonesAfter(sites: readonly SiteConfig[], known: ReadonlyMap<Path, Zone>, now: Now): Zone[] {
  return settingsOf(sites).map(
    (setting) => new Zone(setting, known.get(pathOf(setting.config.site, setting.config.id)), now),
  );
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

function settingsOf(sites: readonly SiteConfig[]): ZoneSetting[] {
  return sites.flatMap((site) => {
    const calendar = new SiteCalendar(site.timezone, site.hours);
    return site.zones.map((config) => ({ config, calendar, simulated: site.simulated }));
  });
}
