import type { Hold } from '#lib/contract/adjust.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from '../clock.ts';
import type { LedgerAdjust } from '../engine/adjust-ledger.ts';
import { occupancyOf } from '../engine/ledger-state.ts';
import type { Replaced } from '../platform/config/configuration-switch.ts';
import type { Snapshot } from '../sensors/reading.ts';
import { Repeats } from './repeats.ts';
import type { Now, Zone } from './zone.ts';
import { adjusting, holding } from './zone-memory.ts';
import { commandWithinMs, type ZoneSaver, ZoneWriter } from './zone-writer.ts';

export interface ZoneEngineParts {
  readonly zones: readonly Zone[];
  readonly saver: ZoneSaver;
  readonly clock: Clock;
  /**
   * Tells the world a zone's state: on each change, and repeated well inside its validity.
   *
   * @param answeredMs when the first sensor's answer came that this goes back to (epoch ms); undefined: to none
   */
  publish(state: ZoneState, answeredMs?: number): void;
  /** Saving fails or takes too long, or works again (undefined). The lights it concerns are unknown meanwhile. */
  onStorage(error: Error | undefined): void;
}

/** How often lights are decided although nothing arrived: silence, minimum times, opening hours. */
const tickMs = 250;
/** How often it is looked which states are to be repeated: a few at a time. */
const repeatTickMs = 50;
/** The disk is given so long at the end. */
const stopWithinMs = 5000;

/** The only writer of zones: what arrives is applied, saved, and only then shown. */
export class ZoneEngine {
  readonly #parts: ZoneEngineParts;
  #zones: readonly Zone[] = [];
  #byPath: ReadonlyMap<Path, Zone> = new Map();
  #bySensor: ReadonlyMap<Path, readonly Zone[]> = new Map();
  readonly #writer: ZoneWriter;
  /** Of nothing before the start. */
  #repeats = new Repeats<Zone>([], 0);
  readonly #watchers = new Set<(path: Path) => void>();
  #tick: NodeJS.Timeout | undefined;
  #repeatTick: NodeJS.Timeout | undefined;

  constructor(parts: ZoneEngineParts) {
    this.#parts = parts;
    this.#index(parts.zones);
    this.#writer = new ZoneWriter(
      {
        saver: parts.saver,
        clock: parts.clock,
        onSaved: (zone, now, answeredMs) => this.#onSaved(zone, now, answeredMs),
        onUnsaved: (zone, now) => {
          zone.decide(now);
          this.#publish(zone, now);
        },
        onStorage: parts.onStorage,
      },
      this.#byPath,
    );
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
    this.#byPath = new Map(zones.map((zone) => [zone.path, zone]));
    this.#bySensor = bySensor;
  }

  start(): void {
    this.#repeats = new Repeats(this.#zones, this.#parts.clock.monotonic());
    this.#tick = setInterval(() => this.#onTick(), tickMs);
    this.#repeatTick = setInterval(() => this.#onRepeatTick(), repeatTickMs);
  }

  /**
   * Replaces the zones after a change of the configuration, at once. Commands that are being saved are carried out in
   * the zones that follow, and what the disk has not yet of those that go is saved all the same.
   *
   * @param replaced makes the new zones, from those until now where they are the same
   * @throws what `replaced` throws; the zones are then as they were
   */
  replace(replaced: (known: ReadonlyMap<Path, Zone>, now: Now) => readonly Zone[]): Replaced {
    const before = this.#zones;
    const fresh = this.#goOnWith(replaced(this.#byPath, this.#now()));
    return {
      undo: () => this.#goOnWith(before),
      finish: () => {
        const now = this.#now();
        for (const zone of fresh) this.#publish(zone, now);
      },
    };
  }

  #goOnWith(zones: readonly Zone[]): readonly Zone[] {
    this.#index(zones);
    this.#writer.replace(this.#byPath);
    return this.#repeats.replace(new Set(zones), this.#parts.clock.monotonic());
  }

  /** Stops deciding, and saves what is not yet saved. */
  async stop(): Promise<void> {
    clearInterval(this.#tick);
    clearInterval(this.#repeatTick);
    for (const zone of this.#zones) this.#writer.changed(zone);
    // What the disk does not take now is counted again by the devices after the next start.
    await this.#writer.flush(stopWithinMs).catch(() => undefined);
    this.#writer.stop();
  }

  /** Enters what a sensor reported into every zone it feeds. */
  ingest(site: string, sensor: string, snapshot: Snapshot): void {
    const now = this.#now();
    for (const zone of this.#bySensor.get(pathOf(site, sensor)) ?? []) {
      if (zone.apply(sensor, snapshot, now)) {
        this.#writer.changed(zone, now.wallMs);
      } else if (zone.decide(now)) {
        this.#publish(zone, now, now.wallMs);
      }
    }
  }

  /**
   * Sets a zone to a number of people, and shows it once it is on disk.
   *
   * @param withinMs for so long the disk is waited for
   * @returns people in the zone before
   * @throws {NotSavedError} when it was not carried out, and will not be
   */
  async adjust(path: Path, adjust: LedgerAdjust, withinMs = commandWithinMs): Promise<number> {
    const before = await this.#writer.command(this.#zone(path).path, adjusting(adjust), withinMs);
    return occupancyOf(before.ledger);
  }

  /** Stops waiting for a device that refused an adjust. */
  refuse(path: Path, key: string, adjustId: string): void {
    const zone = this.#byPath.get(path);
    if (zone === undefined) return;
    zone.refuse(key, adjustId);
    this.#writer.changed(zone);
  }

  /**
   * Fixes a zone's light, or releases it (undefined); resolves once it is on disk.
   *
   * @param withinMs for so long the disk is waited for
   * @returns the hold before
   * @throws {NotSavedError} when it was not carried out, and will not be
   */
  async hold(path: Path, hold: Hold | undefined, withinMs = commandWithinMs): Promise<Hold | undefined> {
    const before = await this.#writer.command(this.#zone(path).path, holding(hold), withinMs);
    return before.hold;
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

  #onSaved(zone: Zone, now: Now, answeredMs: number | undefined): void {
    zone.decide(now);
    this.#publish(zone, now, answeredMs);
    for (const watcher of this.#watchers) watcher(zone.path);
  }

  #onTick(): void {
    const now = this.#now();
    for (const zone of this.#zones) {
      if (zone.isDue(now)) this.#writer.changed(zone);
      if (zone.decide(now)) this.#publish(zone, now);
    }
    this.#writer.check(now);
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
    this.#repeats.markSent(zone, now.monotonicMs);
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

function _pathOfZone({ config }: Zone): Path {
  return pathOf(config.site, config.id);
}
