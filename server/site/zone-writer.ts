import type { Path } from '#lib/contract/path.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import type { Clock, Now } from '../clock.ts';
import type { Zone, ZoneSave } from './zone.ts';
import type { ZoneChange, ZoneMemory } from './zone-memory.ts';
import type { ZoneToSave } from './zone-store.ts';

/** Where zones are saved. */
export interface ZoneSaver {
  /**
   * All of it or nothing, on disk when it resolves. A minute whose save failed, or whose outcome is unknown, is
   * passed again as the same object and counts once.
   */
  save(zones: readonly ZoneToSave[], savedAt: string): Promise<void>;
}

export interface ZoneWriterParts {
  readonly saver: ZoneSaver;
  readonly clock: Clock;
  /**
   * The state of a zone is on disk.
   *
   * @param answeredMs arrival of the first sensor answer behind it (epoch ms)
   */
  onSaved(zone: Zone, now: Now, answeredMs: number | undefined): void;
  /** The shown state of a zone is no longer confirmed. */
  onUnsaved(zone: Zone, now: Now): void;
  /** Saving fails or takes too long; undefined: it works again. */
  onStorage(error: Error | undefined): void;
}

/** A change that is not on disk after this time might be undone by a power cut. */
export const savedWithinMs = 2000;
/** A command that is not on disk after this time is refused. */
export const commandWithinMs = 5000;
/** How long the first change after a while waits for others that come with it. */
const gatherMs = 4;
/**
 * Pause after a save, in which changes are collected for the next, as a multiple of its duration: a slow or busy disk
 * gets fewer and larger saves. A save costs as much for one zone as for twenty.
 */
const restPerWork = 8;
const restMs = { least: 16, most: 24 };
const retryMs = 1000;

interface Unsaved {
  /** When the oldest change came that is not on disk (monotonic ms). */
  readonly sinceMs: number;
  /** Arrival of the oldest sensor answer that changed the zone and is not being saved yet (epoch ms). */
  readonly answeredMs: number | undefined;
}

interface Command {
  readonly path: Path;
  readonly change: ZoneChange;
  readonly timer: NodeJS.Timeout;
  carriedOut(before: ZoneMemory): void;
  refused(error: NotSavedError): void;
}

/** A zone that is being saved. */
interface Row extends ZoneSave {
  readonly zone: Zone;
  readonly unsaved: Unsaved;
  commands: readonly Command[];
  /**
   * A command in it was refused meanwhile, or the zone was replaced: it may reach the disk, but is never shown.
   */
  isVoid: boolean;
}

interface Flight {
  readonly rows: ReadonlyMap<Zone, Row>;
  /** Resolves with whether it was saved. */
  readonly done: Promise<boolean>;
}

/**
 * Saves zones, one transaction after another. Changes that come close together are saved in one transaction,
 * because a disk takes as long for many as for one. At most one is running, however long it takes: later
 * changes wait for the next.
 */
export class ZoneWriter {
  readonly #parts: ZoneWriterParts;
  /** Those that count now; changed by its owner. */
  readonly #zones: ReadonlyMap<Path, Zone>;
  readonly #dirty = new Map<Zone, Unsaved>();
  /** Commands that wait for the next save, in order. */
  readonly #waiting = new Map<Path, Command[]>();
  #flight: Flight | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Until then nothing but commands is saved (monotonic ms). */
  #restsUntilMs = Number.NEGATIVE_INFINITY;
  /** The last save failed. */
  #isRefused = false;
  /** The last state reported to `onStorage`. */
  #isFailing = false;
  #isStopped = false;

  constructor(parts: ZoneWriterParts, zones: ReadonlyMap<Path, Zone>) {
    this.#parts = parts;
    this.#zones = zones;
  }

  /**
   * Schedules a save of a zone.
   *
   * @param answeredMs arrival of the sensor answer that changed it (epoch ms)
   */
  changed(zone: Zone, answeredMs?: number): void {
    this.#mark(zone, { sinceMs: this.#parts.clock.monotonic(), answeredMs });
    this.#next();
  }

