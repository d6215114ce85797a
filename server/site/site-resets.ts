import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Clock } from '../clock.ts';
import type { SiteCalendar } from '../engine/site-calendar.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { NotSavedError } from '../platform/database/storage-error.ts';
import type { Pipeline } from './pipeline.ts';
import { lastReset, type ResetTime, scheduleReset } from './reset-schedule.ts';
import type { SavedZone } from './saved-zone.ts';
import type { ZoneControl } from './zone-control.ts';

export interface SiteResetsParts {
  readonly pipeline: Pick<Pipeline, 'zone'>;
  readonly control: Pick<ZoneControl, 'adjust'>;
  readonly clock: Pick<Clock, 'now'>;
  calendar(site: SiteConfig): Pick<SiteCalendar, 'openDayAt' | 'nextChangeAfter'>;
  /** A zone could not be reset; the others were reset nevertheless. */
  onError(error: unknown, site: string, zone: string): void;
}

/** Interval between attempts of a reset that cannot be saved. */
const retryMs = 5 * 60_000;
/** Maximum number of attempts: half an hour later people may be inside. */
const maxTries = 6;
/** Interval of checks whether the sensors of a zone were heard. */
const checkMs = 5000;
const dayMs = 24 * 3_600_000;

/**
 * Resets the zones of a site every day at its own time. If a special day keeps the site open at that time (a
 * long night), people are inside: the reset then waits until the site closes.
 */
export class SiteResets {
  readonly #parts: SiteResetsParts;
  #stopSchedule: (() => void) | undefined;
  /** Those that wait for closing, and those that are tried again. */
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(parts: SiteResetsParts) {
    this.#parts = parts;
  }

  /**
   * Applies the site, or a change of it; pending resets stay.
   *
   * @param saved its zones where it begins to run: a reset that was due while it did not run is made up for
   */
  start(site: SiteConfig, saved?: ReadonlyMap<Path, SavedZone>): void {
    this.#stopSchedule?.();
    const { resetAt, timezone } = site;
    this.#stopSchedule = resetAt && scheduleReset(resetAt, timezone, () => this.#due(site));
    if (resetAt !== undefined && saved !== undefined) this.#makeUp(site, resetAt, saved);
  }

  stop(): void {
    this.#stopSchedule?.();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #due(site: SiteConfig): void {
    const nowMs = this.#parts.clock.now();
    const calendar = this.#parts.calendar(site);
    const closesMs = calendar.nextChangeAfter(nowMs);
    if (calendar.openDayAt(nowMs)?.source !== 'special' || closesMs - nowMs > dayMs) {
      void this.#reset(site);
      return;
    }
    this.#later(closesMs - nowMs, () => this.#due(site)).unref();
  }

  /**
   * Resets the zones that nobody has set or counted since the last reset was due, as long as the site has been closed since then, or
   * for half an hour: later people may be inside.
   */
  #makeUp(site: SiteConfig, at: ResetTime, saved: ReadonlyMap<Path, SavedZone>): void {
    const nowMs = this.#parts.clock.now();
    const calendar = this.#parts.calendar(site);
    let dueMs = lastReset(at, site.timezone, nowMs) ?? Number.NEGATIVE_INFINITY;
    const wasOpen = calendar.openDayAt(dueMs);
    if (wasOpen?.source === 'special') dueMs = calendar.nextChangeAfter(dueMs);
    if (dueMs > nowMs) {
      if (dueMs - nowMs <= dayMs) this.#later(dueMs - nowMs, () => this.#due(site)).unref();
      return;
    }
    const opensMs = wasOpen === undefined ? calendar.nextChangeAfter(dueMs) : dueMs;
    const untilMs = Math.max(opensMs, dueMs + maxTries * retryMs);
    for (const { id } of site.zones) {
      const known = saved.get(pathOf(site.id, id));
      if (known !== undefined && lastChangeOf(known) < dueMs) this.#onceHeard(site.id, id, untilMs);
    }
  }

  /** Resets a zone when its sensors were heard: what they counted while the site did not run is part of what is reset. */
  #onceHeard(site: string, id: string, untilMs: number): void {
    if (this.#parts.clock.now() >= untilMs) return;
    if (this.#parts.pipeline.zone(pathOf(site, id))?.isTrusted === true) void this.#resetZone(site, id);
    else this.#later(checkMs, () => this.#onceHeard(site, id, untilMs)).unref();
  }

  /** Resets all zones in parallel: a slow device delays only the zones it feeds. Never throws. */
  async #reset(site: SiteConfig): Promise<void> {
    await Promise.all(site.zones.map(({ id }) => this.#resetZone(site.id, id)));
  }

  async #resetZone(site: string, id: string, tries = 1): Promise<void> {
    const { pipeline, control, onError } = this.#parts;
    const zone = pipeline.zone(pathOf(site, id));
    if (zone === undefined) return;
    try {
      await control.adjust(zone, { to: 0, who: 'schedule', action: 'reset' });
    } catch (error) {
      onError(error, site, id);
      if (error instanceof NotSavedError && tries < maxTries) {
        this.#later(retryMs, () => void this.#resetZone(site, id, tries + 1));
      }
    }
  }

  #later(afterMs: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, afterMs);
    this.#timers.add(timer);
    return timer;
  }
}

/** When somebody was counted last, or the number was set (epoch ms). */
function lastChangeOf({ ledger: { setMs = 0, sources } }: SavedZone): number {
  return Math.max(setMs, ...Object.values(sources).map(({ atMs }) => atMs));
}
