import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf } from '#lib/i18n/languages.ts';

/** The page on which people count, run as it is, on a phone that loses its network, answers and pages. */

const script = readFileSync('public/count.js', 'utf8');

/** What of the page the script touches. */
class FakeElement {
  readonly dataset: Record<string, string> = {};
  readonly listeners = new Map<string, () => void>();
  readonly classList = { add: () => undefined, remove: () => undefined };
  hidden = false;
  disabled = false;
  textContent = '';
  onclick: (() => void) | undefined;
  children: FakeElement[] = [];
  addEventListener(type: string, listener: () => void): void {
    this.listeners.set(type, listener);
  }
  click(): void {
    this.listeners.get('click')?.();
  }
}

/** Keys are its own properties, as `Object.keys` sees them in a browser. */
class FakeStorage {
  [key: string]: unknown;
}
Object.defineProperties(FakeStorage.prototype, {
  getItem: {
    value(this: FakeStorage, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
  },
  setItem: {
    value(this: FakeStorage, key: string, value: string) {
      this[key] = String(value);
    },
  },
  removeItem: {
    value(this: FakeStorage, key: string) {
      delete this[key];
    },
  },
});

interface Sent {
  readonly id: string;
  readonly at?: string;
  readonly in?: number;
  readonly out?: number;
  readonly undo?: boolean;
}

type Network = 'works' | 'away' | 'loses answers';

/** A phone, and the server it sends to. */
class Phone {
  readonly storage = new FakeStorage();
  readonly passages = new Map<string, Sent>();
  readonly undone = new Set<string>();
  readonly asked: {
    readonly phone: string;
    readonly isLeaving?: boolean;
    readonly key: string | undefined;
  }[] = [];
  network: Network = 'works';
  nowMs = Date.parse('2026-11-21T10:00:00Z');
  #elements = new Map<string, FakeElement>();
  #ways: FakeElement[] = [];
  #timers: (() => void)[] = [];
  #life = 0;

  open(hash = ''): void {
    this.#life += 1;
    const life = this.#life;
    this.#timers = [];
    const elements = new Map<string, FakeElement>();
    const element = (selector: string) => {
      const known = elements.get(selector) ?? new FakeElement();
      elements.set(selector, known);
      return known;
    };
    element('[data-part="notice"]').children = [new FakeElement(), new FakeElement(), new FakeElement()];
    this.#elements = elements;
    this.#ways = ['in', 'out'].map((way) => Object.assign(new FakeElement(), { dataset: { way } }));
    const openedMs = this.nowMs;
    const words = new FakeElement();
    words.textContent = JSON.stringify(languageOf('en').count);
    const phone = this;
    class PhoneDate extends Date {
      constructor(...given: [] | [number | string]) {
        super(given.length === 0 ? phone.nowMs : given[0]);
      }
      static override now(): number {
        return phone.nowMs;
      }
    }
    const globals = {
      location: { pathname: '/count/bern/gate', hash },
      history: { replaceState: () => undefined },
      document: {
        documentElement: { lang: 'en', dataset: {} },
        visibilityState: 'visible',
        title: '',
        getElementById: () => words,
        querySelector: element,
        querySelectorAll: () => this.#ways,
        addEventListener: () => undefined,
      },
      localStorage: this.storage,
      navigator: {},
      crypto,
      performance: { now: () => this.nowMs - openedMs },
      Date: PhoneDate,
      AbortController,
      URLSearchParams,
      JSON,
      addEventListener: () => undefined,
      setTimeout: (run: () => void, ms: number) => {
        // The time limit of a request never comes: this network answers or fails at once.
        if (ms !== 8000 && life === this.#life) this.#timers.push(run);
        return run;
      },
      clearTimeout: (run: () => void) => {
        this.#timers = this.#timers.filter((each) => each !== run);
      },
      fetch: (_: string, init: { method: string; headers: Record<string, string>; body?: string }) =>
        this.#answer(init),
    };
    runInContext(`{${script}}`, createContext(globals));
  }

  async #answer({ headers, body }: { headers: Record<string, string>; body?: string }) {
    if (this.network === 'away') throw new Error('no network');
    if (body !== undefined) {
      const { items, phone, isLeaving } = JSON.parse(body) as {
        items: Sent[];
        phone: string;
        isLeaving?: boolean;
      };
      this.asked.push({ phone, key: headers['x-count-key'], ...(isLeaving && { isLeaving }) });
      for (const item of items) {
        if (item.undo) this.undone.add(item.id);
        else if (!this.passages.has(item.id)) this.passages.set(item.id, item);
      }
    }
    if (this.network === 'loses answers') throw new Error('no answer');
    const door = { name: 'Gate', zones: [], byHand: 'always', in: 0, out: 0, phones: [], ignored: [] };
    return { ok: true, status: 200, json: async () => door };
  }

  /** Whatever waits runs until nothing does. */
  async settle(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      for (let tick = 0; tick < 4; tick++) await setImmediate();
      for (const run of this.#timers.splice(0)) run();
    }
  }

  part(name: string): FakeElement {
    return this.#elements.get(`[data-part="${name}"]`) ?? new FakeElement();
  }

  start(): void {
    this.#elements.get('[data-part="start"] button')?.click();
  }

  tap(way: 'in' | 'out'): void {
    this.#ways.find(({ dataset }) => dataset.way === way)?.click();
  }

  /** People in and out, as the server has them. */
  get people(): { in: number; out: number } {
    const counted = [...this.passages].filter(([id]) => !this.undone.has(id)).map(([, item]) => item);
    const sum = (way: 'in' | 'out') => counted.reduce((total, item) => total + (item[way] ?? 0), 0);
    return { in: sum('in'), out: sum('out') };
  }
}

describe('the counting page', () => {
  it('brings every tap to the server once, whatever the network, the page and its owner do', async () => {
    const acts = fc.array(
      fc.constantFrom('in', 'out', 'undo', 'works', 'away', 'loses answers', 'reload', 'wait'),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        const phone = new Phone();
        phone.open();
        phone.start();
        const taps: ('in' | 'out')[] = [];
        for (const act of all) {
          phone.nowMs += 700;
          if (act === 'in' || act === 'out') {
            phone.tap(act);
            taps.push(act);
          } else if (act === 'undo') {
            // The last twenty can be taken back, over a reload too.
            phone.part('undo').click();
            taps.pop();
          } else if (act === 'reload') phone.open();
          else if (act === 'wait') await phone.settle();
          else phone.network = act;
        }
        phone.network = 'works';
        await phone.settle();
        await phone.settle();
        const count = (way: 'in' | 'out') => taps.filter((each) => each === way).length;
        expect(phone.people).toEqual({ in: count('in'), out: count('out') });
        expect(phone.part('state').dataset.unsent).toBe('0');
        expect(new Set(phone.asked.map((each) => each.phone)).size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('knows how long ago a tap was, although the clock of the phone was set since', async () => {
    const phone = new Phone();
    phone.network = 'away';
    phone.open();
    phone.start();
    phone.tap('in');
    await phone.settle();
    phone.nowMs += 60_000;
    const tappedMs = phone.nowMs - 60_000;
    phone.network = 'works';
    await phone.settle();
    const [passage] = phone.passages.values();
    expect(passage?.at).toBe(new Date(tappedMs).toISOString());
  });

  it('takes the key off its address, and says good-bye when it is stopped with everything sent', async () => {
    const phone = new Phone();
    phone.open('#key=secret');
    phone.start();
    phone.tap('out');
    phone.network = 'away';
    await phone.settle();
    phone.part('stop').click();
    await phone.settle();
    phone.network = 'works';
    await phone.settle();
    expect(phone.people).toEqual({ in: 0, out: 1 });
    phone.network = 'away';
    phone.part('stop').click();
    await phone.settle();
    phone.network = 'works';
    await phone.settle();
    expect(phone.asked.at(-1)).toMatchObject({ isLeaving: true, key: 'secret' });
  });
});
