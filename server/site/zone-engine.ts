import type { Hold } from '#lib/contract/adjust.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from '../clock.ts';
import type { LedgerAdjust } from '../engine/adjust-ledger.ts';
import type { Replaced } from '../platform/config/configuration-switch.ts';
import type { Snapshot } from '../sensors/reading.ts';
import { Repeats } from './repeats.ts';
import type { Now, Zone } from './zone.ts';
import type { ZoneToSave } from './zone-store.ts';

/** Where zones are saved. */
export interface ZoneSaver {
  save(zones: readonly ZoneToSave[], savedAt: string): Promise<void>;
}

export interface ZoneKeeperParts {
  readonly zones: readonly Zone[];
  readonly saver: ZoneSaver;
  readonly clock: Clock;
  /**
   * Tells the world a zone's state: on each change, and repeated well inside its validity.
   *
   * @param answeredMs when the first sensor's answer came that this goes back to (epoch ms); undefined: to none
   */
  publish(state: ZoneState, answeredMs?: number): void;
  /** Saving failed, or works again (undefined). The lights are unknown meanwhile. */
  onStorage(error: Error | undefined): void;
}

/** How often lights are decided although nothing arrived: silence, minimum times, opening hours. */
const tickMs = 250;
/** How often it is looked which states are to be repeated: a few at a time. */
const repeatTickMs = 50;
/** How long changes are collected before they are saved together, at least and at most. */
const gatherMs = { least: 4, most: 12 };
/** The disk rests this many times as long as its last work took: a slow or busy one gets fewer, larger pieces. */
const restPerWork = 8;
const retryMs = 1000;

/**
 * The only writer of zones: what arrives is applied, saved, and only then shown. Changes that come close
 * together are saved in one transaction, because a disk takes as long for many as for one.
 */
export class ZoneKeeper {
  readonly #parts: ZoneKeeperParts;
  #zones: readonly Zone[] = [];
  #byPath: ReadonlyMap<Path, Zone> = new Map();
  #bySensor: ReadonlyMap<Path, readonly Zone[]> = new Map();
  readonly #dirty = new Set<Zone>();
  /** Of nothing before the start. */
  #repeats = new Repeats<Zone>([], 0);
  /** When the oldest answer came that changed a zone, and is not on its way to the disk (epoch ms). */
  readonly #answeredMs = new Map<Zone, number>();
  readonly #watchers = new Set<(path: Path) => void>();
  #tick: NodeJS.Timeout | undefined;
  #repeatTick: NodeJS.Timeout | undefined;
  #gather: NodeJS.Timeout | undefined;
  #gatherMs = gatherMs.least;
  #saving: Promise<void> | undefined;
  #isFailing = false;

  constructor(parts: ZoneKeeperParts) {
    this.#parts = parts;
    this.#index(parts.zones);
  }

