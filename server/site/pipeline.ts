import type { Hold } from '#lib/contract/adjust.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock, Now } from '../clock.ts';
import type { LedgerAdjust } from '../engine/adjust-ledger.ts';
import { occupancyOf } from '../engine/ledger-state.ts';
import type { Replaced } from '../platform/config/configuration-switch.ts';
import type { Arrival } from '../sensors/sensor.ts';
import { Repeats } from './repeats.ts';
import type { Zone } from './zone.ts';
import type { HandedOverZone } from './zone-handover.ts';
import { adjusting, holding, type ZoneChange, type ZoneMemory } from './zone-memory.ts';
import type { ZoneToSave } from './zone-store.ts';
import { commandWithinMs, type ZoneSaver, ZoneWriter } from './zone-writer.ts';

/** What keeps the past of zones complete. */
export interface ZonePast {
  /** A sensor has answered: notes the gaps that end with it. */
  observe(arrival: Arrival): void;
  /**
   * Puts the gaps on disk that have been noted.
   *
   * @throws when it cannot
   */
  saveGaps(): Promise<void>;
  /** Zones are on disk, with the minutes that ended in them. */
  saved(zones: readonly ZoneToSave[]): void;
}

/** A state of a zone that is published. */
export interface ZoneMessage {
  readonly site: string;
  readonly path: Path;
  /** When it was decided (epoch ms): `asOf` of the state. */
  readonly asOfMs: number;
  /** Arrival of the first sensor answer behind this change (epoch ms); undefined: there is none. */
  readonly answeredMs: number | undefined;
  /** Whether it repeats the message before it: the same light and numbers, valid for longer. */
  readonly isRepeated: boolean;
  /** Made when it is first asked for: of thousands of zones nearly none has anybody who looks. */
  state(): ZoneState;
}

/** What decides at a glance whether a zone needs attention; its state is made only then. */
export interface ZoneInShort {
  readonly zone: string;
  readonly reason: ZoneState['reason'];
  /** People by which the count of its day was wrong. The day may have ended. */
  readonly drift: number;
  /** The moment by which the forecast expects it to be full (ISO 8601 UTC), which may be over. */
  readonly fullAt: string | undefined;
  state(): ZoneState;
}

export interface PipelineParts {
  /** Where zones are saved. */
  readonly store: ZoneSaver;
  /** Without it zones have no past but their own minutes. */
  readonly past?: ZonePast;
  readonly clock: Clock;
  /** Publishes a zone's state: on each change, and repeated well inside its validity. */
  publish(message: ZoneMessage): void;
  /** Whether the sites run here for certain; default: always. While it is uncertain, `unknown` is published. */
  isHome?(): boolean;
  /** Saving fails or takes too long, or works again (undefined). The lights it concerns are unknown meanwhile. */
  onStorage(error: Error | undefined): void;
}

/**
 * Interval at which lights are decided without new readings: for silent sensors, minimum times and opening
 * hours.
 */
const tickMs = 250;
/** So many zones are decided in one tick, or a quarter of all: each within a second. */
const zonesAtOnce = 1000;
const maxPortions = 4;
/** Interval at which due repetitions are sent, a few at a time. */
const repeatTickMs = 50;
/** Time limit for the last saves when stopping. */
const stopWithinMs = 5000;

/**
 * The way of a reading, from a sensor's answer to the published light, from top to bottom; the only writer of zones.
 * Each site's runner puts its zones in. What changes in any of them is saved together, in one transaction.
 */
