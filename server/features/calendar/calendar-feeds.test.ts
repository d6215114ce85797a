import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetch } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CalendarFeedTable } from '#server/platform/database/schema.ts';
import { sampleSite } from '#server/test-support/sample-site.ts';
import { CalendarFeeds } from './calendar-feeds.ts';
import { readFeed } from './read-feed.ts';

const ics = (date: string) =>
  `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Inventory\r\nDTSTART;VALUE=DATE:${date}\r\nEND:VEVENT\r\nEND:VCALENDAR`;

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

let server: Server;
let url: string;
let answer: (headers: IncomingHttpHeaders, path: string) => Answer;
let kept: CalendarFeedTable[];
let problems: (string | undefined)[];
let feeds: CalendarFeeds | undefined;
let nowMs: number;

beforeEach(async () => {
  answer = () => ({ status: 200, body: ics('20261224') });
  kept = [];
  problems = [];
  nowMs = Date.parse('2026-11-01T12:00:00Z');
  server = createServer((request, response) => {
    const { status, headers, body } = answer(request.headers, request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/closures.ics`;
});

afterEach(async () => {
  vi.useRealTimers();
  await feeds?.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const site = () => sampleSite({ calendarFeed: url });

async function start(): Promise<CalendarFeeds> {
  await feeds?.stop();
  feeds = await CalendarFeeds.open({
    store: {
      load: async () => kept,
      save: async (row) => {
        kept = [row];
      },
    },
    clock: { now: () => nowMs, monotonic: () => nowMs },
    fetch,
    reader: { read: async (text, window) => readFeed(text, window) },
    onProblem: (_, problem) => problems.push(problem),
    onError: (error) => {
      throw error;
    },
  });
  feeds.set(site());
  await feeds.start();
  return feeds;
}

const closedOn = (date: string) => (feeds?.closuresOf(site())?.on(date) ?? []).length > 0;

describe('a subscription', () => {
  it('is got at the start and is in use at once', async () => {
    await start();
    await expect.poll(() => closedOn('2026-12-24')).toBe(true);
    expect(feeds?.subscription('bern')).toEqual({ fetchedAt: '2026-11-01T12:00:00.000Z' });
    expect(problems).toEqual([]);
  });

  it('asks only for what has changed, and follows redirects', async () => {
    const asked: IncomingHttpHeaders[] = [];
    answer = (headers, path) => {
      if (path === '/closures.ics') return { status: 302, headers: { location: '/moved.ics' } };
      asked.push(headers);
      return headers['if-none-match'] === '"1"'
        ? { status: 304 }
        : {
            status: 200,
            headers: { etag: '"1"', 'last-modified': 'Sun, 01 Nov 2026 00:00:00 GMT' },
            body: ics('20261224'),
          };
    };
    await start();
    await expect.poll(() => kept).toHaveLength(1);
    nowMs += 3_600_000;
    await start();
    await expect.poll(() => kept[0]?.fetched_at).toBe('2026-11-01T13:00:00.000Z');
    expect(asked[1]).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': 'Sun, 01 Nov 2026 00:00:00 GMT',
    });
    expect(closedOn('2026-12-24')).toBe(true);
  });

  it.each<[string, () => Answer]>([
    ['does not answer as it should', () => ({ status: 503 })],
    ['is no calendar any more', () => ({ status: 200, body: '<html>Sign in</html>' })],
    ['is too large', () => ({ status: 200, body: 'x'.repeat(2_000_001) })],
    ['leads nowhere', () => ({ status: 302, headers: { location: '/closures.ics' } })],
  ])('that %s stays in use as it was, also after a restart, and staff is notified', async (_, broken) => {
    await start();
    await expect.poll(() => kept).toHaveLength(1);
    answer = broken;
    await start();
    expect(closedOn('2026-12-24')).toBe(true);
    await expect.poll(() => problems).toEqual([expect.any(String)]);
    expect(closedOn('2026-12-24')).toBe(true);
    expect(feeds?.subscription('bern')).toMatchObject({
      problem: expect.any(String),
      problemCode: expect.any(String),
    });
  });

  it('of another address does not use what was kept of the old one', async () => {
    await start();
    await expect.poll(() => kept).toHaveLength(1);
    const old = kept[0];
    answer = () => ({ status: 404 });
    url = url.replace('closures', 'other');
    await start();
    await expect.poll(() => problems).toEqual(['answered 404']);
    expect(closedOn('2026-12-24')).toBe(false);
    expect(kept[0]).toBe(old);
  });

  it('stays closed while it is read anew for another timezone', async () => {
    const running = await start();
    await expect.poll(() => closedOn('2026-12-24')).toBe(true);
    running.set({ ...site(), timezone: 'America/New_York' });
    expect(closedOn('2026-12-24')).toBe(true);
  });

  it('that has gone from the configuration is not asked any more', async () => {
    answer = () => ({ status: 404 });
    const running = await start();
    await expect.poll(() => problems).toEqual(['answered 404']);
    const { calendarFeed: _, ...without } = site();
    running.set(without);
    expect(problems).toEqual(['answered 404', undefined]);
    expect(running.subscription('bern')).toBeUndefined();
  });
});
