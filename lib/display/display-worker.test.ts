import { beforeEach, describe, expect, it } from 'vitest';
import { displayWorkerScript } from './display-worker.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A service worker's scope with a fake network and fake time. */
class FakeScope {
  network: () => Promise<Answer> = async () => ({ status: 200, body: 'the light' });
  asked = 0;
  listeners = new Map<string, (event: object) => void>();
  timers: { readonly callback: () => void; readonly ms: number }[] = [];
  Promise = Promise;
  clients = { claim: async () => undefined };
  Response = class {
    status: number;
    body: string;
    constructor(body: string, { status }: { status: number }) {
      this.body = body;
      this.status = status;
    }
  };
  skipWaiting = () => undefined;
  fetch = () => {
    this.asked++;
    return this.network();
  };
  setTimeout = (callback: () => void, ms: number) => void this.timers.push({ callback, ms });
  addEventListener = (type: string, listener: (event: object) => void) => this.listeners.set(type, listener);

  constructor() {
    new Function('self', displayWorkerScript('<p>One moment</p>', "default-src 'none'"))(this);
  }

  /** The worker's answer; undefined if it leaves the request to the browser. */
  ask(request: object): Promise<Answer> | undefined {
    let answer: Promise<Answer> | undefined;
    const respondWith = (given: Promise<Answer>) => {
      answer = given;
    };
    this.listeners.get('fetch')?.({ request, respondWith });
    return answer;
  }
}

const page = { mode: 'navigate', method: 'GET' };
const waiting = { status: 503, body: '<p>One moment</p>' };
let scope: FakeScope;

beforeEach(() => {
  scope = new FakeScope();
});

describe('the service worker of displays', () => {
  it('is plain ES5', () => {
    expect(displayWorkerScript('', '')).not.toMatch(
      /=>|\b(let|const|class|async|await)\b|`|\?\.|\?\?|\.\.\./,
    );
  });

  it('passes a page on, and asks for it each time: no light comes from a store', async () => {
    expect(await scope.ask(page)).toEqual({ status: 200, body: 'the light' });
    expect(await scope.ask(page)).toEqual({ status: 200, body: 'the light' });
    expect(scope.asked).toBe(2);
    expect(displayWorkerScript('', '')).not.toMatch(/caches|indexedDB/);
  });

  it('waits where there is no network, or a proxy without a Doorlight behind it', async () => {
    scope.network = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await scope.ask(page)).toMatchObject(waiting);
    for (const status of [502, 503, 504]) {
      scope.network = async () => ({ status, body: 'nginx' });
      expect(await scope.ask(page)).toMatchObject(waiting);
    }
  });

  it('waits where nobody answers', async () => {
    scope.network = () => new Promise(() => undefined);
    const answer = scope.ask(page);
    const [timeout] = scope.timers;
    expect(timeout?.ms).toBe(10_000);
    timeout?.callback();
    expect(await answer).toMatchObject(waiting);
  });

  it('shows what says why: no such display, a missing key, an error', async () => {
    for (const status of [403, 404, 500]) {
      scope.network = async () => ({ status, body: 'why' });
      expect(await scope.ask(page)).toEqual({ status, body: 'why' });
    }
  });

  it('leaves everything but pages to the browser', () => {
    expect(scope.ask({ mode: 'cors', method: 'GET' })).toBeUndefined();
    expect(scope.ask({ mode: 'same-origin', method: 'HEAD' })).toBeUndefined();
    expect(scope.ask({ mode: 'navigate', method: 'POST' })).toBeUndefined();
  });
});
