import { createHash } from 'node:crypto';
import type { DisplaySettings } from '#lib/contract/display.ts';
import type { DisplayTheme } from '#lib/contract/display-theme.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { DisplayConfig, SiteConfig } from '#server/platform/config/configuration.ts';

/** A display, as its page and its socket need it. */
export interface DisplayEntry {
  readonly settings: DisplaySettings;
  readonly path: Path;
  readonly zone: Path;
  /** Zones shown besides. */
  readonly others: readonly Path[];
  /** Part of the page, not sent over the socket: it may be large. */
  readonly look?: DisplayTheme;
}

/**
 * The contents of a display's page and socket.
 *
 * @param version of Doorlight
 */
export function displayEntry(site: SiteConfig, config: DisplayConfig, version: string): DisplayEntry {
  const { zone, layout, zones, look: theme, name } = config;
  const made = createHash('sha256').update(JSON.stringify([site.languages, layout, zones, theme]));
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
    ...(theme !== undefined && { look: theme }),
  };
}
