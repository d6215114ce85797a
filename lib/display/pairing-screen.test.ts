import { beforeEach, describe, expect, it } from 'vitest';
import { pairingScreen } from './pairing-screen.ts';
import type { PairingAnswer, PairingElement, PairingRequest } from './pairing-window.ts';

/** A browser with one new screen, and the sidecar's answers. */
class Screen {
  readonly page = new Element();
  readonly code = new Element();
  readonly qr = new Element();
  readonly address = new Element();
  readonly asked: string[] = [];
  readonly memory = new Map<string, string>();
  went: string | undefined;
  nowMs = 0;
  answer: (call: string) => readonly [status: number, body: object] = () => [0, {}];
  #later: (() => void)[] = [];

  start(): void {
    const screen = this;
    class Request implements PairingRequest {
      status = 0;
      responseText = '';
      timeout = 0;
      onloadend: (() => void) | null = null;
      #call = '';
      open(method: string, url: string): void {
        this.#call = `${method} ${url}`;
      }
      send(): void {
        screen.asked.push(this.#call);
        const [status, body] = screen.answer(this.#call);
        this.status = status;
        this.responseText = status === 0 ? '' : JSON.stringify(body);
        this.onloadend?.();
      }
    }
    const elements: Readonly<Record<string, Element>> = {
      '[data-pairing]': this.page,
      '[data-pairing-code]': this.code,
      '[data-pairing-qr]': this.qr,
      '[data-pairing-address]': this.address,
    };
    pairingScreen(
      {
        document: { querySelector: (selector) => elements[selector] ?? null },
        performance: { now: () => this.nowMs },
        Math: { random: () => 0.5 },
        JSON: { parse: (text) => JSON.parse(text) as PairingAnswer },
        location: {
          host: 'doorlight.test',
          replace: (path) => {
            this.went = path;
          },
        },
        localStorage: {
          getItem: (key) => this.memory.get(key) ?? null,
          setItem: (key, value) => void this.memory.set(key, value),
          removeItem: (key) => void this.memory.delete(key),
        },
        XMLHttpRequest: Request,
        setTimeout: (callback) => this.#later.push(callback),
      },
      '',
    );
  }

  /** Lets the next timer run. */
  next(): void {
    this.#later.shift()?.();
  }

  get waiting(): number {
    return this.#later.length;
  }
}

class Element implements PairingElement {
  textContent: string | null = '';
  readonly attributes: Record<string, string> = {};
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
}

const offer = { code: 'K7MQ-4XPD', ticket: 'tick', validForMs: 900_000 };
let screen: Screen;

beforeEach(() => {
  screen = new Screen();
  screen.answer = (call) => (call.startsWith('POST') ? [200, offer] : [200, { status: 'waiting' }]);
});

describe('a new screen', () => {
  it('shows a code and its picture, and goes to its display when somebody has entered it', () => {
    screen.start();
    expect(screen.code.textContent).toBe('K7MQ-4XPD');
    expect(screen.qr.attributes.src).toBe('/api/v1/displays/pairing/tick/qr');
    expect(screen.address.textContent).toBe('doorlight.test/console/displays/pair');
    screen.next();
    expect(screen.went).toBeUndefined();
    screen.answer = () => [200, { status: 'paired', path: '/display/bern/store?key=k' }];
    screen.next();
    expect(screen.went).toBe('/display/bern/store?key=k');
    expect(screen.memory.get('doorlight-display')).toBe('/display/bern/store?key=k');
  });

  it('asks for another code when its own is void, by its own clock or by the server', () => {
    screen.start();
    screen.nowMs = 900_000;
    screen.next();
    expect(screen.asked.filter((call) => call.startsWith('POST'))).toHaveLength(2);
    screen.answer = (call) => (call.startsWith('POST') ? [200, { ...offer, code: 'NEW2-CODE' }] : [404, {}]);
    screen.next();
    expect(screen.code.textContent).toBe('NEW2-CODE');
  });

  it('waits for a server that does not answer, with one timer', () => {
    screen.answer = () => [0, {}];
    screen.start();
    expect(screen.page.attributes['data-pairing']).toBe('moment');
    for (let round = 0; round < 50; round++) screen.next();
    expect(screen.waiting).toBe(1);
    screen.answer = () => [200, offer];
    screen.next();
    expect(screen.page.attributes['data-pairing']).toBe('code');
  });

  it('goes back to the display it was, where only the cookie was lost', () => {
    screen.memory.set('doorlight-display', '/display/bern/store?key=k');
    screen.answer = () => [200, {}];
    screen.start();
    expect(screen.asked).toEqual(['GET /api/v1/displays/bern/store?key=k']);
    expect(screen.went).toBe('/display/bern/store?key=k');
  });

  it('forgets a display that has gone, and an address that is none', () => {
    screen.memory.set('doorlight-display', '/display/bern/gone');
    screen.answer = (call) => (call.startsWith('POST') ? [200, offer] : [404, {}]);
    screen.start();
    expect(screen.memory.size).toBe(0);
    expect(screen.code.textContent).toBe('K7MQ-4XPD');
    const other = new Screen();
    other.memory.set('doorlight-display', 'https://elsewhere.example/display/a/b');
    other.answer = () => [200, offer];
    other.start();
    expect(other.asked).toEqual(['POST /api/v1/displays/pairing']);
  });
});
