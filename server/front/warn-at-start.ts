import type { Logger } from 'pino';
import type { DisplayStatus } from '#lib/contract/display.ts';
import { pathOf } from '#lib/contract/path.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { printDuration } from '../platform/config/duration.ts';
import { slowSources } from '../platform/config/slow-sources.ts';

/** Warns in the log about settings that are valid but probably not intended. */
export function warnAtStart(
  sites: readonly SiteConfig[],
  displays: readonly Pick<DisplayStatus, 'site' | 'display' | 'lowContrast'>[],
  logger: Logger,
): void {
  for (const { site, display, lowContrast } of displays) {
    if (lowContrast === undefined) continue;
    logger.warn(
      { display: pathOf(site, display), lights: lowContrast },
      'colours are hard to read: contrast below 7:1',
    );
  }
  for (const site of sites) {
    for (const { zone, sensor, pollMs, staleAfterMs } of slowSources(site)) {
      logger.warn(
        {
          zone: pathOf(site.id, zone),
          sensor,
          poll: printDuration(pollMs),
          staleAfter: printDuration(staleAfterMs),
        },
        'a needed sensor is read rarely: the light may be old for as long as staleAfter. Make it optional, or poll more often',
      );
    }
  }
}
