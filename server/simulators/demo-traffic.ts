import { DateTime } from 'luxon';
import type { SimulatedDevice } from './device/simulated-device.ts';
import type { Random } from './seeded-random.ts';
import { crossings, nextTide, type TideRules } from './traffic.ts';

/** A way into a zone. */
export interface DemoDoor {
  readonly device: SimulatedDevice;
  readonly channel: string;
}

/** A zone of the demo: who is inside is the sum of its doors. */
export interface DemoZone {
  readonly doors: readonly DemoDoor[];
  /** It fills and empties within minutes, or follows the hours of the day. */
  readonly rules: TideRules | DayRules;
}

interface DayRules {
  readonly capacity: number;
  readonly perMinute: number;
  /** IANA zone. */
  readonly timezone: string;
}

const stepMs = 1000;
/** After a manual walk the demo pauses, so that its effect is visible. */
const restMs = 20_000;

/** The automatic traffic of the demo: one step a second, in each zone. */
export class DemoTraffic {
  readonly #zones: readonly DemoZone[];
  readonly #random: Random;
  readonly #rising = new Map<DemoZone, boolean>();
  #isOn = true;
  #restSteps = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(zones: readonly DemoZone[], random: Random) {
    this.#zones = zones;
    this.#random = random;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  switch(on: boolean): void {
    this.#isOn = on;
    this.#restSteps = 0;
  }

  /** Pauses for a while. */
  rest(): void {
    this.#restSteps = restMs / stepMs;
  }

  start(): void {
    this.#timer = setInterval(() => this.#step(), stepMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #step(): void {
    if (!this.#isOn) return;
    if (this.#restSteps > 0) {
      this.#restSteps -= 1;
      return;
    }
    for (const zone of this.#zones) this.#walk(zone);
  }

  #walk(zone: DemoZone): void {
    const inside = zone.doors.map(occupancyAt).reduce((sum, occupancy) => sum + occupancy, 0);
    const step = this.#next(zone, inside);
    if (step.in > 0) this.#pass(zone.doors, { in: step.in });
    // People leave by a door that more people came in by: no door's own count goes below 0.
    const used = zone.doors.filter((door) => occupancyAt(door) > 0);
    if (step.out > 0) this.#pass(used.length > 0 ? used : zone.doors, { out: step.out });
  }

  #next(zone: DemoZone, occupancy: number): { readonly in: number; readonly out: number } {
    const { rules } = zone;
    if ('timezone' in rules) {
      const { hour, minute } = DateTime.local({ zone: rules.timezone });
      return crossings(rules, { occupancy, hour: hour + minute / 60, elapsedMs: stepMs }, this.#random);
    }
    const step = nextTide(this.#rising.get(zone) ?? true, occupancy, rules, this.#random);
    this.#rising.set(zone, step.isRising);
    return step;
  }

  #pass(doors: readonly DemoDoor[], people: { readonly in?: number; readonly out?: number }): void {
    const door = doors[Math.floor(this.#random() * doors.length)];
    door?.device.walk(people, door.channel);
  }
}

/** People inside by the count of one door alone. */
function occupancyAt({ device, channel }: DemoDoor): number {
  return device.truth().find((truth) => truth.channel === channel)?.occupancy ?? 0;
}
