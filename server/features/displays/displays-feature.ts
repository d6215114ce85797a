import type { DisplayChanges } from '#lib/contract/display.ts';
import type { DisplayReport } from '#lib/contract/display-report.ts';
import type { Path } from '#lib/contract/path.ts';
import { type Feature, followEverySite } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import { AnswerTimes } from './answer-times.ts';
import { DisplayDirectory } from './display-directory.ts';
import type { ScreenSockets } from './display-routes.ts';
import { displayRoutes } from './display-routes.ts';
import { displayWorkerRoutes } from './display-worker-routes.ts';
import { FleetIndex } from './fleet-index.ts';
import { LastSeenStore } from './last-seen-store.ts';
import { LastSeenWriter } from './last-seen-writer.ts';
import { pairingRoutes } from './pairing-routes.ts';
import { ReloadRounds } from './reload-rounds.ts';

export interface DisplaysFeature extends Feature {
  readonly displays: DisplayDirectory;
  /** The screens at another sidecar; undefined where that is gone. */
  hear(sidecar: string, news: Pick<DisplayChanges, 'isAll' | 'displays'> | undefined): void;
  /**
   * A screen connected, or disconnected (`gone`: its connection); `connections` are those left under its id.
   */
  onDisplay(path: Path, connections: number, gone?: string): void;
  /** A screen reported its state. */
  onReport(path: Path, connection: string, report: DisplayReport): void;
}

export interface DisplaysParts {
  readonly platform: Platform;
  readonly calendars: SiteCalendars;
  /** Both are asked from the start on. */
  sites(): Sites;
  sockets(): ScreenSockets;
  /** A screen has drawn the state of a zone. */
  drawn(display: Path, zone: Path, asOf: string): void;
}

/** Displays: what they show, how their screens are, when these load again, and how new ones are paired. */
export async function displaysFeature(parts: DisplaysParts): Promise<DisplaysFeature> {
  const { platform, calendars, sites, sockets } = parts;
  const { configuration, database, clock, logger, version } = platform;
  const store = new LastSeenStore(database.db);
  const lastSeen = await store.load();
  const displays = new DisplayDirectory(configuration.sites, { version, lastSeen });
  const fleet = new FleetIndex({
    changes: (since) => displays.changes(since),
    site: (id) => configuration.site(id),
    isClosed: (site) => !calendars.of(site).isOpenAt(clock.now()),
  });
  const answers = new AnswerTimes();
  const writer = new LastSeenWriter(
    {
      store,
      clock,
      lastSeen: () => displays.lastSeen(),
      onError: (error) =>
        logger.error({ error }, 'cannot save when displays were last seen; it is tried again'),
    },
    lastSeen,
  );
  const reloads = new ReloadRounds({ ...parts, displays });
  const greet = (path: Path) => {
    if (displays.acceptGreeting(path)) sockets().command(path, 'identify');
  };
  return {
    name: 'displays',
    displays,
    hear: (sidecar, news) => displays.hear(sidecar, news).forEach(greet),
    ...followEverySite(displays, () => configuration.sites),
    onDisplay: (path, connections, gone) => {
      displays.seen(path, connections, new Date(clock.now()).toISOString(), gone);
      if (connections > 0) greet(path);
    },
    onReport: (path, connection, report) => {
      const zone = displays.zoneOf(path);
      const answeredMs =
        zone && report.drawn !== undefined ? answers.answeredMs(zone, Date.parse(report.drawn)) : undefined;
      if (zone && report.drawn !== undefined) parts.drawn(path, zone, report.drawn);
      displays.report(path, connection, report, clock.now(), answeredMs);
    },
    start: () => {
      sites().listen({
        state: ({ path, asOfMs, answeredMs }) => {
          if (answeredMs !== undefined) answers.note(path, asOfMs, answeredMs);
        },
      });
      writer.start();
      reloads.start();
    },
    stop: async () => {
      reloads.stop();
      await writer.stop();
    },
    routes: [
      displayRoutes(platform, displays, fleet, sites, sockets),
      displayWorkerRoutes,
      pairingRoutes(platform, displays),
    ],
  };
}
