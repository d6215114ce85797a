import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { type Path, pathOf, siteOf } from '#lib/contract/path.ts';
import type { Clock } from '#server/clock.ts';
import type { RetentionTime } from '#server/platform/retention-clock.ts';
import { Rounds } from '#server/platform/rounds.ts';
import type { ZoneToSave } from '#server/site/zone-store.ts';
import { binEdges, rollUp } from './bins.ts';
import { coarsen } from './coarsen.ts';
import type { HistoryStore, Rolled, Span, ZoneName } from './history-store.ts';
import { cutOff } from './retention.ts';
import type { RetentionSetting } from './retention-setting.ts';
import { minuteMs } from './tally.ts';

export interface HistoryRollerParts {
  readonly store: HistoryStore;
  readonly clock: Clock;
  readonly retention: Pick<RetentionSetting, 'now'>;
  readonly retentionClock: RetentionTime;
  /** IANA timezone of a site; undefined if the site was removed from the configuration. */
  timezone(site: string): string | undefined;
  /** Whether a site is rolled up here; default: every one. */
  isOurs?(site: string): boolean;
  /** Minutes that begin later (epoch ms) are deleted by whole months, not here; default: none. */
  byRowUntilMs?(): number;
  onError(error: unknown): void;
}

const quarterMs = 15 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
/** Interval of checking what has to be done. */
const everyMs = 5000;
/** A quarter hour waits this long after its end for its last minute. */
const graceMs = 5000;
/** After a start this much is rolled up again: it includes minutes saved shortly before a crash. */
const againMs = dayMs;
const retentionEveryMs = 60 * minuteMs;
/** Span of minutes deleted at once. */
const deletedAtOnceMs = 6 * 60 * minuteMs;

/**
 * Keeps the roll-ups of every zone up to date, and deletes what is no longer kept. A bin is always made again
 * completely from the finer ones: it does not matter how often, and late or repeated minutes never count twice.
 * It works in small portions with pauses, because lights share the disk.
 */
export class HistoryRoller {
  readonly #parts: HistoryRollerParts;
  readonly #abort = new AbortController();
  /** Zones seen in this run, and how far they are rolled up. */
  readonly #rolled = new Map<Path, Rolled>();
  /** Minutes saved after they were rolled up; those of a back-fill are also stored on disk. */
  readonly #late = new Map<Path, Span>();
  readonly #rounds = new Rounds(() => this.#work(), everyMs);
  /** The end of the last round's range. */
  #targetMs = 0;
  #retainedMs = Number.NEGATIVE_INFINITY;

  constructor(parts: HistoryRollerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#rounds.start();
  }

