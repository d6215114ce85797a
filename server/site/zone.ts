import type { Hold } from '#lib/contract/adjust.ts';
import type { Reading } from '#lib/contract/reading.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import {
  adjustLedger,
  keepSources,
  type LedgerAdjust,
  type PendingState,
  pendingOf,
  refuseAdjust,
} from '../engine/adjust-ledger.ts';
import { type MinuteRecord, type OpenMinute, recordMoment } from '../engine/history-minute.ts';
import { applyReading, rollDay } from '../engine/ledger.ts';
import { emptyLedger, type LedgerState, occupancyOf } from '../engine/ledger-state.ts';
import { decideLight, type LightState, peopleFree, peopleToLeave } from '../engine/light.ts';
import type { SiteCalendar } from '../engine/site-calendar.ts';
import { type ExitSample, waitMinutes, withSample } from '../engine/wait.ts';
import type { ZoneConfig } from '../platform/config/configuration.ts';
import type { Snapshot } from '../sensors/reading.ts';
import type { SavedZone } from './saved-zone.ts';
import { describeTrust, type Trust, ZoneSources } from './zone-sources.ts';

/** A moment on both clocks: the world's (epoch ms) and the one that only grows. */
export interface Now {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** For how long a message may be shown after its arrival. */
export const validForMs = 4500;

const minuteMs = 60_000;

/** What a zone is made from: its configuration, and the days and hours of its site. */
export interface ZoneSetting {
  readonly config: ZoneConfig;
  readonly calendar: SiteCalendar;
  readonly simulated: boolean;
}

/**
 * One zone in memory: its books, its light, its running minute. It decides by the pure core and acts on
 * nothing: the keeper saves it and tells the world.
 *
 * The light is made from what is saved, never from what is only in memory: a display shows nothing that a
 * power cut could undo.
 */
export class Zone {
  readonly config: ZoneConfig;
  readonly #calendar: SiteCalendar;
  readonly #simulated: boolean;
  readonly #sources: ZoneSources;
  #ledger: LedgerState;
  #minute: OpenMinute | undefined;
  #ended: MinuteRecord[] = [];
  #hold: Hold | undefined;
  /** The part of the books that is on disk and may be shown. */
  #shown: LedgerState;
  #light: LightState | undefined;
  #trust: Trust = { distrust: undefined, warnings: [] };
  #sinceMs: number;
  #exits: readonly ExitSample[] = [];
  #seq = 0;
  #isStored = true;

  /**
   * @param from what was saved of it; or the zone it was until now, whose configuration has changed: the people,
   *   the light and what was heard of the sources that stay are taken over
   */
  constructor({ config, calendar, simulated }: ZoneSetting, from: SavedZone | Zone | undefined, now: Now) {
    const before = from instanceof Zone ? from : undefined;
    const saved = from instanceof Zone ? from.toSave(now).saved : from;
    this.config = config;
    this.#calendar = calendar;
    this.#simulated = simulated;
    this.#sources = new ZoneSources(
      config,
      now.monotonicMs,
      before === undefined ? undefined : before.#sources,
    );
    const ledger = saved?.ledger ?? emptyLedger(calendar.dayAt(now.wallMs));
    this.#ledger = keepSources(ledger, this.#sources.keys);
    this.#shown = this.#ledger;
    this.#minute = saved?.minute;
    this.#hold = saved?.hold;
    this.#sinceMs = now.wallMs;
    if (before !== undefined) this.#adopt(before);
    // The first decision also begins the record, so that whoever walks from now on is in history.
    this.decide(now);
  }

