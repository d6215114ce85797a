import { pathOf } from '#lib/contract/path.ts';
import type { Clock } from '../clock.ts';
import type { SiteCalendar } from '../engine/site-calendar.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { NotSavedError } from '../platform/database/storage-error.ts';
import { scheduleReset } from './reset-schedule.ts';
import type { ZoneControl } from './zone-commands.ts';
import type { ZoneEngine } from './zone-engine.ts';

export interface SiteResetsParts {
  readonly zoneEngine: Pick<ZoneEngine, 'zone'>;
  readonly control: Pick<ZoneControl, 'adjust'>;
  readonly clock: Pick<Clock, 'now'>;
  calendar(site: SiteConfig): Pick<SiteCalendar, 'openDayAt' | 'nextChangeAfter'>;
  /** A zone could not be reset; the others are, all the same. */
  onError(error: unknown, site: string, zone: string): void;
}

/** A reset that cannot be saved is tried again this often … */
const retryMs = 5 * 60_000;
/** … and so many times in all: half an hour later people may be inside. */
const maxTries = 6;
const dayMs = 24 * 3_600_000;

/**
 * Resets the zones of each site every day at its own time. On a special day that is open then, a long night above
 * all, people are inside: it waits until the site closes.
 */
export class SiteResets {
  readonly #parts: SiteResetsParts;
  #jobs: (() => void)[] = [];
  readonly #postponed = new Set<NodeJS.Timeout>();
  readonly #retries = new Set<NodeJS.Timeout>();

  constructor(parts: SiteResetsParts) {
    this.#parts = parts;
  }

  start(sites: readonly SiteConfig[]): void {
    this.replace(sites);
  }

  /** Takes over a changed configuration. */
  replace(sites: readonly SiteConfig[]): void {
    this.#stopJobs();
    this.#jobs = sites.flatMap((site) =>
      site.resetAt === undefined ? [] : [scheduleReset(site.resetAt, site.timezone, () => this.#due(site))],
    );
  }

  stop(): void {
    this.#stopJobs();
    for (const timer of this.#retries) clearTimeout(timer);
    this.#retries.clear();
    for (const timer of this.#postponed) clearTimeout(timer);
    this.#postponed.clear();
  }

  #stopJobs(): void {
    for (const stop of this.#jobs) stop();
    this.#jobs = [];
  }

  #due(site: SiteConfig): void {
    const nowMs = this.#parts.clock.now();
    const calendar = this.#parts.calendar(site);
    const closesMs = calendar.nextChangeAfter(nowMs);
    if (calendar.openDayAt(nowMs)?.source !== 'special' || closesMs - nowMs > dayMs) {
      void this.#reset(site);
      return;
    }
    const timer = setTimeout(() => {
      this.#postponed.delete(timer);
      this.#due(site);
    }, closesMs - nowMs);
    this.#postponed.add(timer.unref());
  }

  /** All zones at once: a device that is slow holds up only the zones it feeds. Never throws. */
  async #reset(site: SiteConfig): Promise<void> {
    await Promise.all(site.zones.map(({ id }) => this.#resetZone(site.id, id)));
  }

  async #resetZone(site: string, id: string, tries = 1): Promise<void> {
    const { zoneEngine, control, onError } = this.#parts;
    const zone = zoneEngine.zone(pathOf(site, id));
    if (zone === undefined) return;
    try {
      await control.adjust(zone, { to: 0, who: 'schedule', action: 'reset' });
    } catch (error) {
      onError(error, site, id);
      if (error instanceof NotSavedError && tries < maxTries) this.#retry(site, id, tries + 1);
    }
  }

  #retry(site: string, id: string, tries: number): void {
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      void this.#resetZone(site, id, tries);
    }, retryMs);
    this.#retries.add(timer);
  }
}