  /**
   * Carries out a command by saving it.
   *
   * @returns the zone's state before
   * @throws {NotSavedError} when it was not confirmed within `withinMs`
   */
  command(path: Path, change: ZoneChange, withinMs: number): Promise<ZoneMemory> {
    return new Promise((resolve, reject) => {
      const command: Command = {
        path,
        change,
        timer: setTimeout(() => this.#giveUp(command), withinMs),
        carriedOut: resolve,
        refused: reject,
      };
      this.#wait([...(this.#waiting.get(path) ?? []), command]);
      this.#next();
    });
  }

  /** Finds zones whose save takes too long. Call it a few times a second. */
  check(now: Now): void {
    const overdue = new Set<Zone>();
    for (const zone of this.#flight?.rows.keys() ?? []) if (this.#isOverdue(zone, now)) overdue.add(zone);
    for (const zone of this.#dirty.keys()) if (this.#isOverdue(zone, now)) overdue.add(zone);
    if (overdue.size === 0) return;
    for (const zone of overdue) this.#invalidate(zone, now);
    this.#report(new Error(`saving takes longer than ${savedWithinMs} ms`));
  }

  /**
   * Zones have taken the place of others. Those that are gone are saved a last time; their commands are refused.
   *
   * @param before those until now
   * @param zones those that count now
   */
  replace(before: readonly Zone[], zones: readonly Zone[]): void {
    for (const row of this.#flight?.rows.values() ?? []) if (!this.#isCurrent(row.zone)) this.#void(row);
    for (const zone of before) {
      const heir = this.#zones.get(zone.path);
      const unsaved = this.#dirty.get(zone);
      if (heir === undefined) this.#mark(zone, this.#since());
      else if (heir !== zone && unsaved !== undefined) {
        this.#dirty.delete(zone);
        this.#mark(heir, unsaved);
      }
    }
    for (const [path, commands] of [...this.#waiting]) {
      if (!this.#zones.has(path)) this.#refuse(commands);
    }
    for (const zone of zones) this.#mark(zone, this.#since());
    this.#next();
  }

  /**
   * Saves all that is not yet saved, or that of some zones.
   *
   * @throws {NotSavedError} when the disk refused, or took longer
   */
  async flush(withinMs: number, of?: ReadonlySet<Zone>): Promise<void> {
    const isLeft = () => {
      if (of === undefined) return this.#flight !== undefined || this.#dirty.size > 0;
      return [...of].some((zone) => this.#dirty.has(zone) || this.#flight?.rows.has(zone) === true);
    };
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), withinMs);
    });
    try {
      while (isLeft()) {
        const { done } = this.#flight ?? this.#save();
        if (!(await Promise.race([done, tooLong]))) throw new NotSavedError();
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** These zones are saved no more: they go on elsewhere. Their commands are refused. */
  forget(zones: readonly Zone[]): void {
    for (const zone of zones) {
      this.#refuse(this.#waiting.get(zone.path) ?? []);
      this.#dirty.delete(zone);
    }
  }

  /** Saves nothing any more, and refuses what waits. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const row of this.#flight?.rows.values() ?? []) this.#void(row);
    for (const commands of [...this.#waiting.values()]) this.#refuse(commands);
  }

  /**
   * Schedules the next save: at once for a command, otherwise after a short time in which other changes can
   * join.
   */
  #next(isUrgent = this.#waiting.size > 0): void {
    if (this.#isStopped || this.#flight !== undefined || this.#dirty.size === 0) return;
    if (isUrgent) this.#save();
    else this.#timer ??= setTimeout(() => this.#save(), this.#isRefused ? retryMs : this.#gatheringMs());
  }

  #gatheringMs(): number {
    return Math.max(gatherMs, this.#restsUntilMs - this.#parts.clock.monotonic());
  }

  #save(): Flight {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#now();
    const rows = [...this.#dirty].map(([zone, unsaved]): Row => {
      const commands = this.#isCurrent(zone) ? (this.#waiting.get(zone.path) ?? []) : [];
      const save = zone.toSave(
        now,
        commands.map(({ change }) => change),
      );
      return { zone, unsaved, commands, isVoid: false, ...save };
    });
    this.#dirty.clear();
    this.#waiting.clear();
    const flight = {
      rows: new Map(rows.map((row) => [row.zone, row])),
      done: Promise.resolve().then(() => this.#carryOut(rows, now)),
    };
    this.#flight = flight;
    return flight;
  }

  async #carryOut(rows: readonly Row[], started: Now): Promise<boolean> {
    let error: Error | undefined;
    try {
      await this.#parts.saver.save(
        rows.map(({ zone: { config }, saved, minutes }) => ({
          site: config.site,
          zone: config.id,
          saved,
          minutes,
        })),
        new Date(started.wallMs).toISOString(),
      );
    } catch (cause) {
      error = cause instanceof Error ? cause : new Error(String(cause));
    }
    this.#flight = undefined;
    const now = this.#now();
    this.#isRefused = error !== undefined;
    // A saved state that may contain a refused command is overwritten without delay.
    const isUrgent = error === undefined ? this.#saved(rows, now, started) : this.#failed(rows, now, error);
    this.#next(isUrgent || this.#waiting.size > 0);
    return error === undefined;
  }

  #saved(rows: readonly Row[], now: Now, started: Now): boolean {
    const workedMs = now.monotonicMs - started.monotonicMs;
    this.#restsUntilMs =
      now.monotonicMs + Math.min(restMs.most, Math.max(restMs.least, workedMs * restPerWork));
    const stale = rows.filter(({ isVoid }) => isVoid);
    for (const row of stale) {
      row.zone.minutesSaved(row.minutes);
      this.#again(row);
    }
    for (const row of rows) {
      const { zone, commands, before, unsaved } = row;
      if (row.isVoid || !this.#isCurrent(zone)) continue;
      zone.saved(row);
      zone.isStored = !this.#isOverdue(zone, now);
      this.#parts.onSaved(zone, now, unsaved.answeredMs);
      for (const [index, command] of commands.entries()) {
        const known = before[index];
        clearTimeout(command.timer);
        if (known !== undefined) command.carriedOut(known);
      }
    }
    const isOverdue = [...this.#dirty.keys()].some((zone) => this.#isOverdue(zone, now));
    if (!isOverdue) this.#report(undefined);
    return stale.length > 0;
  }

  #failed(rows: readonly Row[], now: Now, error: Error): boolean {
    this.#report(error);
    let isUrgent = false;
    for (const row of rows) {
      this.#invalidate(this.#again(row), now);
      row.zone.dropCommands();
      if (row.commands.length > 0 || row.isVoid) isUrgent = true;
      for (const command of row.commands) this.#end(command, error);
    }
    return isUrgent;
  }

  /** A zone's save failed: its changes keep waiting, since the same time. */
  #again({ zone, unsaved: { sinceMs } }: Row): Zone {
    const heir = this.#zones.get(zone.path) ?? zone;
    this.#mark(heir, { sinceMs, answeredMs: undefined });
    return heir;
  }

  #mark(zone: Zone, { sinceMs, answeredMs }: Unsaved): void {
    const known = this.#dirty.get(zone);
    this.#dirty.set(zone, {
      sinceMs: Math.min(known?.sinceMs ?? sinceMs, sinceMs),
      answeredMs: known?.answeredMs ?? answeredMs,
    });
  }

  #since(): Unsaved {
    return { sinceMs: this.#parts.clock.monotonic(), answeredMs: undefined };
  }

  #isOverdue(zone: Zone, now: Now): boolean {
    const inFlight = this.#flight?.rows.get(zone)?.unsaved.sinceMs;
    const sinceMs = Math.min(this.#dirty.get(zone)?.sinceMs ?? now.monotonicMs, inFlight ?? now.monotonicMs);
    return now.monotonicMs - sinceMs > savedWithinMs;
  }

  #invalidate(zone: Zone, now: Now): void {
    if (!zone.isStored) return;
    zone.isStored = false;
    if (this.#isCurrent(zone)) this.#parts.onUnsaved(zone, now);
  }

  #isCurrent(zone: Zone): boolean {
    return this.#zones.get(zone.path) === zone;
  }

  #wait(commands: readonly Command[]): void {
    const [first] = commands;
    if (first === undefined) return;
    this.#waiting.set(first.path, [...commands]);
    const zone = this.#zones.get(first.path);
    if (zone !== undefined) this.#mark(zone, this.#since());
  }

  /** A command has timed out. The others in its save are saved again without it. */
  #giveUp(command: Command): void {
    const zone = this.#zones.get(command.path);
    const row = zone && this.#flight?.rows.get(zone);
    if (row?.commands.includes(command)) {
      this.#void(row);
      this.#invalidate(row.zone, this.#now());
    }
    const others = (this.#waiting.get(command.path) ?? []).filter((other) => other !== command);
    if (others.length === 0) this.#waiting.delete(command.path);
    else this.#waiting.set(command.path, others);
    this.#end(command);
  }

  /** Marks a running save as never to be shown; its commands wait for the next save. */
  #void(row: Row): void {
    row.isVoid = true;
    row.zone.dropCommands();
    const commands = [...row.commands, ...(this.#waiting.get(row.zone.path) ?? [])];
    row.commands = [];
    this.#wait(commands);
  }

  #refuse(commands: readonly Command[]): void {
    for (const command of commands) this.#giveUp(command);
  }

  #end(command: Command, cause?: Error): void {
    clearTimeout(command.timer);
    command.refused(new NotSavedError(cause === undefined ? undefined : { cause }));
  }

  #report(error: Error | undefined): void {
    const isFailing = error !== undefined;
    if (isFailing === this.#isFailing) return;
    this.#isFailing = isFailing;
    this.#parts.onStorage(error);
  }

  #now(): Now {
    const { clock } = this.#parts;
    return { wallMs: clock.now(), monotonicMs: clock.monotonic() };
  }
}