  #adopt(before: Zone): void {
    this.#shown = keepSources(before.#shown, this.#sources.keys);
    this.#ended = [...before.#ended];
    this.#light = before.#light;
    this.#sinceMs = before.#sinceMs;
    this.#seq = before.#seq;
    this.#exits = before.#exits;
    this.#isStored = before.#isStored;
  }

  /**
   * Enters what one sensor reported.
   *
   * @returns whether there is something to save
   */
  take(sensor: string, snapshot: Snapshot, arrived: Now): boolean {
    let isChanged = false;
    for (const source of this.#sources.of(sensor)) {
      const reading = this.#sources.pick(source, snapshot.readings);
      if (reading !== undefined && this.#apply(source.key, reading, snapshot, arrived)) isChanged = true;
    }
    return isChanged;
  }

  #apply(key: string, reading: Reading, snapshot: Snapshot, arrived: Now): boolean {
    const source = this.#sources.get(key);
    const { state, verdict } = applyReading(
      this.#ledger,
      { key, direction: source.config.direction },
      reading,
      {
        atMs: arrived.wallMs,
        day: this.#calendar.dayAt(arrived.wallMs),
        ...(snapshot.deviceClockMs === undefined ? {} : { clockMs: snapshot.deviceClockMs }),
      },
      { maxStep: this.config.maxStep },
    );
    this.#ledger = state;
    this.#sources.heard(key, verdict, arrived.monotonicMs);
    return verdict === 'taken';
  }

  /** People in the zone by the newest readings, saved or not: what an adjust starts from. */
  get occupancy(): number {
    return occupancyOf(this.#ledger);
  }

  /** The level that a source's device reported last; undefined for sources that count. */
  levelOf(key: string): number | undefined {
    const source = this.#ledger.sources[key];
    return source?.kind === 'level' ? source.occupancy : undefined;
  }

  /** Whether a source was last heard counting, so that its device has no level to set. */
  isCounting(key: string): boolean {
    return this.#ledger.sources[key]?.kind === 'count';
  }

  adjust(adjust: LedgerAdjust): void {
    this.#ledger = adjustLedger(this.#ledger, adjust);
  }

  /** Whether the device behind a source has yet to show what an adjust told it. */
  pendingOf(key: string, adjustId: string): PendingState {
    return pendingOf(this.#ledger, key, adjustId);
  }

  refuse(key: string, adjustId: string): void {
    this.#ledger = refuseAdjust(this.#ledger, key, adjustId);
  }

  get hold(): Hold | undefined {
    return this.#hold;
  }

  set hold(hold: Hold | undefined) {
    this.#hold = hold;
  }

  /** Whether time alone has made something to save: a minute or a day ended, or a hold. */
  isDue(now: Now): boolean {
    const minute = Math.floor(now.wallMs / minuteMs);
    if (this.#hold?.until !== undefined && Date.parse(this.#hold.until) <= now.wallMs) {
      this.#hold = undefined;
      return true;
    }
    if (this.#ended.length > 0) return true;
    return this.#minute?.minute !== minute || this.#ledger.day !== this.#calendar.dayAt(now.wallMs);
  }

  /** What has to be on disk before it is shown; pass it to `saved` once it is. */
  toSave(now: Now): { readonly saved: SavedZone; readonly minutes: readonly MinuteRecord[] } {
    this.#ledger = rollDay(this.#ledger, this.#calendar.dayAt(now.wallMs));
    this.#record(now);
    const { ledger, minute, hold } = { ledger: this.#ledger, minute: this.#minute, hold: this.#hold };
    return {
      saved: {
        version: 1,
        ledger,
        ...(minute === undefined ? {} : { minute }),
        ...(hold === undefined ? {} : { hold }),
      },
      minutes: [...this.#ended],
    };
  }

  /** Shows what is now on disk. */
  saved(saved: SavedZone, minutes: readonly MinuteRecord[]): void {
    // It may have been saved for the zone before a change of the configuration.
    this.#shown = keepSources(saved.ledger, this.#sources.keys);
    this.#ended = this.#ended.filter((minute) => !minutes.includes(minute));
    this.#isStored = true;
  }

  /** The disk refused: what is shown may be behind, so nothing may be promised. */
  notSaved(): void {
    this.#isStored = false;
  }

  /**
   * Decides the light anew.
   *
   * @returns whether the light or its reason changed
   */
  decide(now: Now): boolean {
    const trust = describeTrust(this.#sources, this.config.staleAfterMs, now.monotonicMs);
    const distrust = this.#isStored ? trust.distrust : 'storage';
    // What is counted in an hour of distrust is not the pace of people.
    this.#exits =
      distrust === undefined
        ? withSample(this.#exits, { atMs: now.monotonicMs, totalOut: this.#shown.totalOut })
        : [];
    const before = this.#light;
    const next = decideLight(
      before,
      {
        occupancy: occupancyOf(this.#shown),
        distrust,
        isOpen: this.#calendar.isOpenAt(now.wallMs),
        hold: this.#hold,
        nowMs: now.monotonicMs,
      },
      this.config,
    );
    const isOther =
      next.light !== before?.light ||
      next.reason !== before.reason ||
      trust.warnings.join() !== this.#trust.warnings.join();
    // What is the same stays: thousands of zones are decided some times a second.
    if (isOther || distrust !== this.#trust.distrust) this.#trust = { ...trust, distrust };
    this.#light = next;
    if (next.light !== before?.light) {
      this.#sinceMs = now.wallMs;
      this.#record(now);
    }
    return isOther;
  }

  #record(now: Now): void {
    const { open, finished } = recordMoment(this.#minute, {
      atMs: now.wallMs,
      occupancy: this.occupancy,
      isKnown: this.#trust.distrust === undefined,
      light: this.#light?.light ?? 'unknown',
      totalIn: this.#ledger.totalIn,
      totalOut: this.#ledger.totalOut,
    });
    this.#minute = open;
    if (finished !== undefined) this.#ended.push(finished);
  }

  /** The zone as the world may see it, as a new message. */
  message(now: Now): ZoneState {
    this.#seq++;
    return this.state(now);
  }

  /** See `ZoneState.waitMinutes`: only where the count alone made the light red. */
  #wait(now: Now): number | undefined {
    if (this.#light?.reason !== 'full') return undefined;
    const toLeave = peopleToLeave(occupancyOf(this.#shown), this.config);
    return waitMinutes(this.#exits, toLeave, now.monotonicMs);
  }

  /** The zone as the world may see it. */
  state(now: Now): ZoneState {
    const occupancy = occupancyOf(this.#shown);
    const { site, id, name, capacity } = this.config;
    const wait = this.#wait(now);
    const isToday = this.#shown.day === this.#calendar.dayAt(now.wallMs);
    const isByHours = this.#light?.reason === 'hours';
    const { opens, because } = isByHours ? this.#calendar.closingAt(now.wallMs) : {};
    const emergency = this.#hold?.emergency;
    return {
      site,
      zone: id,
      name,
      occupancy,
      capacity,
      utilization: Math.round((occupancy / capacity) * 10_000) / 10_000,
      light: this.#light?.light ?? 'unknown',
      reason: this.#light?.reason ?? 'storage',
      since: new Date(this.#sinceMs).toISOString(),
      asOf: new Date(now.wallMs).toISOString(),
      validForMs,
      seq: this.#seq,
      in: isToday ? this.#shown.inToday : 0,
      out: isToday ? this.#shown.outToday : 0,
      drift: isToday ? this.#shown.drift : 0,
      free: peopleFree(occupancy, this.config),
      ...(wait === undefined ? {} : { waitMinutes: wait }),
      ...(opens === undefined ? {} : { opens }),
      ...(because === undefined ? {} : { closedBecause: { ...because } }),
      ...(emergency === undefined ? {} : { emergency }),
      simulated: this.#simulated,
      warnings: [...this.#trust.warnings],
    };
  }
}
