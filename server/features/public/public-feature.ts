import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Forecasts } from '../forecast/forecasts.ts';
import type { HistoryReader } from '../history/history-reader.ts';
import { publicRoutes } from './public-routes.ts';
import { PublicSites } from './public-sites.ts';

/** What sites show to everybody. */
export function publicFeature(
  platform: Platform,
  sites: Sites,
  calendars: SiteCalendars,
  history: HistoryReader,
  forecasts: Forecasts,
): Feature {
  const publicSites = new PublicSites({ platform, sites, calendars, history, forecasts });
  sites.listen({
    state: ({ site }) => publicSites.changed(site),
    // Its followers come again, and are passed on to the sidecar that runs it.
    end: (site) => publicSites.events.end(site),
  });
  return {
    name: 'visitors',
    replace: () => ({ undo: () => undefined, finish: () => publicSites.events.refresh() }),
    stop: () => publicSites.events.stop(),
    routes: [publicRoutes({ publicSites })],
  };
}
