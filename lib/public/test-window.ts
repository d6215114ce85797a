import type { PublicSite } from '../contract/public-site.ts';
import type { FollowRequest, FollowStream, FollowWindow } from './browser-window.ts';

export class TestStream implements FollowStream {
  onmessage: ((event: { readonly data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  close(): void {
    this.isClosed = true;
  }
}

export class TestRequest implements FollowRequest {
  status = 0;
  responseText = '';
  timeout = 0;
  age: string | null = null;
  isAborted = false;
  url = '';
  onloadend: (() => void) | null = null;

  open(_method: string, url: string): void {
    this.url = url;
  }

  getResponseHeader(): string | null {
    return this.age;
  }

  send(): void {}

  abort(): void {
    this.isAborted = true;
  }

  answer(site: PublicSite): void {
    this.status = 200;
    this.responseText = JSON.stringify(site);
    this.onloadend?.();
  }

  fail(): void {
    this.onloadend?.();
  }
}

/** A window with fake time. */
export class TestWindow {
  nowMs = 1000;
  wallMs = 1_700_000_000_000;
  readonly streams: TestStream[] = [];
  readonly requests: TestRequest[] = [];
  readonly window: FollowWindow & { document: { visibilityState: string } };
  readonly #listeners = new Map<string, ((event: { readonly persisted?: boolean }) => void)[]>();
  readonly #timers = new Map<number, { readonly atMs: number; readonly run: () => void }>();
  #tick: () => void = () => undefined;
  #ids = 0;

  constructor({ hasStreams = true } = {}) {
    const { streams, requests } = this;
    const listen = (type: string, listener: (event: { readonly persisted?: boolean }) => void) => {
      this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
    };
    this.window = {
      document: { visibilityState: 'visible', addEventListener: listen },
      performance: { now: () => this.nowMs },
      Date: { now: () => this.wallMs },
      Math: { min: Math.min, random: () => 0.5 },
      JSON: { parse: (text) => JSON.parse(text) },
      EventSource: hasStreams
        ? class extends TestStream {
            constructor(url: string) {
              super(url);
              streams.push(this);
            }
          }
        : undefined,
      XMLHttpRequest: class extends TestRequest {
        constructor() {
          super();
          requests.push(this);
        }
      },
      addEventListener: listen,
      setInterval: (tick) => {
        this.#tick = tick;
      },
      setTimeout: (run, ms) => {
        this.#timers.set(++this.#ids, { atMs: this.nowMs + ms, run });
        return this.#ids;
      },
      clearTimeout: (timer) => void this.#timers.delete(Number(timer)),
    };
  }

  get stream(): TestStream | undefined {
    return this.streams.findLast(({ isClosed }) => !isClosed);
  }

  get request(): TestRequest | undefined {
    return this.requests.findLast(({ isAborted, onloadend }) => !isAborted && onloadend !== null);
  }

  /** Advances both clocks, with ticks four times a second. */
  pass(ms: number): void {
    for (let passed = 0; passed < ms; passed += 250) {
      this.nowMs += 250;
      this.wallMs += 250;
      for (const [id, { atMs, run }] of [...this.#timers]) {
        if (atMs > this.nowMs) continue;
        this.#timers.delete(id);
        run();
      }
      this.#tick();
    }
  }

  /** Freezes the page: time passes, but nothing runs. */
  freeze(ms: number): void {
    this.nowMs += ms;
    this.wallMs += ms;
  }

  happen(type: string, event: { readonly persisted?: boolean } = {}): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}
