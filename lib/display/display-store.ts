import type { Light } from '../contract/light.ts';
import {
  type DisplayEvent,
  type DisplayState,
  type Instant,
  lightOn,
  nextDisplayState,
} from './display-state.ts';
import type { ShownDisplay, ShownZone } from './shown.ts';

/** What the page draws. The same object as long as nothing arrived and the light is the same. */
export interface Shown {
  readonly light: Light;
  readonly zone: ShownZone | undefined;
  readonly display: ShownDisplay;
  readonly arrivals: number;
  /** Monotonic time from which this may no longer be shown. */
  readonly validUntil: number;
}

/** Holds the display state of a page and notifies it when it has to be redrawn. */
export class DisplayStore {
  readonly #now: () => Instant;
  readonly #listeners = new Set<() => void>();
  #displayState: DisplayState;
  #shown: Shown;

  /** `now` returns both clocks of the browser. */
  constructor(displayState: DisplayState, now: () => Instant) {
    this.#displayState = displayState;
    this.#now = now;
    this.#shown = shownOf(displayState, displayState.zone?.light ?? 'unknown');
  }

  get displayState(): DisplayState {
    return this.#displayState;
  }

  readonly shown = (): Shown => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  dispatch(event: DisplayEvent): void {
    const now = this.#now();
    const before = this.#shown;
    this.#displayState = nextDisplayState(this.#displayState, event, now);
    const { arrivals, display } = this.#displayState;
    const light = lightOn(this.#displayState, now.monotonic);
    if (light === before.light && arrivals === before.arrivals && display === before.display) return;
    this.#shown = shownOf(this.#displayState, light);
    for (const listener of this.#listeners) listener();
  }
}

function shownOf({ zone, display, arrivals, validUntil }: DisplayState, light: Light): Shown {
  return { light, zone, display, arrivals, validUntil };
}
