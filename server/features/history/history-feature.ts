import { pathOf } from '#lib/contract/path.ts';
import { InstallationStore, retentionRow } from '#server/platform/database/installation-store.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { ZonePast } from '#server/site/pipeline.ts';
import type { SiteFeature } from '#server/site/site-runner.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Zone } from '#server/site/zone.ts';
import { sourceKey } from '#server/site/zone-sources.ts';
import { BackfillStore } from './backfill/backfill-store.ts';
import { Backfiller } from './backfill/backfiller.ts';
import { SilenceWatch } from './backfill/silence-watch.ts';
import { backfillRoutes } from './backfill-routes.ts';
import { HistoryMonths } from './history-months.ts';
import { HistoryReader } from './history-reader.ts';
import { HistoryRoller } from './history-roller.ts';
import { historyRoutes } from './history-routes.ts';
import { HistoryStore } from './history-store.ts';
import { retentionRoutes } from './retention-routes.ts';
import { RetentionSetting } from './retention-setting.ts';

export interface HistoryFeature extends Feature, SiteFeature {
  readonly reader: HistoryReader;
  /** What the pipeline needs of it. */
  readonly past: ZonePast;
  /** Minutes of a zone have changed in a span of time (epoch ms): they are rolled up again. */
  changed(site: string, zone: string, fromMs: number, toMs: number): void;
}

/** The past of zones: minutes, roll-ups, what is filled in after a silence, and for how long it is kept. */
export async function historyFeature(platform: Platform, sites: () => Sites): Promise<HistoryFeature> {
  const { database, clock, retentionClock, logger, configuration, onUnreadable, fence } = platform;
  const store = new HistoryStore(database.history);
  const retention = await RetentionSetting.load(new InstallationStore(database.db));
  platform.shared.follow(retentionRow, () => retention.reload());
  const months = new HistoryMonths({
    ...{ database, clock, retention, retentionClock, logger },
    isFirst: () => sites().isFirst,
  });
  const roller = new HistoryRoller({
    store,
    clock,
    retention,
    retentionClock,
    timezone: (site) => configuration.site(site)?.timezone,
    isOurs: (site) => sites().isOurs(site),
    byRowUntilMs: () => months.byRowUntilMs,
    onError: (error) => logger.error({ error }, 'history cannot be rolled up; it is tried again'),
  });
  const backfiller = new Backfiller({
    store: new BackfillStore(database.history, fence),
    gapStore: new BackfillStore(database.saves, fence),
    history: store,
    watch: new SilenceWatch(),
    isShared: platform.shared.isShared,
    clock,
    retentionClock,
    site: (id) => configuration.site(id),
    memory: (path) => sites().sensor(path)?.history,
    correction: (zone) => correctionOf(sites().zone(pathOf(zone.site, zone.id))),
    onMerged: ({ site, zone, fromMs, toMs }) => roller.changed(site, zone, fromMs, toMs),
    onError: (error) => logger.error({ error }, 'history cannot be filled in; it is tried again'),
    onUnreadable,
  });
  const reader = new HistoryReader(store);
  return {
    name: 'history',
    reader,
    changed: (site, zone, fromMs, toMs) => roller.changed(site, zone, fromMs, toMs),
    past: {
      observe: (arrival) => backfiller.observe(arrival),
      saveGaps: () => backfiller.saveGaps(),
      saved: (zones) => roller.saved(zones),
    },
    load: (ids) => backfiller.load(ids),
    set: (site, saved) => backfiller.set(site, saved),
    release: (site) => {
      backfiller.release(site);
      roller.release(site.id);
    },
    remove: (site) => backfiller.remove(site),
    start: async () => {
      months.start();
      roller.start();
      await backfiller.start();
    },
    stop: async () => {
      await backfiller.stop();
      await roller.stop();
      months.stop();
    },
    routes: [
      historyRoutes(platform, reader, sites),
      retentionRoutes(platform, retention),
      backfillRoutes(platform, backfiller, sites),
    ],
  };
}

/** What a zone shows over the sum of its levels; undefined where a source of it counts. */
function correctionOf(zone: Zone | undefined): number | undefined {
  if (zone === undefined) return undefined;
  let correction = zone.occupancy;
  for (const source of zone.config.sources) {
    const level = zone.levelOf(sourceKey(source));
    if (level === undefined) return undefined;
    correction -= level;
  }
  return correction;
}
