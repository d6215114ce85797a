import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf, endOfDayMs, epochMsOf, timesOfRows } from './schema.ts';

const eightMs = Date.UTC(2026, 3, 2, 8);

describe('a time of a device', () => {
  it.each([
    [eightMs, eightMs],
    [String(eightMs), eightMs],
    [eightMs / 1000, eightMs],
    ['2026-04-02T08:00:00Z', eightMs],
    ['2026-04-02T10:00:00+02:00', eightMs],
    ['2026-04-02T10:00:00.000+0200', eightMs],
    [0, 0],
  ])('is read from %j', (value, ms) => {
    expect(epochMsOf(value)).toBe(ms);
  });

  it.each([
    null,
    undefined,
    '',
    'noon',
    -1,
    1.5,
    1e20,
    '2026-04-02T10:00:00',
    '2026-13-02T10:00:00Z',
    {},
    [],
  ])('is none in %j', (value) => {
    expect(epochMsOf(value)).toBeNull();
  });

  it('comes out as it went in', () => {
    const moment = fc.integer({ min: 200_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
    fc.assert(
      fc.property(moment, (ms) => {
        expect(epochMsOf(ms)).toBe(ms);
        expect(epochMsOf(ms / 1000)).toBe(ms);
        expect(epochMsOf(new Date(ms).toISOString())).toBe(ms);
      }),
    );
  });

  it('orders readings also without a zone, and is kept as printed', () => {
    expect(clockOf('2026-04-02T10:00:00')).toEqual({
      deviceTime: '2026-04-02T10:00:00',
      deviceClockMs: Date.UTC(2026, 3, 2, 10),
    });
    expect(clockOf('noon')).toEqual({ deviceTime: 'noon' });
    expect(clockOf(undefined)).toEqual({});
  });
});

describe('times of rows', () => {
  it('are local to the site where none has a zone, and never where one has', () => {
    const zone = 'Europe/Zurich';
    expect(timesOfRows(['2026-04-02T10:00:00'], zone)).toEqual([{ ms: eightMs, isSkipped: false }]);
    expect(timesOfRows(['2026-04-02T10:00:00', eightMs], zone)).toEqual([
      null,
      { ms: eightMs, isSkipped: false },
    ]);
    expect(timesOfRows([], zone)).toEqual([]);
  });

  it('end with the day, which is as long as it is', () => {
    const hours = (fromMs: number) => (endOfDayMs(fromMs, 'Europe/Zurich') - fromMs) / 3_600_000;
    expect(hours(Date.UTC(2026, 2, 28, 23))).toBe(23);
    expect(hours(Date.UTC(2026, 9, 24, 22))).toBe(25);
    expect(hours(Date.UTC(2026, 9, 24))).toBe(24);
  });
});