export class Pipeline {
  readonly #parts: PipelineParts;
  readonly #ofSite = new Map<string, readonly Zone[]>();
  readonly #byPath = new Map<Path, Zone>();
  readonly #bySensor = new Map<Path, Zone[]>();
  readonly #writer: ZoneWriter;
  /** Empty before the start. */
  #repeats = new Repeats<Zone>([], 0);
  readonly #watchers = new Set<(path: Path) => void>();
  /** Zones that were published last while it was uncertain whether they run here. */
  readonly #uncertain = new Set<Zone>();
  #tick: NodeJS.Timeout | undefined;
  #ticks = 0;
  #repeatTick: NodeJS.Timeout | undefined;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#writer = new ZoneWriter(
      {
        saver: { save: (zones, savedAt) => this.#save(zones, savedAt) },
        clock: parts.clock,
        onSaved: (zone, now, answeredMs) => this.#onSaved(zone, now, answeredMs),
        onUnsaved: (zone, now) => this.#decideAndPublish(zone, now),
        onStorage: parts.onStorage,
      },
      this.#byPath,
    );
  }

  /** 1. A sensor has answered: every zone that it feeds enters its readings into the ledger, in memory. */
  ingest(arrival: Arrival): void {
    const { config, snapshot } = arrival;
    this.#parts.past?.observe(arrival);
    const now = this.#now();
    for (const zone of this.#bySensor.get(pathOf(config.site, config.id)) ?? []) {
      if (zone.apply(config.id, snapshot, now)) this.#writer.changed(zone, now.wallMs);
      else if (zone.decide(now)) this.#publish(zone, now, now.wallMs);
    }
  }

  /**
   * 2. The writer has gathered what changed, in all sites: it is saved, all of it or nothing. Gaps go first: a zone on
   * disk that has heard a source again, with no gap beside it, would hide the gap from the next start.
   */
  async #save(zones: readonly ZoneToSave[], savedAt: string): Promise<void> {
    const { past, store } = this.#parts;
    await past?.saveGaps();
    await store.save(zones, savedAt);
    past?.saved(zones);
  }

  /** 3. A zone is on disk: its light is decided from what is there, and published. */
  #onSaved(zone: Zone, now: Now, answeredMs: number | undefined): void {
    this.#decideAndPublish(zone, now, answeredMs);
    for (const watcher of this.#watchers) watcher(zone.path);
  }

  #decideAndPublish(zone: Zone, now: Now, answeredMs?: number): void {
    zone.decide(now);
    this.#publish(zone, now, answeredMs);
  }

  /** 4. Publish. */
  #publish(zone: Zone, now: Now, answeredMs?: number, isSame = false): void {
    this.#repeats.markSent(zone, now.monotonicMs);
    const wasUncertain = this.#uncertain.delete(zone);
    const isUncertain = this.#isUncertain;
    if (isUncertain) this.#uncertain.add(zone);
    zone.countMessage();
    let state: ZoneState | undefined;
    this.#parts.publish({
      site: zone.config.site,
      path: zone.path,
      asOfMs: now.wallMs,
      answeredMs,
      isRepeated: isSame && wasUncertain === isUncertain,
      state: () => (state ??= this.#known(zone.state(now))),
    });
  }

  get #isUncertain(): boolean {
    return this.#parts.isHome?.() === false;
  }

  #known(state: ZoneState): ZoneState {
    return this.#isUncertain ? { ...state, light: 'unknown', reason: 'storage' } : state;
  }

  /** Beside: time alone changes lights, ends minutes, and shows that the disk takes too long. */
  #onTick(): void {
    const now = this.#now();
    const portions = Math.min(maxPortions, Math.ceil(this.#byPath.size / zonesAtOnce));
    let place = this.#ticks++;
    for (const zone of this.#byPath.values()) {
      if (place++ % portions !== 0) continue;
      if (zone.isDue(now)) this.#writer.changed(zone);
      if (zone.decide(now)) this.#publish(zone, now);
    }
    this.#writer.check(now);
  }

  /** A repeated state is decided again, so that it is as current as a changed one. */
  #onRepeatTick(): void {
    const now = this.#now();
    for (const zone of this.#repeats.due(now.monotonicMs)) {
      const isOther = zone.decide(now);
      this.#publish(zone, now, undefined, !isOther);
    }
  }

  start(): void {
    this.#repeats = new Repeats(this.#byPath.values(), this.#parts.clock.monotonic());
    this.#tick = setInterval(() => this.#onTick(), tickMs);
    this.#repeatTick = setInterval(() => this.#onRepeatTick(), repeatTickMs);
  }

  /** Stops deciding, and saves what is not yet saved. */
  async stop(): Promise<void> {
    clearInterval(this.#tick);
    clearInterval(this.#repeatTick);
    for (const zone of this.#byPath.values()) this.#writer.changed(zone);
    // Readings that could not be saved are counted again by the devices after the next start.
    await this.#writer.flush(stopWithinMs).catch(() => undefined);
    this.#writer.stop();
  }

  /**
   * Replaces the zones of a site at once. Commands that are being saved are carried out in the new zones; unsaved
   * changes of removed zones are still saved.
   */
  replace(site: string, zones: readonly Zone[]): Replaced {
    const before = this.#ofSite.get(site) ?? [];
    const fresh = this.#goOnWith(site, zones);
    return {
      undo: () => this.#goOnWith(site, before),
      finish: () => {
        const now = this.#now();
        for (const zone of fresh) this.#publish(zone, now);
      },
    };
  }

  /**
   * Saves what the zones of a site know, and takes them out: they go on elsewhere.
   *
   * @returns what is to be handed over, by the zone's id
   * @throws {NotSavedError} when it cannot be saved; the zones stay
   */
  async close(site: string): Promise<Record<string, HandedOverZone>> {
    const zones = this.#ofSite.get(site) ?? [];
    for (const zone of zones) this.#writer.changed(zone);
    await this.#writer.flush(stopWithinMs, new Set(zones));
    const now = this.#now();
    this.takeOut(site);
    return Object.fromEntries(
      zones.flatMap((zone) => {
        const handedOver = zone.handOver(now);
        return handedOver === undefined ? [] : [[zone.config.id, handedOver]];
      }),
    );
  }

  /** Takes the zones of a site out, saved or not: they go on elsewhere. */
  takeOut(site: string): void {
    const zones = this.#ofSite.get(site) ?? [];
    this.#index(site, []);
    this.#repeats.replace(zones, new Set(), this.#parts.clock.monotonic());
    for (const zone of zones) this.#uncertain.delete(zone);
    this.#writer.forget(zones);
  }

  #goOnWith(site: string, zones: readonly Zone[]): readonly Zone[] {
    const before = this.#ofSite.get(site) ?? [];
    this.#index(site, zones);
    for (const zone of before) this.#uncertain.delete(zone);
    this.#writer.replace(before, zones);
    return this.#repeats.replace(before, new Set(zones), this.#parts.clock.monotonic());
  }

  #index(site: string, zones: readonly Zone[]): void {
    for (const zone of this.#ofSite.get(site) ?? []) {
      this.#byPath.delete(zone.path);
      for (const sensor of sensorsOf(zone)) this.#bySensor.delete(sensor);
    }
    if (zones.length === 0) this.#ofSite.delete(site);
    else this.#ofSite.set(site, zones);
    for (const zone of zones) {
      this.#byPath.set(zone.path, zone);
      for (const sensor of sensorsOf(zone)) {
        this.#bySensor.set(sensor, [...(this.#bySensor.get(sensor) ?? []), zone]);
      }
    }
  }

  /**
   * Sets a zone to a number of people, and shows it once it is on disk.
   *
   * @param withinMs time limit for saving
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
   * @param withinMs time limit for saving
   * @returns the hold before
   * @throws {NotSavedError} when it was not carried out, and will not be
   */
  async hold(path: Path, hold: Hold | undefined, withinMs = commandWithinMs): Promise<Hold | undefined> {
    const before = await this.#writer.command(this.#zone(path).path, holding(hold), withinMs);
    return before.hold;
  }

  /**
   * Changes what a zone knows; resolves once it is on disk.
   *
   * @returns what it knew before
   * @throws {NotSavedError} when it was not carried out, and will not be
   */
  change(path: Path, change: ZoneChange, withinMs = commandWithinMs): Promise<ZoneMemory> {
    return this.#writer.command(this.#zone(path).path, change, withinMs);
  }

  /** Calls `watcher` after each save of a zone's ledger. Returns the function that ends it. */
  watch(watcher: (path: Path) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  zone(path: Path): Zone | undefined {
    return this.#byPath.get(path);
  }

  /** The zones of a site, by path. */
  zonesOf(site: string): ReadonlyMap<Path, Zone> {
    return new Map(this.#ofSite.get(site)?.map((zone) => [zone.path, zone]));
  }

  /** The public state of a zone; undefined for a path that does not exist. */
  state(path: Path): ZoneState | undefined {
    const zone = this.#byPath.get(path);
    return zone && this.#known(zone.state(this.#now()));
  }

  /** @param site default: all */
  states(site?: string): ZoneState[] {
    const now = this.#now();
    const zones = site === undefined ? [...this.#byPath.values()] : (this.#ofSite.get(site) ?? []);
    return zones.map((zone) => this.#known(zone.state(now)));
  }

  /** The zones of a site at a glance. */
  *inShort(site: string): Generator<ZoneInShort> {
    const now = this.#now();
    const isUncertain = this.#isUncertain;
    for (const zone of this.#ofSite.get(site) ?? []) {
      yield {
        zone: zone.config.id,
        reason: isUncertain ? 'storage' : zone.reason,
        drift: zone.ledger.drift,
        fullAt: zone.outlook?.full?.at,
        state: () => this.#known(zone.state(now)),
      };
    }
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

function sensorsOf({ config }: Zone): ReadonlySet<Path> {
  return new Set(config.sources.map(({ sensor }) => pathOf(config.site, sensor)));
}
