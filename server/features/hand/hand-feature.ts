import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteFeature } from '#server/site/site-runner.ts';
import type { Sites } from '#server/site/sites.ts';
import type { HistoryFeature } from '../history/history-feature.ts';
import { HandCounts } from './hand-counts.ts';
import { handRoutes } from './hand-routes.ts';
import { HandStore } from './hand-store.ts';

export interface HandFeature extends SiteFeature {
  readonly replacedUntil: HandCounts['replacedUntil'];
  /** What is there once the sites are. */
  feature(sites: Sites): Feature;
}

/** People who count: at doors without a device, or instead of one. */
export async function handFeature(
  platform: Platform,
  sites: () => Sites,
  history: Pick<HistoryFeature, 'changed'>,
): Promise<HandFeature> {
  const { database, clock, configuration } = platform;
  const counts = new HandCounts({
    store: new HandStore(database.db, database.dialect, platform.fence),
    clock,
    retention: platform.retentionClock,
    sites,
    site: (id) => configuration.site(id),
    onPlaced: (site, zone, fromMs, toMs) => history.changed(site, zone, fromMs, toMs),
  });
  await counts.load();
  const changed = (site: { readonly id: string }) => {
    counts.siteChanged(site.id);
    return () => counts.siteChanged(site.id);
  };
  return {
    load: (ids) => (ids === undefined ? Promise.resolve() : counts.load()),
    set: changed,
    remove: changed,
    release: (site) => counts.release(site.id),
    replacedUntil: (path) => counts.replacedUntil(path),
    feature: (running) => ({ name: 'counting by hand', routes: [handRoutes(platform, running, counts)] }),
  };
}
