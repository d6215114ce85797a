/** The window as the watchdog sees it: so little that a test can play it. */
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

/** What the live code finds as `window.doorlight`. */
export interface WatchdogHandle {
  /** A message is on the glass and stays valid for so many milliseconds. */
  feed(validForMs: number): void;
  /** Loads the page anew, some time within so many milliseconds, as soon as the server answers. */
  reload(withinMs: number): void;
}

export interface WatchdogOptions {
  /** For how long after its request the light in the HTML may be shown; 0 where the page shows none. */
  readonly validForMs: number;
  /** Set on pages that have no live code: how often they ask for themselves anew. */
  readonly retryMs?: number;
}

declare global {
  interface Window {
    doorlight?: WatchdogHandle;
  }
}
