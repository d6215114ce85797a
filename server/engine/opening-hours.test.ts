import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { parseHours } from '../platform/config/parse-hours.ts';
import { type HoursOn, isOpen, nextChange, weekly } from './opening-hours.ts';

const zurich = 'Europe/Zurich';

function hours(written: Record<string, string>): HoursOn {
  const parsed = parseHours(written);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return weekly(parsed.hours);
}

function at(iso: string, zone = zurich): number {
  return DateTime.fromISO(iso, { zone }).toMillis();
}

function local(epochMs: number, zone = zurich): string | null {
  return DateTime.fromMillis(epochMs, { zone }).toISO({ suppressMilliseconds: true });
}

describe('opening hours', () => {
  const shop = hours({ 'mon-fri': '08:00-12:00, 13:00-18:00', sat: '08:00-18:00' });

  it.each([
    ['2026-06-01T07:59:59', false],
    ['2026-06-01T08:00:00', true],
    ['2026-06-01T11:59:59', true],
    ['2026-06-01T12:00:00', false],
    ['2026-06-01T13:00:00', true],
    ['2026-06-01T18:00:00', false],
    ['2026-06-06T12:30:00', true],
    ['2026-06-07T12:30:00', false],
  ])('at %s the shop is open: %s', (iso, expected) => {
    expect(isOpen(shop, at(iso), zurich)).toBe(expected);
  });

  it.each([
    ['2026-06-01T07:00:00', '2026-06-01T08:00:00+02:00'],
    ['2026-06-01T08:00:00', '2026-06-01T12:00:00+02:00'],
    ['2026-06-05T18:00:00', '2026-06-06T08:00:00+02:00'],
    ['2026-06-06T18:00:00', '2026-06-08T08:00:00+02:00'],
  ])('after %s the next change is at %s', (iso, expected) => {
    expect(local(nextChange(shop, at(iso), zurich))).toBe(expected);
  });

  it('gives an interval that passes midnight to the day it starts on', () => {
    const bar = hours({ fri: '18:00-02:00' });
    expect(isOpen(bar, at('2026-06-05T01:00:00'), zurich)).toBe(false);
    expect(isOpen(bar, at('2026-06-06T01:59:59'), zurich)).toBe(true);
    expect(isOpen(bar, at('2026-06-06T02:00:00'), zurich)).toBe(false);
    expect(local(nextChange(bar, at('2026-06-05T20:00:00'), zurich))).toBe('2026-06-06T02:00:00+02:00');
    expect(local(nextChange(bar, at('2026-06-06T02:00:00'), zurich))).toBe('2026-06-12T18:00:00+02:00');
  });

  it('sees no change at midnight between two days that are open all day', () => {
    const kiosk = hours({ 'mon-sat': '00:00-24:00' });
    expect(local(nextChange(kiosk, at('2026-06-01T10:00:00'), zurich))).toBe('2026-06-07T00:00:00+02:00');
    expect(isOpen(kiosk, at('2026-06-02T00:00:00'), zurich)).toBe(true);
  });

  it('never changes where it is always open, or never', () => {
    expect(nextChange(hours({ 'mon-sun': '00:00-24:00' }), at('2026-03-20T10:00:00'), zurich)).toBe(Infinity);
    expect(nextChange(hours({ 'mon-sun': 'closed' }), at('2026-03-20T10:00:00'), zurich)).toBe(Infinity);
  });

  it('finds the closing of an hour that the next clock change swallows', () => {
    const all = hours({ 'mon-sat': '00:00-24:00', sun: '00:00-02:00, 03:00-24:00' });
    expect(local(nextChange(all, at('2026-03-23T10:00:00'), zurich))).toBe('2026-04-05T02:00:00+02:00');
  });
});

