import type { Light } from '../contract/light.ts';
import { type Glass, type GlassEvent, glassAfter, type Instant, lightOn } from './display-state.ts';
import type { ShownDisplay, ShownZone } from './shown.ts';

/** What the page draws. The same object as long as nothing arrived and the light is the same. */
export interface Shown {
  readonly light: Light;
  readonly zone: ShownZone | undefined;
  readonly display: ShownDisplay;
  readonly arrivals: number;
  /** Monotonic time from which this may no longer be on the glass. */
  readonly validUntil: number;
}

/** Holds the glass of a page and tells when it has to be drawn anew. */
export class GlassStore {
  readonly #now: () => Instant;
  readonly #listeners = new Set<() => void>();
  #glass: Glass;
  #shown: Shown;

  /** `now` gives both clocks of the browser. */
  constructor(glass: Glass, now: () => Instant) {
    this.#glass = glass;
    this.#now = now;
    this.#shown = shownOf(glass, glass.zone?.light ?? 'unknown');
  }

  get glass(): Glass {
    return this.#glass;
  }

  readonly shown = (): Shown => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  dispatch(event: GlassEvent): void {
    const now = this.#now();
    const before = this.#shown;
    this.#glass = glassAfter(this.#glass, event, now);
    const { arrivals, display } = this.#glass;
    const light = lightOn(this.#glass, now.monotonic);
    if (light === before.light && arrivals === before.arrivals && display === before.display) return;
    this.#shown = shownOf(this.#glass, light);
    for (const listener of this.#listeners) listener();
  }
}

function shownOf({ zone, display, arrivals, validUntil }: Glass, light: Light): Shown {
  return { light, zone, display, arrivals, validUntil };
}
