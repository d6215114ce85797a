import { DateTime } from 'luxon';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import type { DisplayDirectory } from './display-directory.ts';
import type { ScreenSockets } from './display-routes.ts';
import { noReloads, type ReloadState, reloadRound, type ScreenNow, staleMs } from './reload-plan.ts';

const minuteMs = 60_000;

/** Without opening hours, or if it never closes: from three to five in the morning. */
const nightHours = { from: 3, to: 5 };

/** Time after closing in which staff still cleans up, and time before opening in which visitors wait. */
const afterClosingMs = 30 * minuteMs;

const beforeOpeningMs = 15 * minuteMs;

/** A page that has been open this long had no quiet time. */
const nightsMissedMs = 44 * 60 * minuteMs;

export interface ReloadRoundsParts {
  readonly platform: Pick<Platform, 'clock' | 'configuration' | 'logger' | 'version'>;
  readonly calendars: Pick<SiteCalendars, 'of'>;
  readonly displays: Pick<DisplayDirectory, 'connected'>;
  sites(): Pick<Sites, 'state'>;
  sockets(): ScreenSockets;
}

const everyMs = 2_000;

/**
 * Keeps the pages of screens fresh: a new version reaches them one after another, and each night they are
 * reloaded.
 */
export class ReloadRounds {
  readonly #parts: ReloadRoundsParts;
  #state: ReloadState = noReloads;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ReloadRoundsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.round(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  round(): void {
    const { platform, sockets } = this.#parts;
    const { version, clock, logger } = platform;
    const round = reloadRound(this.#state, this.#screens(), version, clock.now());
    this.#state = round.state;
    // The next ones wait.
    if (round.lost.length > 0)
      logger.warn({ displays: round.lost }, 'screens did not come back after a reload');
    for (const path of round.reload) sockets().command(path, 'reload');
  }

  /** For how long a zone's light has been the same; computed once per zone, because it has many screens. */
  #settledAt(nowMs: number): (zone: Path) => number | undefined {
    const known = new Map<Path, number | undefined>();
    return (zone) => {
      if (known.has(zone)) return known.get(zone);
      const since = this.#parts.sites().state(zone)?.since;
      const settled = since === undefined ? undefined : nowMs - Date.parse(since);
      known.set(zone, settled);
      return settled;
    };
  }

  #screens(): ScreenNow[] {
    const { platform, calendars, displays } = this.#parts;
    const nowMs = platform.clock.now();
    const isQuietAt = quietAt(nowMs, (site) => calendars.of(site));
    const settledMs = this.#settledAt(nowMs);
    return displays.connected().flatMap(({ site: id, display, zone, screen }) => {
      const site = platform.configuration.site(id);
      if (screen === undefined || site === undefined) return [];
      const settled = settledMs(pathOf(id, zone));
      if (settled === undefined) return [];
      const loadedAtMs = Date.parse(screen.loadedAt);
      return {
        path: pathOf(id, display),
        site: id,
        loadedAtMs,
        version: screen.version,
        settledMs: settled,
        isQuiet: nowMs - loadedAtMs >= staleMs && isQuietAt(site, nowMs - loadedAtMs),
      };
    });
  }
}

/** Computed once per site, because it has many screens. */
function quietAt(
  nowMs: number,
  calendar: (site: SiteConfig) => SiteCalendar,
): (site: SiteConfig, openForMs: number) => boolean {
  const known = new Map<string, boolean>();
  return (site, openForMs) => {
    const key = `${site.id} ${openForMs >= nightsMissedMs}`;
    const quiet = known.get(key) ?? isQuiet(site.timezone, calendar(site), openForMs, nowMs);
    known.set(key, quiet);
    return quiet;
  };
}

/**
 * Whether nobody watches a site's screens.
 *
 * @param openForMs how long the page has been open: a site that never closes needs its night too
 * @param nowMs epoch milliseconds
 */
export function isQuiet(
  timezone: string,
  calendar: Pick<SiteCalendar, 'isAlwaysOpen' | 'wasOpenAt'>,
  openForMs: number,
  nowMs: number,
): boolean {
  if (!calendar.isAlwaysOpen) {
    const around = [nowMs - afterClosingMs, nowMs, nowMs + beforeOpeningMs];
    if (!around.some((atMs) => calendar.wasOpenAt(atMs))) return true;
    if (openForMs < nightsMissedMs) return false;
  }
  const { hour } = DateTime.fromMillis(nowMs, { zone: timezone });
  return hour >= nightHours.from && hour < nightHours.to;
}
