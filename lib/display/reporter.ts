import type { DisplayReport } from '../contract/display-report.ts';
import type { GlassStore } from './glass-store.ts';

const everyMs = 60_000;

/** Tells the sidecar how this screen is: at the start, when the light changes, and every minute. */
export class Reporter {
  readonly #store: GlassStore;
  readonly #revision: string | undefined;
  readonly #send: (report: DisplayReport) => void;
  #errors = 0;
  #lastError: string | undefined;
  #light: string | undefined;
  #arrivals = 0;
  #stops: (() => void)[] = [];

  /** @param revision of the page, as it was made */
  constructor(store: GlassStore, revision: string | undefined, send: (report: DisplayReport) => void) {
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

  /** A sidecar that has just been joined knows nothing: the next light is told although it is the same. */
  joined(): void {
    this.#light = undefined;
  }

  readonly #onDrawn = (): void => {
    const { light, zone, arrivals } = this.#store.shown();
    const isNew = arrivals !== this.#arrivals;
    this.#arrivals = arrivals;
    if (light === this.#light || (this.#light === undefined && !isNew)) return;
    this.#light = light;
    // After the next frame the light is on the glass. One whose time is over came with no message.
    requestAnimationFrame(() => setTimeout(() => this.#report(isNew ? zone?.asOf : undefined)));
  };

  readonly #onError = (event: ErrorEvent | PromiseRejectionEvent): void => {
    this.#errors += 1;
    this.#lastError = String('reason' in event ? event.reason : event.message).slice(0, 200);
  };

  #report(drawn?: string): void {
    const { light, zone } = this.#store.shown();
    this.#send({
      light,
      occupancy: light === 'unknown' || !zone ? null : zone.occupancy,
      drawn,
      engine: navigator.userAgent.slice(0, 300),
      width: innerWidth,
      height: innerHeight,
      revision: this.#revision,
      openMs: Math.round(performance.now()),
      clock: Date.now(),
      errors: this.#errors,
      lastError: this.#lastError,
    });
  }
}
