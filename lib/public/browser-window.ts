import type { PublicSite } from '../contract/public-site.ts';

/** The part of the window that scripts of the public pages use: small enough for a test to fake. */
export interface FollowWindow {
  readonly document: {
    readonly visibilityState?: string;
    addEventListener(type: string, listener: () => void): void;
  };
  readonly performance: { now(): number };
  readonly Date: { now(): number };
  readonly Math: Pick<Math, 'min' | 'random'>;
  readonly JSON: { parse(text: string): PublicSite };
  /** Absent in old engines. */
  readonly EventSource?: (new (url: string) => FollowStream) | undefined;
  readonly XMLHttpRequest: new () => FollowRequest;
  addEventListener(type: string, listener: (event: { readonly persisted?: boolean }) => void): void;
  setInterval(callback: () => void, ms: number): unknown;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface FollowStream {
  onmessage: ((event: { readonly data: string }) => void) | null;
  onerror: (() => void) | null;
  close(): void;
}

export interface FollowRequest {
  readonly status: number;
  readonly responseText: string;
  timeout: number;
  onloadend: (() => void) | null;
  open(method: string, url: string): void;
  getResponseHeader(name: string): string | null;
  send(): void;
  abort(): void;
}

/** Follows the public state of a site; see `follow`. */
export type Follow = (
  w: FollowWindow,
  address: string,
  validUntil: number,
  listener: (site: PublicSite | null) => void,
) => void;

/** The part of an element that is drawn on. */
export interface DrawnElement {
  textContent: string | null;
  readonly style: { cssText: string; setProperty(name: string, value: string): void };
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}
