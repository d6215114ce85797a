import type { Hold } from '#lib/contract/adjust.ts';
import type { SetCapacity } from '#lib/contract/capacity.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Reading } from '#lib/contract/reading.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Now } from '../clock.ts';
import {
  keepSources,
  type PendingState,
  pendingOf,
  refuseAdjust,
  takeBackExtra,
  withSureTotal,
} from '../engine/adjust-ledger.ts';
import { applyPassages, applyUncounted, type HandArrived } from '../engine/by-hand.ts';
import type { Factors } from '../engine/calibration.ts';
import type { MinuteRecord } from '../engine/history-minute.ts';
import { type Applied, applyReading, type Factor, rollDay, type Verdict } from '../engine/ledger.ts';
import { emptyLedger, type LedgerState, occupancyOf } from '../engine/ledger-state.ts';
import type { Spread } from '../engine/plausible.ts';
import type { SiteCalendar } from '../engine/site-calendar.ts';
import type { ZoneConfig } from '../platform/config/configuration.ts';
import type { Snapshot } from '../sensors/reading.ts';
import type { SavedZone } from './saved-zone.ts';
import { type HandedOverZone, heardBefore } from './zone-handover.ts';
import { ZoneLight } from './zone-light.ts';
import { ZoneLimits } from './zone-limits.ts';
import { recorded, savedOf, withoutPast, type ZoneChange, type ZoneMemory } from './zone-memory.ts';
import { describeTrust, handKey, ZoneSources } from './zone-sources.ts';
import { type CountedZone, decisiveNumber, zoneStateOf } from './zone-state.ts';

const minuteMs = 60_000;

/** What a zone is made from: its configuration, and the days and hours of its site. */
export interface ZoneSetting {
  readonly config: ZoneConfig;
  readonly calendar: SiteCalendar;
  readonly simulated: boolean;
  /** What the sidecar handed over that ran the zone until now. */
  readonly handedOver?: HandedOverZone | undefined;
  /** When it was handed over; default: now. */
  readonly then?: Now;
  /** The first number of its messages; default 0. It grows when a site moves to another sidecar. */
  readonly firstSeq?: number;
}

/** What has to be on disk before it is shown. */
export interface ZoneSave {
  readonly saved: SavedZone;
  readonly minutes: readonly MinuteRecord[];
  /** The zone's state before each of the commands in it. */
  readonly before: readonly ZoneMemory[];
}

/**
 * One zone in memory: its ledger, its light, its running minute. It decides through the pure core and does no
 * I/O: the pipeline saves and publishes it.
 *
 * The light is made from what is saved, never from what is only in memory: a display shows nothing that a power
 * cut could undo. While commands are being saved the zone has two states, with and without them, and enters
 * each reading into both, so that no count is lost whichever remains.
 */
export class Zone {
  readonly config: ZoneConfig;
  readonly path: Path;
  readonly #calendar: SiteCalendar;
  readonly #simulated: boolean;
  readonly #sources: ZoneSources;
  readonly #limits: ZoneLimits;
  #spread: Spread | undefined;
  #outlook: ZoneState['outlook'];
  #passedMs: number;
  #memory: ZoneMemory;
  /** The state including the commands that are being saved; undefined when there are none. */
  #draft: ZoneMemory | undefined;
  /** The ledger that is on disk and may be shown. */
  #shown: LedgerState;
  readonly #light: ZoneLight;
  #seq = 0;
  #isStored = true;

