/** The window as the caretaker sees it: so little that a test can play it. */
export interface CareWindow {
  readonly document: {
    readonly visibilityState: string;
    readonly documentElement: CareElement & {
      readonly style: { setProperty(name: string, value: string): void };
    };
    querySelector(selector: string): CareElement | null;
    addEventListener(
      type: string,
      listener: (event: CareEvent) => void,
      options?: { passive: boolean },
    ): void;
  };
  readonly navigator: {
    /** From Chromium 84 on, in a secure context. */
    readonly wakeLock?: { request(type: 'screen'): Promise<CareLock> };
    /** In a secure context. */
    readonly serviceWorker?: { register(url: string, options: { scope: string }): Promise<unknown> };
  };
  setInterval(callback: () => void, ms: number): unknown;
}

interface CareElement {
  getAttribute(name: string): string | null;
}

export interface CareEvent {
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly key?: string;
  preventDefault(): void;
}

export interface CareLock {
  addEventListener(type: 'release', listener: () => void): void;
}
