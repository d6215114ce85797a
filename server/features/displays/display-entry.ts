import { createHash } from 'node:crypto';
import { pathOf } from '#lib/contract/path.ts';
import type { DisplayEntry } from '#server/front/live/live-server.ts';
import type { DisplayConfig, SiteConfig } from '#server/platform/config/configuration.ts';

/**
 * What a display's page and socket are made from.
 *
 * @param version of Doorlight
 */
export function displayEntry(site: SiteConfig, config: DisplayConfig, version: string): DisplayEntry {
  const { zone, layout, zones, look, name } = config;
  const made = createHash('sha256').update(JSON.stringify([site.languages, layout, zones, look]));
  return {
    path: pathOf(site.id, config.id),
    zone: pathOf(site.id, zone),
    others: (zones ?? []).filter((each) => each !== zone).map((each) => pathOf(site.id, each)),
    settings: {
      site: site.id,
      display: config.id,
      zone,
      siteName: site.name,
      ...(name !== undefined && { name }),
      languages: [...site.languages],
      showNumber: config.showNumber,
      simulated: site.simulated,
      ...(layout !== undefined && { layout }),
      ...(zones !== undefined && { zones: [...zones] }),
      revision: `${version}:${made.digest('base64url').slice(0, 12)}`,
    },
    ...(look !== undefined && { look }),
  };
}
