import type { SetCapacity } from '#lib/contract/capacity.ts';
import type { LightRules } from '../engine/light.ts';
import { NumberSchedule, numberAt } from '../engine/schedule.ts';
import type { ZoneConfig } from '../platform/config/configuration.ts';
import { visitorsOf } from './zone-memory.ts';

/** The capacity and the staff inside of one zone: as configured, by schedule, or as staff has set it for now. */
export class ZoneLimits {
  readonly #config: ZoneConfig;
  readonly #timezone: string;
  readonly #capacity: NumberSchedule;
  readonly #staff: NumberSchedule;
  #rules: LightRules;
  #setCapacity: SetCapacity | undefined;
  #staffInside = 0;

  constructor(config: ZoneConfig, timezone: string) {
    this.#config = config;
    this.#timezone = timezone;
    this.#capacity = new NumberSchedule(config.capacityAt ?? [], config.capacity, timezone);
    this.#staff = new NumberSchedule(config.staffAt ?? [], config.staff ?? 0, timezone);
    this.#rules = config;
  }

  /**
   * Applies the capacity and the number of staff of a moment.
   *
   * @param set the capacity that staff has set
   * @returns whether one of them changed
   */
  follow(set: SetCapacity | undefined, wallMs: number): boolean {
    const capacity = set?.capacity ?? this.usualCapacity(wallMs);
    const staff = this.staffAt(wallMs);
    const isOther =
      capacity !== this.#rules.capacity || staff !== this.#staffInside || set !== this.#setCapacity;
    this.#setCapacity = set;
    if (capacity !== this.#rules.capacity) this.#rules = { ...this.#config, capacity };
    this.#staffInside = staff;
    return isOther;
  }

  /** The limits of the light with the applied capacity. */
  get rules(): LightRules {
    return this.#rules;
  }

  /** What staff had set when the limits were last applied. */
  get setCapacity(): SetCapacity | undefined {
    return this.#setCapacity;
  }

  get staffInside(): number {
    return this.#staffInside;
  }

  /** The number that is shown for a number of counted people. */
  visitors(counted: number): number {
    return visitorsOf(counted, this.#staffInside);
  }

  /** The capacity where staff has not set another one. */
  usualCapacity(wallMs: number): number {
    return this.#capacity.at(wallMs);
  }

  staffAt(wallMs: number): number {
    return this.#staff.at(wallMs);
  }

  /** The capacity at another moment (epoch ms), as far as it is known now. */
  capacityAt(set: SetCapacity | undefined, wallMs: number): number {
    const isSet = set !== undefined && (set.until === undefined || wallMs < Date.parse(set.until));
    const { capacityAt = [], capacity } = this.#config;
    return isSet ? set.capacity : numberAt(capacityAt, capacity, wallMs, this.#timezone);
  }
}
