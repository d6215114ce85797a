import { beforeEach, describe, expect, it } from 'vitest';
import { watchdogScript } from './watchdog.ts';
import type { WatchdogHandle, WatchdogOptions } from './watchdog-window.ts';

/** A fake browser window with fake time and network. */
class FakeWindow {
  nowMs = 0;
  wallMs = 1_700_000_000_000;
  isServerUp = true;
  reloads = 0;
  asked = 0;
  light = new Map<string, string>([['data-light', 'green']]);
  stored: Map<string, string>;
  listeners = new Map<string, (event: object) => void>();
  tick: () => void = () => {};
  doorlight?: WatchdogHandle;

  document = {
    querySelectorAll: (selector: string) =>
      selector === '[data-expired]' && !this.light.has('data-expired')
        ? []
        : [
            {
              setAttribute: (name: string, value: string) => this.light.set(name, value),
              removeAttribute: (name: string) => this.light.delete(name),
            },
          ],
    addEventListener: (type: string, listener: () => void) => this.listeners.set(type, listener),
  };
  performance = { now: () => this.nowMs, getEntriesByType: () => [{ requestStart: 0 }] };
  Date = { now: () => this.wallMs };
  Math = { min: Math.min, pow: Math.pow, random: () => 0.5 };
  location = { href: 'http://x/display/bern/entrance', reload: () => void this.reloads++ };
  sessionStorage = {
    getItem: (key: string) => this.stored.get(key) ?? null,
    setItem: (key: string, value: string) => this.stored.set(key, value),
  };
  XMLHttpRequest = requestOf(this);
  addEventListener = (type: string, listener: (event: object) => void) => this.listeners.set(type, listener);
  setInterval = (callback: () => void) => {
    this.tick = callback;
  };

  constructor(options: WatchdogOptions, stored: readonly [string, string][] = []) {
    this.stored = new Map(stored);
    // The script is text in the page, and is run as text here.
    new Function('window', watchdogScript(options))(this);
  }

  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 250) {
      this.nowMs += Math.min(250, left);
      this.wallMs += Math.min(250, left);
      this.tick();
    }
  }
}

function requestOf(window: FakeWindow) {
  return class {
    status = 0;
    timeout = 0;
    onloadend: (() => void) | null = null;
    open() {
      window.asked++;
    }
    send() {
      this.status = window.isServerUp ? 200 : 0;
      this.onloadend?.();
    }
  };
}

let window: FakeWindow;
const isCovered = () => window.light.has('data-expired') && window.light.get('data-light') === 'unknown';

beforeEach(() => {
  window = new FakeWindow({ validForMs: 4000 });
});

describe('the watchdog', () => {
  it('is plain ES5, for screens of 2016', () => {
    const text = watchdogScript({ validForMs: 1 });
    expect(text).not.toMatch(/=>|\b(let|const|class|async|await)\b|`|\?\.|\?\?|\.\.\./);
  });

  it('takes the light off the glass when its time is over and the app never came', () => {
    window.pass(3750);
    expect(isCovered()).toBe(false);
    window.pass(500);
    expect(isCovered()).toBe(true);
    expect(window.light.get('data-occupancy')).toBe('');
  });

  it('loads the page anew when the app never comes to life', () => {
    window.pass(15_000);
    expect(window.reloads).toBe(1);
  });

  it('leaves a living app alone', () => {
    for (let second = 0; second < 3600; second++) {
      window.doorlight?.feed(4500);
      window.pass(1000);
    }
    expect(window.reloads).toBe(0);
    expect(isCovered()).toBe(false);
  });

  it('covers the light of an app that falls silent, and loads it anew if it stays so', () => {
    window.doorlight?.feed(4500);
    window.pass(4500);
    expect(isCovered()).toBe(true);
    window.pass(30_000);
    expect(window.reloads).toBeGreaterThanOrEqual(1);
  });

  it('lets a light back on the glass with the next message', () => {
    window.pass(5000);
    window.doorlight?.feed(4500);
    expect(window.light.has('data-expired')).toBe(false);
  });

  it('never loads what does not answer: the screen would end on the error page of its browser', () => {
    window.isServerUp = false;
    window.pass(120_000);
    expect(window.reloads).toBe(0);
    expect(window.asked).toBeGreaterThan(5);
    window.isServerUp = true;
    window.pass(10_000);
    expect(window.reloads).toBe(1);
  });

  it('waits longer where page after page stays dead', () => {
    window = new FakeWindow({ validForMs: 4000 }, [['doorlight-reloads', '3']]);
    window.pass(60_000);
    expect(window.reloads).toBe(0);
    window.pass(40_000);
    expect(window.reloads).toBeGreaterThanOrEqual(1);
  });

  it('covers the light of a machine that slept, or whose clock was set', () => {
    window.doorlight?.feed(4500);
    window.wallMs += 3_600_000;
    window.pass(250);
    expect(isCovered()).toBe(true);
  });

  it('covers the light of a page that is put away', () => {
    window.doorlight?.feed(4500);
    window.listeners.get('pagehide')?.({});
    expect(isCovered()).toBe(true);
  });

  it('loads anew on demand, some time within the span it is given', () => {
    window.doorlight?.feed(60_000);
    window.doorlight?.reload(3000);
    window.pass(1250);
    expect(window.reloads).toBe(0);
    window.pass(1000);
    expect(window.reloads).toBe(1);
  });
});
