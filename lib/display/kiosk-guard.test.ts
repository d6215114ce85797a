import { beforeEach, describe, expect, it } from 'vitest';
import { kioskGuardScript } from './kiosk-guard.ts';

/** A fake browser window. */
class FakeWindow {
  listeners = new Map<string, (event: object) => void>();
  intervals = new Map<number, () => void>();
  style = new Map<string, string>();
  locks: (() => void)[] = [];
  isLockGranted = true;
  registered: unknown[] = [];

  document = {
    visibilityState: 'visible',
    documentElement: {
      getAttribute: () => 'en',
      style: { setProperty: (name: string, value: string) => void this.style.set(name, value) },
    },
    querySelector: () => ({ getAttribute: () => 'de' }),
    addEventListener: (type: string, listener: (event: object) => void) => this.listeners.set(type, listener),
  };
  navigator: object = {
    wakeLock: {
      request: async () => {
        if (!this.isLockGranted) throw new DOMException('battery is low', 'NotAllowedError');
        return { addEventListener: (_: string, release: () => void) => this.locks.push(release) };
      },
    },
    serviceWorker: {
      register: async (...args: readonly unknown[]) => void this.registered.push(args),
    },
  };
  setInterval = (callback: () => void, ms: number) => this.intervals.set(ms, callback);

  run(): this {
    new Function('window', kioskGuardScript())(this);
    return this;
  }

  /** Whether a user's action is blocked. */
  prevents(type: string, event: object = {}): boolean {
    let isPrevented = false;
    this.listeners.get(type)?.({ ...event, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  }
}

/** Lets settled promises continue. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
let window: FakeWindow;

beforeEach(() => {
  window = new FakeWindow().run();
});

describe('the caretaker', () => {
  it('is plain ES5', () => {
    expect(kioskGuardScript()).not.toMatch(/=>|\b(let|const|class|async|await)\b|`|\?\.|\?\?|\.\.\./);
  });

  it('lets nobody open a menu, select or drag', () => {
    for (const type of ['contextmenu', 'selectstart', 'dragstart', 'gesturestart'])
      expect(window.prevents(type), type).toBe(true);
  });

  it('lets nobody zoom, and leaves other keys and the wheel alone', () => {
    expect(window.prevents('wheel', { ctrlKey: true })).toBe(true);
    expect(window.prevents('wheel')).toBe(false);
    expect(window.prevents('keydown', { ctrlKey: true, key: '+' })).toBe(true);
    expect(window.prevents('keydown', { metaKey: true, key: '0' })).toBe(true);
    expect(window.prevents('keydown', { ctrlKey: true, key: 'r' })).toBe(false);
    expect(window.prevents('keydown', { key: '+' })).toBe(false);
  });

  it('keeps the screen awake, and asks again when that was taken away', async () => {
    await settle();
    expect(window.locks).toHaveLength(1);
    window.intervals.get(30_000)?.();
    await settle();
    expect(window.locks).toHaveLength(1);
    window.locks[0]?.();
    window.listeners.get('visibilitychange')?.({});
    await settle();
    expect(window.locks).toHaveLength(2);
  });

  it('asks for that only while it is seen, and goes on asking where it is refused', async () => {
    await settle();
    window.locks[0]?.();
    window.document.visibilityState = 'hidden';
    window.listeners.get('visibilitychange')?.({});
    await settle();
    expect(window.locks).toHaveLength(1);
    window.document.visibilityState = 'visible';
    window.isLockGranted = false;
    window.intervals.get(30_000)?.();
    await settle();
    window.isLockGranted = true;
    window.intervals.get(30_000)?.();
    await settle();
    expect(window.locks).toHaveLength(2);
  });

  it('moves the picture around its middle by one step at most, and spends as long on each side', () => {
    const seen: (readonly [x: number, y: number])[] = [];
    for (let turn = 0; turn < 9; turn++) {
      window.intervals.get(120_000)?.();
      seen.push([Number(window.style.get('--shift-x')), Number(window.style.get('--shift-y'))]);
    }
    expect(new Set(seen.map(String)).size).toBe(9);
    expect(seen.flat().reduce((sum, step) => sum + step)).toBe(0);
    for (const [at, [x, y]] of seen.entries()) {
      const [xBefore, yBefore] = seen.at(at - 1) ?? [0, 0];
      expect(Math.max(Math.abs(x - xBefore), Math.abs(y - yBefore))).toBe(1);
    }
  });

  it('installs the worker in the language of the page', () => {
    expect(window.registered).toEqual([['/display-worker.js?lang=de', { scope: '/display' }]]);
  });

  it('does without what an insecure page has not', () => {
    const old = new FakeWindow();
    old.navigator = {};
    old.run();
    old.intervals.get(30_000)?.();
    expect(old.prevents('contextmenu')).toBe(true);
  });
});