  /** Ends the running round after its portion; the rest is done after the next start. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#rounds.stop();
  }

  /** A site goes on elsewhere: how far it is stands on disk. */
  release(site: string): void {
    for (const rolled of [this.#rolled, this.#late]) {
      for (const path of rolled.keys()) if (siteOf(path) === site) rolled.delete(path);
    }
  }

  /** Zones were saved, with the minutes in them. */
  saved(zones: readonly ZoneToSave[]): void {
    for (const { site, zone, minutes } of zones) {
      for (const { minute } of minutes) {
        this.changed(site, zone, minute * minuteMs, (minute + 1) * minuteMs);
      }
    }
  }

  /** Minutes of a zone changed in a span of time (epoch ms): they are rolled up again. */
  changed(site: string, zone: string, fromMs: number, toMs: number): void {
    const path = pathOf(site, zone);
    if (fromMs >= this.#reachMs(path)) return;
    const span = { fromMs, toMs };
    this.#late.set(path, around(this.#late.get(path) ?? span, span));
  }

  /** Rolls up everything, and deletes what is too old. */
  async rollUp(): Promise<void> {
    const { store, clock } = this.#parts;
    const targetMs = Math.floor((clock.now() - graceMs) / quarterMs) * quarterMs;
    this.#targetMs = targetMs;
    const { isOurs = () => true } = this.#parts;
    const zones = (await store.zones()).filter(({ site }) => isOurs(site));
    for (const zone of zones) {
      if (this.#abort.signal.aborted) return;
      await this.#rollZone(zone, targetMs);
    }
    const nowMs = clock.monotonic();
    if (nowMs - this.#retainedMs < retentionEveryMs) return;
    this.#retainedMs = nowMs;
    for (const zone of zones) await this.#retain(zone);
  }

  async #work(): Promise<void> {
    try {
      await this.rollUp();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#parts.onError(error);
    }
  }

  /**
   * Minutes before it may have been read already, by an earlier or the running round. The progress of earlier
   * runs is unknown until the first round.
   */
  #reachMs(path: Path): number {
    const rolled = this.#rolled.get(path);
    return rolled === undefined ? Number.POSITIVE_INFINITY : Math.max(rolled.untilMs, this.#targetMs);
  }

  async #rollZone(name: ZoneName, targetMs: number): Promise<void> {
    const { site, zone } = name;
    const path = pathOf(site, zone);
    const known = this.#rolled.get(path) ?? (await this.#resume(name));
    const timezone = this.#parts.timezone(site) ?? known.timezone;
    const rolled = timezone === known.timezone ? known : await this.#changeTimezone(name, known, timezone);
    const late = this.#late.get(path);
    if (late !== undefined) {
      this.#late.delete(path);
      try {
        await this.#rollLate(name, rolled, late);
      } catch (error) {
        this.changed(site, zone, late.fromMs, late.toMs);
        throw error;
      }
    }
    if (rolled.untilMs < targetMs) await this.#rollNew(name, rolled, targetMs);
    // The clock was ahead and is set back: what is recorded from now on is new, also after an unforeseen end.
    else if (rolled.untilMs > targetMs) await this.#setRolled(name, { ...rolled, untilMs: targetMs });
  }

  async #rollNew(name: ZoneName, rolled: Rolled, targetMs: number): Promise<void> {
    const { store } = this.#parts;
    const remembered = await store.late(name.site, name.zone);
    await this.#rollSpan(name, rolled, rolled.untilMs, targetMs);
    if (this.#abort.signal.aborted) return;
    // A span filled in where nothing had been rolled up yet is not late.
    for (const span of remembered) {
      if (span.fromMs >= rolled.untilMs && span.toMs <= targetMs)
        await store.settled(name.site, name.zone, span);
    }
  }

  async #rollLate(name: ZoneName, rolled: Rolled, late: Span): Promise<void> {
    const { store } = this.#parts;
    const { site, zone } = name;
    const remembered = await store.late(site, zone);
    const { fromMs, toMs } = remembered.reduce(around, late);
    await this.#rollSpan(name, rolled, floorTo(fromMs), Math.min(rolled.untilMs, ceilTo(toMs)));
    // If interrupted, it is done after the next start.
    if (this.#abort.signal.aborted) return;
    for (const span of remembered) await store.settled(site, zone, span);
  }

  /** A zone's progress, moved back a little, and what an earlier run has left to do. */
  async #resume({ site, zone }: ZoneName): Promise<Rolled> {
    const { store, timezone } = this.#parts;
    const saved = await store.rolled(site, zone);
    const resumed: Rolled =
      saved === undefined
        ? { untilMs: 0, timezone: timezone(site) ?? 'UTC' }
        : { ...saved, untilMs: Math.max(0, saved.untilMs - againMs) };
    for (const { fromMs, toMs } of await store.late(site, zone)) this.changed(site, zone, fromMs, toMs);
    this.#rolled.set(pathOf(site, zone), resumed);
    return resumed;
  }

  /** Hours and days of another timezone are different: they are made again from quarter hours. */
  async #changeTimezone({ site, zone }: ZoneName, known: Rolled, timezone: string): Promise<Rolled> {
    const { store } = this.#parts;
    // Until they are made again the reader works without them.
    await store.removeRollUps(site, zone, '1h');
    await store.removeRollUps(site, zone, '1d');
    const [first] = await store.rollUps(site, zone, '15m', 0, known.untilMs);
    const changed = { untilMs: known.untilMs, timezone };
    if (first !== undefined) {
      for (let fromMs = first.start * minuteMs; fromMs < known.untilMs; fromMs += dayMs) {
        const span = { fromMs, toMs: Math.min(known.untilMs, fromMs + dayMs) };
        await store.atOnce((transaction) => coarsen(transaction, { site, zone }, timezone, span));
        await this.#rest(0);
      }
    }
    await this.#setRolled({ site, zone }, changed);
    return changed;
  }

