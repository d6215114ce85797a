/** The part of the window that the kiosk guard uses: small enough for a test to fake. */
export interface KioskWindow {
  readonly document: {
    readonly visibilityState: string;
    readonly documentElement: KioskElement & {
      readonly style: { setProperty(name: string, value: string): void };
    };
    querySelector(selector: string): KioskElement | null;
    addEventListener(
      type: string,
      listener: (event: KioskEvent) => void,
      options?: { passive: boolean },
    ): void;
  };
  readonly navigator: {
    /** From Chromium 84 on, in a secure context. */
    readonly wakeLock?: { request(type: 'screen'): Promise<KioskWakeLock> };
    /** In a secure context. */
    readonly serviceWorker?: { register(url: string, options: { scope: string }): Promise<unknown> };
  };
  setInterval(callback: () => void, ms: number): unknown;
}

interface KioskElement {
  getAttribute(name: string): string | null;
}

export interface KioskEvent {
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly key?: string;
  preventDefault(): void;
}

export interface KioskWakeLock {
  addEventListener(type: 'release', listener: () => void): void;
}
