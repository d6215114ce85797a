import { describe, expect, it } from 'vitest';
import { readFeed } from './read-feed.ts';

const window = { timezone: 'Europe/Zurich', from: '2026-01-01', to: '2027-12-31' };

const feed = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...events.flatMap((event, index) => [
      'BEGIN:VEVENT',
      `UID:${index}@test`,
      ...event.split('\n'),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n');

const days = (...events: string[]) => {
  const read = readFeed(feed(...events), window);
  if (!read.ok) throw new Error(read.problem.message);
  return read.days;
};

describe('a subscribed calendar', () => {
  it('closes the days of an event of whole days; its end is the day after', () => {
    const closed = days('SUMMARY:Inventory\nDTSTART;VALUE=DATE:20260727\nDTEND;VALUE=DATE:20260729');
    expect([...closed.keys()]).toEqual(['2026-07-27', '2026-07-28']);
    expect(closed.get('2026-07-27')).toEqual([{ from: 0, to: 1440, isAllDay: true, name: 'Inventory' }]);
    expect([...days('DTSTART;VALUE=DATE:20260727').keys()]).toEqual(['2026-07-27']);
  });

  it('closes the times of others, in the timezone of the site, over midnight too', () => {
    const closed = days('DTSTART:20260601T100000Z\nDTEND:20260601T113000Z');
    expect(closed.get('2026-06-01')).toEqual([{ from: 720, to: 810, isAllDay: false }]);
    const night = days('DTSTART:20260601T220000\nDTEND:20260602T013000');
    expect(night.get('2026-06-01')).toEqual([{ from: 1320, to: 1440, isAllDay: false }]);
    expect(night.get('2026-06-02')).toEqual([{ from: 0, to: 90, isAllDay: false }]);
    const york = days(
      'DTSTART;TZID=America/New_York:20260601T080000\nDTEND;TZID=America/New_York:20260601T090000',
    );
    expect(york.get('2026-06-01')).toEqual([{ from: 840, to: 900, isAllDay: false }]);
    const exchange = days('DTSTART;TZID=W. Europe Standard Time:20260601T080000\nDURATION:PT1H');
    expect(exchange.get('2026-06-01')).toEqual([{ from: 480, to: 540, isAllDay: false }]);
  });

  it('repeats, right through a clock change, and knows the exceptions', () => {
    const closed = days(
      'DTSTART;TZID=Europe/Zurich:20260306T140000\nDTEND;TZID=Europe/Zurich:20260306T150000\nRRULE:FREQ=WEEKLY;COUNT=6\nEXDATE;TZID=Europe/Zurich:20260313T140000',
    );
    expect([...closed.keys()]).toEqual([
      '2026-03-06',
      '2026-03-20',
      '2026-03-27',
      '2026-04-03',
      '2026-04-10',
    ]);
    expect(closed.get('2026-04-03')).toEqual([{ from: 840, to: 900, isAllDay: false }]);
  });

  it('knows repetitions that were moved or cancelled', () => {
    const text = feed(
      'DTSTART;VALUE=DATE:20260601\nRRULE:FREQ=MONTHLY;COUNT=3',
      'RECURRENCE-ID;VALUE=DATE:20260701\nDTSTART;VALUE=DATE:20260702',
      'RECURRENCE-ID;VALUE=DATE:20260801\nDTSTART;VALUE=DATE:20260801\nSTATUS:CANCELLED',
    ).replaceAll(/UID:\d/g, 'UID:0');
    const read = readFeed(text, window);
    expect(read.ok && [...read.days.keys()]).toEqual(['2026-06-01', '2026-07-02']);
  });

  it('is read for some years only where an event repeats for ever', () => {
    const closed = days(
      'DTSTART;VALUE=DATE:20000229\nRRULE:FREQ=YEARLY',
      'DTSTART;VALUE=DATE:20101224\nRRULE:FREQ=YEARLY',
    );
    expect([...closed.keys()]).toEqual(['2026-12-24', '2027-12-24']);
  });

  it.each([
    ['<html>Sign in</html>'],
    [''],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:yesterday\r\nEND:VEVENT\r\nEND:VCALENDAR'],
    [feed('DTSTART:20260101T000000Z\nDTEND:20260101T000001Z\nRRULE:FREQ=SECONDLY')],
  ])('that makes no sense is refused with the reason: %j', (text) => {
    expect(readFeed(text, window)).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(/iCalendar|events/) },
    });
  });
});