  async #rollSpan(name: ZoneName, rolled: Rolled, fromMs: number, toMs: number): Promise<void> {
    const { store, clock } = this.#parts;
    const { site, zone } = name;
    for (let atMs = fromMs; atMs < toMs; ) {
      if (this.#abort.signal.aborted) return;
      const startedMs = clock.monotonic();
      const firstMs = await store.firstMinute(site, zone, atMs);
      if (firstMs === undefined || firstMs >= toMs) {
        await this.#advance(name, rolled, toMs);
        return;
      }
      const startMs = floorTo(firstMs);
      atMs = Math.min(toMs, startMs + dayMs);
      const minutes = await store.minutes(site, zone, startMs, atMs);
      const quarters = rollUp(minutes, binEdges(startMs, atMs, '15m', rolled.timezone));
      const untilMs = atMs;
      await store.atOnce(async (transaction) => {
        await transaction.saveRollUps(site, zone, '15m', quarters);
        await coarsen(transaction, name, rolled.timezone, { fromMs: startMs, toMs: untilMs });
      });
      await this.#advance(name, rolled, untilMs);
      await this.#rest(clock.monotonic() - startedMs);
    }
  }

  async #advance(name: ZoneName, rolled: Rolled, untilMs: number): Promise<void> {
    const known = this.#rolled.get(pathOf(name.site, name.zone)) ?? rolled;
    if (untilMs > known.untilMs) await this.#setRolled(name, { ...known, untilMs });
  }

  async #setRolled({ site, zone }: ZoneName, rolled: Rolled): Promise<void> {
    this.#rolled.set(pathOf(site, zone), rolled);
    await this.#parts.store.setRolled(site, zone, rolled);
  }

  async #retain({ site, zone }: ZoneName): Promise<void> {
    const { store, clock, retentionClock } = this.#parts;
    const retention = this.#parts.retention.now;
    const nowMs = retentionClock.now();
    for (const resolution of ['15m', '1h', '1d'] as const) {
      const beforeMs = cutOff(retention, resolution, nowMs);
      if (beforeMs !== undefined) await store.removeRollUpsBefore(site, zone, resolution, beforeMs);
    }
    const untilMs = this.#rolled.get(pathOf(site, zone))?.untilMs ?? 0;
    // A minute that is not rolled up yet is kept, however old; and whole quarter hours are deleted together.
    const { byRowUntilMs = () => Number.POSITIVE_INFINITY } = this.#parts;
    const beforeMs = floorTo(Math.min(cutOff(retention, '1m', nowMs) ?? 0, untilMs, byRowUntilMs()));
    for (;;) {
      const firstMs = await store.firstMinute(site, zone);
      if (firstMs === undefined || firstMs >= beforeMs || this.#abort.signal.aborted) return;
      const startedMs = clock.monotonic();
      await store.removeMinutes(site, zone, Math.min(beforeMs, floorTo(firstMs) + deletedAtOnceMs));
      await this.#rest(clock.monotonic() - startedMs);
    }
  }

  /** A pause as long as the work took, so that at least half of the time is free for others. */
  async #rest(workedMs: number): Promise<void> {
    const { signal } = this.#abort;
    if (signal.aborted) return;
    if (workedMs < 2) await setImmediate();
    else await sleep(workedMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The span that covers both. */
function around(a: Span, b: Span): Span {
  return { fromMs: Math.min(a.fromMs, b.fromMs), toMs: Math.max(a.toMs, b.toMs) };
}

function floorTo(ms: number): number {
  return Math.floor(ms / quarterMs) * quarterMs;
}

function ceilTo(ms: number): number {
  return Math.ceil(ms / quarterMs) * quarterMs;
}
