import type { Hold } from '#lib/contract/adjust.ts';
import type { Now } from '../clock.ts';
import { decideLight, type LightRules, type LightState } from '../engine/light.ts';
import { type ExitSample, withSample } from '../engine/wait.ts';
import type { HandedOverZone } from './zone-handover.ts';
import type { Trust } from './zone-sources.ts';

/** What a light is decided from. */
export interface LightSituation {
  readonly trust: Trust;
  /** Why the number is not known although its sources are heard. */
  readonly lost: 'count-lost' | 'storage' | undefined;
  /** People who have left, as far as it is on disk. */
  readonly totalOut: number;
  readonly occupancy: number;
  readonly isOpen: boolean;
  readonly hold: Hold | undefined;
  readonly rules: LightRules;
}

/** The light of a zone: what it is, since when, and whether its number can be trusted. */
export class ZoneLight {
  #state: LightState | undefined;
  #sinceMs: number;
  #trust: Trust = { untrustedReason: undefined, warnings: [] };
  #exits: readonly ExitSample[];

  /** @param from the light before a change of the configuration, which stays as it is; or only since when the zone is here */
  constructor(from: { readonly sinceMs: number } & Partial<Pick<ZoneLight, 'state' | 'exits'>>) {
    this.#state = from.state;
    this.#sinceMs = from.sinceMs;
    this.#exits = from.exits ?? [];
  }

  /** Undefined until it is decided for the first time. */
  get state(): LightState | undefined {
    return this.#state;
  }

  /** When the light changed last (epoch ms). */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** Since when how many people left, while the number is trusted. */
  get exits(): readonly ExitSample[] {
    return this.#exits;
  }

  get warnings(): readonly string[] {
    return this.#trust.warnings;
  }

  /** Whether the number is known. */
  get isTrusted(): boolean {
    return this.#trust.untrustedReason === undefined;
  }

  /**
   * Decides the light again.
   *
   * @returns whether the light, its reason or its warnings changed
   */
  decide({ trust, lost, totalOut, rules, ...of }: LightSituation, now: Now): boolean {
    const untrustedReason = lost ?? trust.untrustedReason;
    // Counts during a time in which the number is not trusted do not show the pace of people.
    this.#exits =
      untrustedReason === undefined ? withSample(this.#exits, { atMs: now.monotonicMs, totalOut }) : [];
    const before = this.#state;
    const { occupancy, isOpen, hold } = of;
    const next = decideLight(
      before,
      { occupancy, untrustedReason, isOpen, hold, nowMs: now.monotonicMs },
      rules,
    );
    const isOther =
      next.light !== before?.light ||
      next.reason !== before.reason ||
      !isSameList(trust.warnings, this.#trust.warnings);
    // An unchanged object is kept: thousands of zones are decided several times a second.
    if (isOther || untrustedReason !== this.#trust.untrustedReason)
      this.#trust = { ...trust, untrustedReason };
    this.#state = next;
    if (next.light !== before?.light) this.#sinceMs = now.wallMs;
    return isOther;
  }

  /** What the next home of the zone has to know of its light. */
  handOver(now: Now): Pick<HandedOverZone, 'light' | 'sinceAgoMs'> | undefined {
    if (this.#state === undefined) return undefined;
    const { light, reason, level, levelSinceMs } = this.#state;
    return {
      light: { light, reason, level, levelAgoMs: now.monotonicMs - levelSinceMs },
      sinceAgoMs: now.wallMs - this.#sinceMs,
    };
  }

  /** Goes on with the light that the last home handed over. */
  continue({ light: { levelAgoMs, ...light }, sinceAgoMs }: HandedOverZone, now: Now): void {
    this.#state = { ...light, levelSinceMs: now.monotonicMs - levelAgoMs };
    this.#sinceMs = now.wallMs - sinceAgoMs;
  }
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((each, index) => each === b[index]));
}