  #index(zones: readonly Zone[]): void {
    const bySensor = new Map<Path, Zone[]>();
    for (const zone of zones) {
      for (const sensor of new Set(zone.config.sources.map((source) => source.sensor))) {
        const path = pathOf(zone.config.site, sensor);
        bySensor.set(path, [...(bySensor.get(path) ?? []), zone]);
      }
    }
    this.#zones = zones;
    this.#byPath = new Map(zones.map((zone) => [pathOf(zone.config.site, zone.config.id), zone]));
    this.#bySensor = bySensor;
  }

  start(): void {
    this.#repeats = new Repeats(this.#zones, this.#parts.clock.monotonic());
    this.#tick = setInterval(() => this.#onTick(), tickMs);
    this.#repeatTick = setInterval(() => this.#onRepeatTick(), repeatTickMs);
  }

  /**
   * Replaces the zones after a change of the configuration, at once: no reading is entered in between. Those that
   * go are saved once more, and not shown any more.
   *
   * @param replaced makes the new zones, from those until now where they are the same
   * @throws what `replaced` throws; the zones are then as they were
   */
  replace(replaced: (known: ReadonlyMap<Path, Zone>, now: Now) => readonly Zone[]): Replaced {
    const now = this.#now();
    const before = { zones: this.#zones, dirty: [...this.#dirty], answeredMs: [...this.#answeredMs] };
    const leaving = before.dirty.filter((zone) => this.#current(zone) === undefined);
    const known = new Map([...leaving, ...before.zones].map((zone) => [pathOfZone(zone), zone]));
    const zones = replaced(known, now);
    this.#index(zones);
    this.#dirty.clear();
    for (const zone of known.values()) this.#dirty.add(this.#current(zone) ?? zone);
    this.#answeredMs.clear();
    return {
      undo: () => {
        this.#index(before.zones);
        this.#dirty.clear();
        for (const zone of before.dirty) this.#dirty.add(zone);
        for (const [zone, ms] of before.answeredMs) this.#answeredMs.set(zone, ms);
      },
      finish: () => {
        for (const zone of zones) this.#changed(zone);
        for (const zone of this.#repeats.replace(new Set(zones), now.monotonicMs)) this.#publish(zone, now);
      },
    };
  }

  /** The zone that now stands at the path of another one; undefined where none does any more. */
  #current(zone: Zone): Zone | undefined {
    return this.#byPath.get(pathOfZone(zone));
  }

  /** Stops deciding, and saves what is not yet saved. */
  async stop(): Promise<void> {
    clearInterval(this.#tick);
    clearInterval(this.#repeatTick);
    for (const zone of this.#zones) this.#dirty.add(zone);
    await this.flush();
    clearTimeout(this.#gather);
    this.#gather = undefined;
  }

  /** Enters what a sensor reported into every zone it feeds. */
  take(site: string, sensor: string, snapshot: Snapshot): void {
    const now = this.#now();
    for (const zone of this.#bySensor.get(pathOf(site, sensor)) ?? []) {
      if (zone.take(sensor, snapshot, now)) {
        if (!this.#answeredMs.has(zone)) this.#answeredMs.set(zone, now.wallMs);
        this.#changed(zone);
      } else if (zone.decide(now)) {
        this.#publish(zone, now, now.wallMs);
      }
    }
  }

  /**
   * Shows a number that staff set, once it is on disk.
   *
   * @returns people in the zone before
   */
  async adjust(path: Path, adjust: LedgerAdjust): Promise<number> {
    const zone = this.#zone(path);
    const from = zone.occupancy;
    zone.adjust(adjust);
    await this.#saveNow(zone);
    return from;
  }

  /** Stops waiting for a device that refused an adjust. */
  async refuse(path: Path, key: string, adjustId: string): Promise<void> {
    const zone = this.#zone(path);
    zone.refuse(key, adjustId);
    await this.#saveNow(zone);
  }

  /** Fixes a zone's light, or releases it (undefined); resolves once it is on disk. */
  async hold(path: Path, hold: Hold | undefined): Promise<void> {
    const zone = this.#zone(path);
    zone.hold = hold;
    await this.#saveNow(zone);
  }

  /** Calls back whenever a zone's books were saved. Returns the way to stop it. */
  watch(watcher: (path: Path) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  zone(path: Path): Zone | undefined {
    return this.#byPath.get(path);
  }

  /** The state of a zone as the world may see it; undefined for a path that does not exist. */
  state(path: Path): ZoneState | undefined {
    return this.#byPath.get(path)?.state(this.#now());
  }

  states(): ZoneState[] {
    const now = this.#now();
    return this.#zones.map((zone) => zone.state(now));
  }

  /** Saves all that changed so far; resolves when it is on disk, or the disk refused. */
  async flush(): Promise<void> {
    while (this.#dirty.size > 0 || this.#saving !== undefined) {
      this.#saving ??= this.#save().finally(() => {
        this.#saving = undefined;
      });
      await this.#saving;
      if (this.#isFailing) return;
    }
  }

  async #saveNow(zone: Zone): Promise<void> {
    this.#dirty.add(zone);
    await this.flush();
    if (this.#isFailing) throw new Error('The change could not be saved. Is the disk full?');
  }

  #changed(zone: Zone): void {
    this.#dirty.add(zone);
    if (this.#gather !== undefined || this.#isFailing) return;
    this.#gather = setTimeout(() => {
      this.#gather = undefined;
      void this.flush();
    }, this.#gatherMs);
  }

  async #save(): Promise<void> {
    const { clock, saver } = this.#parts;
    const now = this.#now();
    const zones = [...this.#dirty];
    this.#dirty.clear();
    const rows = zones.map((zone) => ({ zone, ...zone.toSave(now), answeredMs: this.#answeredMs.get(zone) }));
    this.#answeredMs.clear();
    try {
      await saver.save(
        rows.map(({ zone, saved, minutes }) => ({
          site: zone.config.site,
          zone: zone.config.id,
          saved,
          minutes,
        })),
        new Date(clock.now()).toISOString(),
      );
    } catch (error) {
      this.#failed(zones, error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (this.#isFailing) {
      this.#isFailing = false;
      this.#parts.onStorage(undefined);
    }
    const after = this.#now();
    const workedMs = after.monotonicMs - now.monotonicMs;
    this.#gatherMs = Math.min(gatherMs.most, Math.max(gatherMs.least, workedMs * restPerWork));
    for (const { zone: savedZone, saved, minutes, answeredMs } of rows) {
      // The configuration may have changed meanwhile: what is on disk now is the new zone's.
      const zone = this.#current(savedZone);
      (zone ?? savedZone).saved(saved, minutes);
      if (zone === undefined) continue;
      zone.decide(after);
      this.#publish(zone, after, answeredMs);
      const path = pathOf(zone.config.site, zone.config.id);
      for (const watcher of this.#watchers) watcher(path);
    }
  }

  #failed(zones: readonly Zone[], error: Error): void {
    const now = this.#now();
    for (const refused of zones) {
      const zone = this.#current(refused);
      this.#dirty.add(zone ?? refused);
      if (zone === undefined) continue;
      zone.notSaved();
      zone.decide(now);
      this.#publish(zone, now);
    }
    if (!this.#isFailing) this.#parts.onStorage(error);
    this.#isFailing = true;
    this.#gather ??= setTimeout(() => {
      this.#gather = undefined;
      void this.flush();
    }, retryMs);
  }

  #onTick(): void {
    const now = this.#now();
    for (const zone of this.#zones) {
      if (zone.isDue(now)) this.#changed(zone);
      if (zone.decide(now)) this.#publish(zone, now);
    }
  }

  /** What is repeated is decided anew, so that it is as true as what has just changed. */
  #onRepeatTick(): void {
    const now = this.#now();
    for (const zone of this.#repeats.due(now.monotonicMs)) {
      zone.decide(now);
      this.#publish(zone, now);
    }
  }

  #publish(zone: Zone, now: Now, answeredMs?: number): void {
    this.#repeats.said(zone, now.monotonicMs);
    this.#parts.publish(zone.message(now), answeredMs);
  }

  #now(): Now {
    const { clock } = this.#parts;
    return { wallMs: clock.now(), monotonicMs: clock.monotonic() };
  }

  #zone(path: Path): Zone {
    const zone = this.#byPath.get(path);
    if (zone === undefined) throw new Error(`no zone ${path}`);
    return zone;
  }
}

function pathOfZone({ config }: Zone): Path {
  return pathOf(config.site, config.id);
}
