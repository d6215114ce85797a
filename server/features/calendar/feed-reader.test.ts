import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FeedReader } from './feed-reader.ts';

const window = { timezone: 'Europe/Zurich', from: '2026-01-01', to: '2027-12-31' };
const feed = (event: string) =>
  `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n${event}\r\nEND:VEVENT\r\nEND:VCALENDAR`;
const inventory = feed('DTSTART;VALUE=DATE:20261224');
/** There is no 30 February: who looks for one looks for ever. */
const endless = feed('DTSTART:20260101T000000Z\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30');

describe('the thread that reads subscribed calendars', () => {
  it('reads one after another, and says what is wrong with one', async () => {
    const reader = new FeedReader();
    const [good, wrong] = await Promise.all([reader.read(inventory, window), reader.read('<html>', window)]);
    expect(good).toEqual({
      ok: true,
      days: new Map([['2026-12-24', [{ from: 0, to: 1440, isAllDay: true }]]]),
    });
    expect(wrong).toMatchObject({ ok: false, problem: { code: 'unreadable' } });
  });

  it('gives up one that takes too long; meanwhile everything else goes on, and the next is read', async () => {
    const limits: AbortController[] = [];
    const reader = new FeedReader(() => {
      const limit = new AbortController();
      limits.push(limit);
      return limit.signal;
    });
    // The thread runs once it has read the first.
    const texts = [inventory, endless, inventory];
    const read = Promise.all(texts.map((text) => reader.read(text, window)));
    await expect.poll(() => limits.length).toBe(2);
    let hasEnded = false;
    void read.then(() => {
      hasEnded = true;
    });
    // Longer than a calendar needs that can be read; this thread goes on.
    for (let tries = 0; tries < 20; tries += 1) await sleep(10);
    expect(hasEnded).toBe(false);
    limits[1]?.abort();
    expect(await read).toMatchObject([
      { ok: true },
      { ok: false, problem: { code: 'too-many-events' } },
      { ok: true },
    ]);
  });
});
