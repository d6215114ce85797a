import { setTimeout as sleep } from 'node:timers/promises';
import { AlertStore } from '../features/alerts/alert-store.ts';
import { AuditStore } from '../features/audit/audit-store.ts';
import { ClosingStore } from '../features/calibration/closing-store.ts';
import { binEdges, rollUp } from '../features/history/bins.ts';
import { HistoryStore } from '../features/history/history-store.ts';
import { minuteMs } from '../features/history/tally.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { InstallationStore } from '../platform/database/installation-store.ts';
import type { Feature } from '../platform/feature.ts';
import type { Platform } from '../platform/platform.ts';
import type { SiteCalendars } from '../site/site-calendars.ts';
import { sourceKey } from '../site/zone-sources.ts';
import { type PastEntry, ZonePast } from './past-events.ts';
import { PastStore } from './past-store.ts';

/** Thirteen months. */
const pastDays = 396;
/** Days written in one transaction: lights share the disk. */
const daysAtOnce = 28;
/** Older alerts are deleted anyway. */
const alertDays = 84;
const quarterMs = 15 * minuteMs;

type PastPlatform = Pick<Platform, 'clock' | 'configuration' | 'database' | 'environment' | 'logger'>;

/**
 * Gives the demo thirteen months of history, once, so that every page of a fresh one has something to show. Only simulated
 * sites get it, and only where no zone was ever saved before. What is short is written before anybody can sign in; the
 * quarter hours follow in the background, the newest first.
 */
export function demoPast(platform: PastPlatform, calendars: SiteCalendars, onDone: () => void): Feature {
  const { configuration, database, clock, environment, logger } = platform;
  const installation = new InstallationStore(database.db);
  const abort = new AbortController();
  let writing: Promise<void> | undefined;
  /** Until when it reaches (epoch ms); undefined where nothing is to be written. */
  const reach = async () => {
    const begun = await installation.demoPast();
    if (begun !== undefined) return begun.isDone ? undefined : begun.untilMs;
    if ((await installation.lastSavedAt()) !== undefined) return undefined;
    return Math.floor(clock.now() / quarterMs) * quarterMs;
  };
  return {
    name: 'demo-past',
    start: async () => {
      if (environment.isDemoNew) return;
      const sites = configuration.sites.filter(({ simulated }) => simulated);
      const untilMs = sites.length === 0 ? undefined : await reach();
      if (untilMs === undefined) return;
      await installation.setDemoPast({ untilMs, isDone: false });
      const zones = sites.flatMap((site) => pastsOf(site, calendars, untilMs));
      await writeShort(platform, zones, sites, untilMs);
      writing = writeHistory(platform, zones, abort.signal)
        .then(() => installation.setDemoPast({ untilMs, isDone: true }))
        .then(onDone)
        .catch((error) => {
          if (abort.signal.aborted) return;
          logger.warn({ error }, 'the history of the demo is not complete: the next start goes on with it');
        });
    },
    stop: async () => {
      abort.abort();
      await writing;
    },
  };
}

function pastsOf(site: SiteConfig, calendars: SiteCalendars, untilMs: number): ZonePast[] {
  const calendar = calendars.of(site);
  const hoursOn = (date: string) => calendar.day(date).intervals;
  return site.zones.map(
    ({ id, name, capacity }) =>
      new ZonePast({ site: site.id, id, name, capacity, timezone: site.timezone, hoursOn }, untilMs),
  );
}

/** What has to be there before other features start: progress, audit log, alerts, closings. */
async function writeShort(
  { database }: PastPlatform,
  zones: readonly ZonePast[],
  sites: readonly SiteConfig[],
  untilMs: number,
): Promise<void> {
  const history = new HistoryStore(database.history);
  const closings = new ClosingStore(database.history);
  for (const past of zones) {
    const { site: siteId, id, timezone } = past.zone;
    if ((await history.rolled(siteId, id)) === undefined) {
      await history.setRolled(siteId, id, { untilMs, timezone });
    }
    const site = sites.find((each) => each.id === siteId);
    const [source, ...others] = site?.zones.find((zone) => zone.id === id)?.sources ?? [];
    if (site?.hours !== undefined && source !== undefined && others.length === 0) {
      await closings.save(past.closings(sourceKey(source)));
    }
  }
  const audit = new AuditStore(database.db);
  for (const { entry, atMs } of zones.flatMap((past) => past.audit()).toSorted(byTime)) {
    const at = new Date(atMs).toISOString();
    await audit.append(entry, at, `past ${entry.site}/${entry.zone} ${entry.action} ${at}`);
  }
  const opened = zones.flatMap((past) => past.alerts());
  await new AlertStore(database.db).save({ opened, closed: [], messages: [] });
}

function byTime(a: PastEntry, b: PastEntry): number {
  return a.atMs - b.atMs;
}

/** The quarter hours, hours and days, and the alerts of full zones. A second time changes nothing. */
async function writeHistory(
  { clock, database }: PastPlatform,
  zones: readonly ZonePast[],
  signal: AbortSignal,
): Promise<void> {
  const alerts = new AlertStore(database.db);
  const store = new PastStore(database.history);
  for (let daysAgo = 0; daysAgo < pastDays; daysAgo += daysAtOnce) {
    for (const past of zones) {
      signal.throwIfAborted();
      const startedMs = clock.monotonic();
      const days = past.days(daysAgo, Math.min(pastDays, daysAgo + daysAtOnce));
      const quarters = days.flatMap((day) => day.quarters);
      const { site, id, timezone } = past.zone;
      const fromMs = (quarters[0]?.start ?? 0) * minuteMs;
      const toMs = (quarters.at(-1)?.start ?? 0) * minuteMs + quarterMs;
      const hours = rollUp(quarters, binEdges(fromMs, toMs, '1h', timezone));
      const bins = {
        '15m': quarters,
        '1h': hours,
        '1d': rollUp(hours, binEdges(fromMs, toMs, '1d', timezone)),
      };
      if (quarters.length > 0) await store.save({ site, zone: id }, bins);
      const opened = daysAgo < alertDays ? days.flatMap((day) => day.alerts) : [];
      await alerts.save({ opened, closed: [], messages: [] });
      // Lights come first: half of the time is free for them.
      await sleep(clock.monotonic() - startedMs, undefined, { signal });
    }
  }
}
