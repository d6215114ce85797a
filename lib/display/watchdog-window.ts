/** The part of the window that the watchdog uses: small enough for a test to fake. */
export interface WatchdogWindow {
  readonly document: {
    querySelectorAll(selector: string): ArrayLike<WatchdogElement | undefined>;
    addEventListener(type: string, listener: () => void): void;
  };
  readonly performance: { now(): number; getEntriesByType(type: string): ArrayLike<WatchdogNavigation> };
  readonly Date: { now(): number };
  readonly Math: Pick<Math, 'min' | 'pow' | 'random'>;
  readonly location: { readonly href: string; reload(): void };
  readonly sessionStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
  };
  readonly XMLHttpRequest: new () => WatchdogRequest;
  doorlight?: WatchdogHandle;
  addEventListener(type: string, listener: (event: WatchdogEvent) => void, capture?: boolean): void;
  setInterval(callback: () => void, ms: number): unknown;
}

export interface WatchdogElement {
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}

export interface WatchdogRequest {
  readonly status: number;
  timeout: number;
  onloadend: (() => void) | null;
  open(method: string, url: string): void;
  send(): void;
}

/** The part of `PerformanceNavigationTiming` that is needed. */
export interface WatchdogNavigation {
  readonly requestStart?: number;
}

export interface WatchdogEvent {
  readonly persisted?: boolean;
  readonly target?: { readonly tagName?: string } | null;
}

/** The interface for the live code, as `window.doorlight`. */
export interface WatchdogHandle {
  /** A message is on the screen and valid for this many milliseconds. */
  feed(validForMs: number): void;
  /** Reloads the page at a random time within this many milliseconds, once the server answers. */
  reload(withinMs: number): void;
}

export interface WatchdogOptions {
  /** How long after its request the light in the HTML may be shown; 0 if the page shows none. */
  readonly validForMs: number;
  /** Set on pages without live code: interval of their reloads. */
  readonly retryMs?: number;
}

declare global {
  interface Window {
    doorlight?: WatchdogHandle;
  }
}