  /**
   * @param from the saved state; or the zone before a change of the configuration: the people, the light and
   *   the last arrivals of unchanged sources are kept
   */
  constructor(setting: ZoneSetting, from: SavedZone | Zone | undefined, now: Now) {
    const { config, calendar, simulated, handedOver, then = now } = setting;
    const before = from instanceof Zone ? from : undefined;
    this.config = config;
    this.path = pathOf(config.site, config.id);
    this.#calendar = calendar;
    this.#simulated = simulated;
    this.#limits = new ZoneLimits(config, calendar.timezone);
    this.#sources = new ZoneSources(
      config,
      now.monotonicMs,
      before === undefined ? handedOver && heardBefore(handedOver, then) : before.#sources.byKey,
    );
    const memory =
      from instanceof Zone
        ? from.#remembered(now)
        : {
            ledger: from?.ledger ?? emptyLedger(calendar.dayAt(now.wallMs)),
            minute: from?.minute,
            ended: [],
            hold: from?.hold,
            capacity: from?.capacity,
            factors: from?.factors,
            isCountLost: from?.isCountLost,
          };
    this.#memory = { ...memory, ledger: this.#fitted(memory.ledger, memory.factors) };
    this.#shown = this.#memory.ledger;
    this.#light = new ZoneLight(before === undefined ? { sinceMs: now.wallMs } : before.#light);
    this.#passedMs = before?.passedMs ?? now.wallMs;
    this.#seq = setting.firstSeq ?? 0;
    if (before !== undefined) this.#adopt(before);
    else if (handedOver !== undefined) this.#light.continue(handedOver, then);
    // The first decision also opens the first history minute.
    this.decide(now);
  }

  /** What the next home has to know, so that nobody sees the move. */
  handOver(now: Now): HandedOverZone | undefined {
    const light = this.#light.handOver(now);
    if (light === undefined) return undefined;
    const sources = [...this.#sources.all];
    return {
      heardAgoMs: Object.fromEntries(
        sources.flatMap(({ key, heardMs }) =>
          heardMs === undefined ? [] : [[key, now.monotonicMs - heardMs]],
        ),
      ),
      suspect: sources.filter(({ isSuspect }) => isSuspect).map(({ key }) => key),
      ...light,
    };
  }

  /** A ledger that fits the current sources and factors. */
  #fitted(ledger: LedgerState, factors: Factors | undefined): LedgerState {
    const kept = keepSources(withSureTotal(ledger), this.#sources.ledgerKeys);
    return factors === undefined ? takeBackExtra(kept, (key) => !this.isFactored(key)) : kept;
  }

  #adopt(before: Zone): void {
    this.#shown = this.#fitted(before.#shown, this.#memory.factors);
    this.#spread = before.#spread;
    this.#outlook = before.#outlook;
    this.#seq = before.#seq;
    this.#isStored = before.#isStored;
  }

  /**
   * Applies the readings of one sensor.
   *
   * @returns whether there is something to save
   */
  apply(sensor: string, snapshot: Snapshot, arrived: Now): boolean {
    let isChanged = this.#applyByHand(sensor, snapshot, arrived);
    for (const source of this.#sources.of(sensor)) {
      const reading = this.#sources.pick(source, snapshot.readings);
      if (reading !== undefined && this.#apply(source.key, reading, snapshot, arrived)) isChanged = true;
    }
    return isChanged;
  }

  #apply(key: string, reading: Reading, snapshot: Snapshot, arrived: Now): boolean {
    const source = this.#sources.get(key);
    const { replacedUntilMs = 0 } = snapshot;
    const day = this.#calendar.dayAt(arrived.wallMs);
    const kind = this.#calendar.kindOf(day);
    const { deviceClockMs } = snapshot;
    const atMs = arrived.wallMs;
    const arrival = deviceClockMs === undefined ? { atMs, day } : { atMs, day, clockMs: deviceClockMs };
    const { isChanged, verdict } = this.#enter(arrived, (memory) => {
      const { ledger } = memory;
      const factor = product(source.config.factor, memory.factors?.[kind][key]);
      const entry = { key, direction: source.config.direction, factor };
      if (reading.kind === 'count' && reading.sequence !== undefined) {
        return applyPassages(ledger, entry, reading, this.#handArrived(arrived));
      }
      const isReplaced = (ledger.sources[key]?.atMs ?? replacedUntilMs) < replacedUntilMs;
      return isReplaced
        ? applyUncounted(ledger, entry, reading, arrival)
        : applyReading(ledger, entry, reading, arrival, { maxStep: this.config.maxStep });
    });
    // While people count in its place, the device proves nothing.
    if (arrived.wallMs >= replacedUntilMs) this.#heard(key, verdict, snapshot, arrived);
    return isChanged;
  }

  /** What people count at a sensor's door instead of it: once per zone, in the direction of its first source. */
  #applyByHand(sensor: string, snapshot: Snapshot, arrived: Now): boolean {
    const { byHand, watchedMs } = snapshot;
    const sources = this.#sources.of(sensor);
    const direction = sources[0]?.config.direction;
    if (byHand === undefined || direction === undefined) return false;
    const entry = { key: handKey(sensor), direction };
    const { isChanged } = this.#enter(arrived, ({ ledger }) =>
      applyPassages(ledger, entry, byHand, this.#handArrived(arrived)),
    );
    if (watchedMs !== null) for (const { key } of sources) this.#heard(key, 'same', snapshot, arrived);
    return isChanged;
  }

  #handArrived({ wallMs }: Now): HandArrived {
    return { atMs: wallMs, dayOf: (atMs) => this.#calendar.dayAt(atMs) };
  }

  #heard(key: string, verdict: Verdict, { watchedMs }: Snapshot, { monotonicMs }: Now): void {
    if (watchedMs !== null) this.#sources.heard(key, verdict, watchedMs ?? monotonicMs);
  }

  /** Enters something into both states. */
  #enter(
    arrived: Now,
    apply: (memory: ZoneMemory) => Applied,
  ): { readonly isChanged: boolean; readonly verdict: Verdict } {
    const { state: ledger, verdict } = apply(this.#memory);
    if (ledger.totalIn + ledger.totalOut !== this.#passed()) this.#passedMs = arrived.wallMs;
    this.#memory = { ...this.#memory, ledger };
    if (this.#draft === undefined) return { isChanged: verdict === 'taken', verdict };
    const draft = apply(this.#draft);
    this.#draft = { ...this.#draft, ledger: draft.state };
    return { isChanged: verdict === 'taken' || draft.verdict === 'taken', verdict };
  }

  #passed(): number {
    return this.#memory.ledger.totalIn + this.#memory.ledger.totalOut;
  }

  /** When somebody passed last, or since when the zone is looked at (epoch ms). */
  get passedMs(): number {
    return this.#passedMs;
  }

  /** The ledger that is on disk. */
  get ledger(): LedgerState {
    return this.#shown;
  }

  /** By what the counts are corrected, as it was learnt; undefined: as counted. */
  get factors(): Factors | undefined {
    return this.#memory.factors;
  }

  /** Whether the configuration has a factor for a source. */
  isFactored(key: string): boolean {
    return this.#sources.keys.has(key) && this.#sources.get(key).config.factor !== undefined;
  }

  /** How far the number may be off, as it was learnt; undefined: not yet. */
  get spread(): Spread | undefined {
    return this.#spread;
  }

  set spread(spread: Spread | undefined) {
    this.#spread = spread;
  }

  /** Why the light is as it is. */
  get reason(): ZoneState['reason'] {
    return this.#light.state?.reason ?? 'storage';
  }

  /** What is coming today, by the forecast. */
  get outlook(): ZoneState['outlook'] {
    return this.#outlook;
  }

  set outlook(outlook: ZoneState['outlook']) {
    this.#outlook = outlook;
  }

  /** The capacity at a moment (epoch ms), as far as it is known now. */
  capacityAt(wallMs: number): number {
    return this.#limits.capacityAt(this.#memory.capacity, wallMs);
  }

  /** Whether the number is known: its sensors are heard, and the disk holds it. */
  get isTrusted(): boolean {
    return this.#light.isTrusted;
  }

  /** Changes both states. */
  #change(change: ZoneChange): void {
    this.#memory = change(this.#memory);
    if (this.#draft !== undefined) this.#draft = change(this.#draft);
  }

  /** People in the zone by the latest readings, saved or not: an adjust starts from this number. */
  get occupancy(): number {
    return occupancyOf(this.#memory.ledger);
  }

  /** The level that a source's device reported last; undefined for sources that count. */
  levelOf(key: string): number | undefined {
    const source = this.#memory.ledger.sources[key];
    return source?.kind === 'level' ? source.occupancy : undefined;
  }

  /** Whether a source's last reading was a count, so that its device has no level to set. */
  isCounting(key: string): boolean {
    return this.#memory.ledger.sources[key]?.kind === 'count';
  }

  /** Whether the device behind a source still has to show the number that an adjust set. */
  pendingOf(key: string, adjustId: string): PendingState {
    return pendingOf(this.#memory.ledger, key, adjustId);
  }

  /** Stops waiting for a device that refused an adjust. */
  refuse(key: string, adjustId: string): void {
    this.#change((memory) => ({ ...memory, ledger: refuseAdjust(memory.ledger, key, adjustId) }));
  }

  /** The hold set by staff, as far as it is on disk. */
  get hold(): Hold | undefined {
    return this.#memory.hold;
  }

  /** The capacity that staff has set, and that is on disk. */
  get setCapacity(): SetCapacity | undefined {
    return this.#memory.capacity;
  }

  /** Whether the passing of time requires a save: a minute or a day ended, or a hold. */
  isDue(now: Now): boolean {
    const before = this.#memory;
    this.#change((memory) => withoutPast(memory, now.wallMs));
    const { ended, minute, ledger, hold, capacity } = this.#memory;
    if (hold !== before.hold || capacity !== before.capacity || ended.length > 0) return true;
    return (
      minute?.minute !== Math.floor(now.wallMs / minuteMs) || ledger.day !== this.#calendar.dayAt(now.wallMs)
    );
  }

  /**
   * What has to be on disk before it is shown; pass it to `saved` once it is.
   *
   * @param commands carried out in what is saved; they are not part of the zone's state until it is on disk
   */
  toSave(now: Now, commands: readonly ZoneChange[] = []): ZoneSave {
    // The minute is recorded first, without the commands: a minute that has ended must not contain them.
    this.#memory = this.#remembered(now);
    let draft = this.#memory;
    const before = commands.map((command) => {
      const known = draft;
      draft = command(known);
      return known;
    });
    this.#draft = commands.length === 0 ? undefined : recorded(draft, this.#moment(now));
    return { saved: savedOf(this.#draft ?? this.#memory), minutes: this.#memory.ended, before };
  }

  #remembered(now: Now): ZoneMemory {
    const ledger = rollDay(this.#memory.ledger, this.#calendar.dayAt(now.wallMs));
    return recorded({ ...this.#memory, ledger }, this.#moment(now));
  }

  /** Shows what is now on disk. */
  saved({ saved, minutes }: ZoneSave): void {
    this.#memory = this.#draft ?? this.#memory;
    this.#draft = undefined;
    this.#shown = saved.ledger;
    this.minutesSaved(minutes);
  }

  /** Minutes are on disk, although what came with them may not be shown. */
  minutesSaved(minutes: readonly MinuteRecord[]): void {
    if (minutes.length === 0) return;
    this.#change((memory) => ({
      ...memory,
      ended: memory.ended.filter((minute) => !minutes.includes(minute)),
    }));
  }

  /** Drops the commands that are being saved: one of them is refused. */
  dropCommands(): void {
    this.#draft = undefined;
  }

  /** Whether the disk is known to hold what is shown, and nothing much newer. */
  get isStored(): boolean {
    return this.#isStored;
  }

  set isStored(isStored: boolean) {
    this.#isStored = isStored;
  }

  /**
   * Decides the light again.
   *
   * @returns whether the light or its reason changed
   */
  decide(now: Now): boolean {
    const isOtherNumber = this.#limits.follow(this.#memory.capacity, now.wallMs);
    const { isCountLost, hold } = this.#memory;
    const lightBefore = this.#light.state?.light;
    const isOther = this.#light.decide(
      {
        trust: describeTrust(this.#sources, this.config.staleAfterMs, now.monotonicMs),
        lost: this.#isStored ? (isCountLost ? 'count-lost' : undefined) : 'storage',
        totalOut: this.#shown.totalOut,
        occupancy: decisiveNumber(this.#counted()),
        isOpen: this.#calendar.isOpenAt(now.wallMs),
        hold,
        rules: this.#limits.rules,
      },
      now,
    );
    if (this.#light.state?.light !== lightBefore) this.#record(now);
    return isOther || isOtherNumber;
  }

  #counted(): CountedZone {
    return { config: this.config, ledger: this.#shown, limits: this.#limits, spread: this.#spread };
  }

  /**
   * People to be counted so that the zone shows a number, staff included; an empty zone that is closed has
   * none.
   */
  countedFor(shown: number, wallMs: number): number {
    return shown === 0 && !this.#calendar.isOpenAt(wallMs) ? 0 : shown + this.#limits.staffAt(wallMs);
  }

  /** The number that is shown for a number of counted people. */
  shownOf(counted: number): number {
    return this.#limits.visitors(counted);
  }

  #record(now: Now): void {
    const moment = this.#moment(now);
    this.#change((memory) => recorded(memory, moment));
  }

  #moment(now: Now) {
    const { staffInside: staff, rules } = this.#limits;
    return {
      atMs: now.wallMs,
      isKnown: this.#light.isTrusted,
      light: this.#light.state?.light ?? 'unknown',
      staff,
      capacity: rules.capacity,
    };
  }

  /** The state is published as a new message. */
  countMessage(): void {
    this.#seq++;
  }

  /** The public state of the zone. */
  state(now: Now): ZoneState {
    return zoneStateOf(
      {
        ...this.#counted(),
        calendar: this.#calendar,
        simulated: this.#simulated,
        light: this.#light.state,
        sinceMs: this.#light.sinceMs,
        warnings: this.#light.warnings,
        exits: this.#light.exits,
        hold: this.#memory.hold,
        outlook: this.#outlook,
        seq: this.#seq,
      },
      now,
    );
  }
}

/** Two corrections of one count, one after the other. */
function product(a: Factor | undefined, b: Factor | undefined): Factor | undefined {
  return a === undefined || b === undefined ? (a ?? b) : { in: a.in * b.in, out: a.out * b.out };
}
