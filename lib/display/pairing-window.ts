/** The part of the window that the pairing page uses: small enough for a test to fake. */
export interface PairingWindow {
  readonly document: { querySelector(selector: string): PairingElement | null };
  readonly performance: { now(): number };
  readonly Math: Pick<Math, 'random'>;
  readonly JSON: { parse(text: string): PairingAnswer | null };
  readonly location: { readonly host: string; replace(path: string): void };
  readonly localStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
  readonly XMLHttpRequest: new () => PairingRequest;
  setTimeout(callback: () => void, ms: number): unknown;
}

export interface PairingElement {
  textContent: string | null;
  setAttribute(name: string, value: string): void;
}

export interface PairingRequest {
  readonly status: number;
  readonly responseText: string;
  timeout: number;
  onloadend: (() => void) | null;
  open(method: string, url: string): void;
  send(): void;
}

/** The parts of the answers of `/api/v1/displays/pairing` that the screen reads. */
export interface PairingAnswer {
  readonly code?: string;
  readonly ticket?: string;
  readonly validForMs?: number;
  readonly path?: string;
}
