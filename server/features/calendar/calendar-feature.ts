import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { SiteCalendars } from '#server/site/site-calendars.ts';
import type { SiteFeature } from '#server/site/site-runner.ts';
import { CalendarFeeds } from './calendar-feeds.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { FeedStore } from './feed-store.ts';

export interface CalendarFeature extends Feature, SiteFeature {
  /** When each site is open. */
  readonly calendars: SiteCalendars;
  /** Whether the site's subscribed calendar cannot be loaded or read; undefined if it has none. */
  isFaulty(site: string): boolean | undefined;
}

/** Opening hours, public holidays, and the calendars that sites have subscribed to. */
export async function calendarFeature(platform: Platform): Promise<CalendarFeature> {
  const { database, outbound, logger } = platform;
  const feeds = await CalendarFeeds.open({
    store: new FeedStore(database.db),
    clock: platform.clock,
    fetch: outbound.fetch,
    onProblem: (site, problem) => {
      if (problem === undefined) logger.info({ site }, 'the calendar can be read again');
      else logger.warn({ site, problem }, 'the calendar cannot be read; the last good one is used');
    },
    onError: (error) => logger.error({ error }, 'a calendar cannot be kept on disk'),
  });
  const calendars = new SiteCalendars((site) => feeds.closuresOf(site));
  return {
    name: 'calendars',
    calendars,
    isFaulty: (site) => {
      const subscription = feeds.subscription(site);
      return subscription && subscription.problem !== undefined;
    },
    load: (ids) => feeds.load((ids ?? []).flatMap((id) => platform.configuration.site(id) ?? [])),
    set: (site) => feeds.set(site),
    remove: (site) => feeds.remove(site),
    start: () => feeds.start(),
    stop: () => feeds.stop(),
    routes: [calendarRoutes(platform, calendars, feeds)],
  };
}
