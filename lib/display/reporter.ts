import type { DisplayReport } from '../contract/display-report.ts';
import type { DisplayStore } from './display-store.ts';

const everyMs = 60_000;
/** Minimum interval of reports of a changing number: there are many screens. */
const numberEveryMs = 15_000;
const maxErrors = 5;

/**
 * Reports the state of this screen to the sidecar: at the start, when the light or the number changes, and
 * every minute.
 */
export class Reporter {
  readonly #store: DisplayStore;
  readonly #revision: string | undefined;
  readonly #send: (report: DisplayReport) => void;
  #errors = 0;
  /** Newest first. */
  #recent: { readonly atMs: number; readonly text: string }[] = [];
  #light: string | undefined;
  #occupancy: number | null = null;
  #reportedMs = 0;
  #arrivals = 0;
  #stops: (() => void)[] = [];

  /** @param revision of the page */
  constructor(store: DisplayStore, revision: string | undefined, send: (report: DisplayReport) => void) {
    this.#store = store;
    this.#revision = revision;
    this.#send = send;
  }

  start(): void {
    const timer = setInterval(() => this.#report(), everyMs);
    addEventListener('error', this.#onError);
    addEventListener('unhandledrejection', this.#onError);
    this.#stops = [this.#store.subscribe(this.#onDrawn), () => clearInterval(timer)];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    removeEventListener('error', this.#onError);
    removeEventListener('unhandledrejection', this.#onError);
  }

  /** A sidecar that was just joined has no state: the next light is reported although it is the same. */
  joined(): void {
    this.#light = undefined;
  }

  readonly #onDrawn = (): void => {
    const { light, zone, arrivals } = this.#store.shown();
    const isNew = arrivals !== this.#arrivals;
    this.#arrivals = arrivals;
    if (this.#light === undefined && !isNew) return;
    if (light === this.#light && !(isNew && this.#isNumberDue())) return;
    this.#light = light;
    this.#noteReported();
    // After the next frame the light is on the screen. An expired light came without a message.
    requestAnimationFrame(() => setTimeout(() => this.#report(isNew ? zone?.asOf : undefined)));
  };

  readonly #onError = (event: ErrorEvent | PromiseRejectionEvent): void => {
    this.#errors += 1;
    const text = String('reason' in event ? event.reason : event.message).slice(0, 200);
    this.#recent = [{ atMs: performance.now(), text }, ...this.#recent].slice(0, maxErrors);
  };

  #isNumberDue(): boolean {
    const isOther = this.#numberShown() !== this.#occupancy;
    return isOther && performance.now() - this.#reportedMs >= numberEveryMs;
  }

  #numberShown(): number | null {
    const { light, zone } = this.#store.shown();
    return light === 'unknown' || !zone ? null : zone.occupancy;
  }

  #noteReported(): void {
    this.#occupancy = this.#numberShown();
    this.#reportedMs = performance.now();
  }

  #report(drawn?: string): void {
    this.#noteReported();
    const nowMs = performance.now();
    this.#send({
      light: this.#store.shown().light,
      occupancy: this.#occupancy,
      drawn,
      engine: navigator.userAgent.slice(0, 300),
      width: innerWidth,
      height: innerHeight,
      revision: this.#revision,
      openMs: Math.round(nowMs),
      clock: Date.now(),
      errors: this.#errors,
      lastError: this.#recent[0]?.text,
      recentErrors: this.#recent.map(({ atMs, text }) => ({ agoMs: Math.round(nowMs - atMs), text })),
    });
  }
}
