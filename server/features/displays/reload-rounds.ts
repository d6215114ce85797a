import type { DisplayStatus } from '#lib/contract/display.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from '#server/clock.ts';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { isQuiet, nightsMissedMs } from './quiet.ts';
import { noReloads, type ReloadState, reloadRound, type ScreenNow, staleMs } from './reload-plan.ts';

export interface ReloadRoundsParts {
  /** Of Doorlight. */
  readonly version: string;
  readonly clock: Clock;
  sites(): readonly SiteConfig[];
  calendar(site: SiteConfig): SiteCalendar;
  displays(): readonly DisplayStatus[];
  zone(path: Path): ZoneState | undefined;
  /** Asks every screen of a display to reload, as soon as the server answers. */
  reload(display: Path): void;
  /** Screens that were asked to reload and did not come back; the next ones wait. */
  onLost(displays: readonly Path[]): void;
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
    const { version, clock, reload, onLost } = this.#parts;
    const round = reloadRound(this.#state, this.#screens(), version, clock.now());
    this.#state = round.state;
    if (round.lost.length > 0) onLost(round.lost);
    for (const path of round.reload) reload(path);
  }

  /** For how long a zone's light has been the same; computed once per zone, because it has many screens. */
  #settledAt(nowMs: number): (zone: Path) => number | undefined {
    const known = new Map<Path, number | undefined>();
    return (zone) => {
      if (known.has(zone)) return known.get(zone);
      const since = this.#parts.zone(zone)?.since;
      const settled = since === undefined ? undefined : nowMs - Date.parse(since);
      known.set(zone, settled);
      return settled;
    };
  }

  #screens(): ScreenNow[] {
    const nowMs = this.#parts.clock.now();
    const sites = new Map(this.#parts.sites().map((site) => [site.id, site]));
    const isQuietAt = quietAt(nowMs, (site) => this.#parts.calendar(site));
    const settledMs = this.#settledAt(nowMs);
    return this.#parts.displays().flatMap(({ site: id, display, zone, connections, screen }) => {
      const site = sites.get(id);
      if (connections === 0 || screen === undefined || site === undefined) return [];
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
  calendar: ReloadRoundsParts['calendar'],
): (site: SiteConfig, openForMs: number) => boolean {
  const known = new Map<string, boolean>();
  return (site, openForMs) => {
    const key = `${site.id} ${openForMs >= nightsMissedMs}`;
    const quiet = known.get(key) ?? isQuiet(site.timezone, calendar(site), openForMs, nowMs);
    known.set(key, quiet);
    return quiet;
  };
}