describe('the hours of any day', () => {
  const noon = at('2026-06-01T12:00:00');
  const days = (intervals: Record<string, { from: number; to: number }[]>): HoursOn => {
    return (date) => intervals[date] ?? [];
  };

  it('may stand in any order, overlap and meet', () => {
    const open = days({
      '2026-06-01': [
        { from: 1080, to: 1200 },
        { from: 840, to: 900 },
        { from: 600, to: 780 },
        { from: 660, to: 840 },
      ],
    });
    expect(local(nextChange(open, at('2026-06-01T09:00:00'), zurich))).toBe('2026-06-01T10:00:00+02:00');
    expect(local(nextChange(open, noon, zurich))).toBe('2026-06-01T15:00:00+02:00');
    expect(local(nextChange(open, at('2026-06-01T15:00:00'), zurich))).toBe('2026-06-01T18:00:00+02:00');
  });

  it('are none where they end when they begin', () => {
    const open = days({ '2026-06-01': [{ from: 840, to: 840 }], '2026-06-02': [{ from: 480, to: 540 }] });
    expect(isOpen(open, at('2026-06-01T14:00:00'), zurich)).toBe(false);
    expect(local(nextChange(open, noon, zurich))).toBe('2026-06-02T08:00:00+02:00');
  });

  it('last until their end where the next day begins later', () => {
    const open = days({ '2026-06-01': [{ from: 600, to: 1440 }], '2026-06-02': [{ from: 1, to: 60 }] });
    expect(local(nextChange(open, noon, zurich))).toBe('2026-06-02T00:00:00+02:00');
  });

  it('are looked for on the last day ahead, and not on the one after it', () => {
    const open = days({ '2026-06-04': [{ from: 480, to: 540 }] });
    expect(local(nextChange(open, noon, zurich, 3))).toBe('2026-06-04T08:00:00+02:00');
    expect(nextChange(open, noon, zurich, 2)).toBe(Infinity);
  });

  it('are none of a weekday that the week does not have', () => {
    expect(weekly([])('2026-06-01', 1)).toEqual([]);
  });
});

describe('opening hours on the days the clock changes', () => {
  it('opens at the wall clock time on the days of 23 and 25 hours', () => {
    const sunday = hours({ sun: '08:00-20:00' });
    const spring = at('2026-03-29T00:00:00');
    const autumn = at('2026-10-25T00:00:00');
    expect(nextChange(sunday, spring, zurich) - spring).toBe(7 * 3_600_000);
    expect(nextChange(sunday, autumn, zurich) - autumn).toBe(9 * 3_600_000);
    expect(local(nextChange(sunday, at('2026-10-25T08:00:00'), zurich))).toBe('2026-10-25T20:00:00+01:00');
  });

  it('moves a closing time that is skipped later by the hour', () => {
    const bar = hours({ sat: '18:00-02:30' });
    expect(local(nextChange(bar, at('2026-03-28T20:00:00'), zurich))).toBe('2026-03-29T03:30:00+02:00');
  });

  it('takes the first of two when a closing time comes twice, and stays closed', () => {
    const bar = hours({ sat: '18:00-02:30' });
    const closing = nextChange(bar, at('2026-10-24T20:00:00'), zurich);
    expect(local(closing)).toBe('2026-10-25T02:30:00+02:00');
    expect(isOpen(bar, closing + 3_600_000 - 1, zurich)).toBe(false);
    expect(local(nextChange(bar, closing, zurich))).toBe('2026-10-31T18:00:00+01:00');
  });

  it('agrees with itself every quarter of an hour through both changes', () => {
    const bar = hours({ 'mon-fri': '11:00-14:00, 18:00-00:30', 'sat,sun': '18:00-03:00' });
    for (const start of ['2026-03-27T00:00:00', '2026-10-23T00:00:00']) {
      let open = isOpen(bar, at(start), zurich);
      let change = nextChange(bar, at(start), zurich);
      for (let step = 0; step < 4 * 24 * 5; step += 1) {
        const now = at(start) + step * 900_000;
        if (now >= change) {
          open = !open;
          change = nextChange(bar, change, zurich);
        }
        expect(isOpen(bar, now, zurich), local(now) ?? '').toBe(open);
      }
    }
  });

  it('begins a day without midnight at its first moment', () => {
    const kiosk = hours({ sun: '00:00-12:00' });
    const zone = 'America/Santiago';
    expect(local(nextChange(kiosk, at('2026-09-05T12:00:00', zone), zone), zone)).toBe(
      '2026-09-06T01:00:00-03:00',
    );
  });
});
