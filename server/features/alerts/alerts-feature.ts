import type { Alert } from '#lib/contract/alert.ts';
import { roleAt } from '#server/platform/access/roles.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import type { CalendarFeature } from '../calendar/calendar-feature.ts';
import type { DisplayDirectory } from '../displays/display-directory.ts';
import type { Lamps } from '../lamps/lamps.ts';
import { alertRoutes } from './alert-routes.ts';
import { Alerts } from './alerts.ts';
import { smtpRoutes } from './smtp-routes.ts';

export interface AlertsFeatureParts {
  readonly platform: Platform;
  readonly sites: Sites;
  readonly calendar: CalendarFeature;
  readonly displays: Pick<DisplayDirectory, 'known'>;
  /** With several sidecars: whether this one does what is done once for all of them. */
  readonly isFirst?: (() => boolean) | undefined;
  readonly lamps: Pick<Lamps, 'statuses'>;
  /** An alert has opened or closed, and is saved. */
  publish(alert: Alert): void;
}

/** Finds what is wrong at the sites, and sends it to the receivers of each site. */
export async function alertsFeature(
  parts: AlertsFeatureParts,
): Promise<Feature & { readonly alerts: Alerts }> {
  const { platform, sites, calendar, displays, isFirst, lamps, publish } = parts;
  const { authentication, configuration, environment, logger, shared } = platform;
  const alerts = await Alerts.create({
    ...platform,
    publicUrl: environment.publicUrl,
    sites: () => (isFirst === undefined ? configuration.sites : sites.running()),
    isOurs: isFirst && ((site: string) => sites.isOurs(site)),
    isFirst,
    closingElsewhere: () => sites.elsewhere.closing(),
    site: (id) => configuration.site(id),
    onSettings: () => void shared.announce('alert-settings'),
    calendar: (site) => calendar.calendars.of(site),
    isCalendarFaulty: (site) => calendar.isFaulty(site),
    zones: (site) => sites.pipeline.inShort(site),
    sensors: (site) => sites.sensorSummaries(site),
    displays: () => displays.known(),
    lamps: () => lamps.statuses(),
    publish,
    maySee: async (userId, site) => {
      const account = await authentication.accounts.find(userId);
      return account !== undefined && roleAt(authentication.scope(account.roles), site) !== undefined;
    },
    onError: (error) => logger.error({ error }, 'alerts cannot be saved or sent; it is tried again'),
  });
  shared.follow('alert-settings', () => alerts.reloadSettings());
  return {
    name: 'alerts',
    alerts,
    start: () => alerts.start(),
    stop: () => alerts.stop(),
    routes: [alertRoutes(platform, alerts), smtpRoutes(platform, alerts)],
  };
}
