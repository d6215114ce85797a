import { describe, expect, it } from 'vitest';
import { parseHours } from './parse-hours.ts';

function days(written: Record<string, unknown>): string {
  const parsed = parseHours(written);
  return parsed.ok ? parsed.hours.map((day) => day.length).join('') : 'refused';
}

function expected(written: Record<string, unknown>): string[] {
  const parsed = parseHours(written);
  return parsed.ok ? [] : parsed.problems.map((problem) => `${problem.key}: ${problem.expected}`);
}

describe('parseHours', () => {
  it.each([
    ['mon-fri', '1111100'],
    ['sat', '0000010'],
    ['mon,wed', '1010000'],
    ['fri-mon', '1000111'],
    ['mon-tue, sun', '1100001'],
    ['mon-sun', '1111111'],
  ])('reads the days %s and takes those not named as closed', (key, pattern) => {
    expect(days({ [key]: '08:00-20:00' })).toBe(pattern);
  });

  it('reads intervals in minutes, past midnight too', () => {
    const parsed = parseHours({ mon: '13:00-18:00, 08:00-12:30', tue: '18:00-02:00', wed: '00:00-24:00' });
    expect(parsed.ok && parsed.hours.slice(0, 4)).toEqual([
      [
        { from: 480, to: 750 },
        { from: 780, to: 1080 },
      ],
      [{ from: 1080, to: 1560 }],
      [{ from: 0, to: 1440 }],
      [],
    ]);
  });

  it.each([
    '8-20',
    '08:00',
    '08:00-20:60',
    '24:00-08:00',
    '08:00-12:00-18:00',
    '08:00-12:00,',
    'open',
    800,
    ['x'],
  ])('refuses %j', (text) => {
    expect(expected({ mon: text })[0]).toContain('mon: closed, or times in quotes');
  });

  it.each(['Mon', 'mo', 'mon-', 'mon-wed-fri', ''])('refuses the days %j', (key) => {
    expect(expected({ [key]: 'closed' })[0]).toContain('days: mon, tue');
  });

  it('refuses a day named twice, times that overlap, and an interval without length', () => {
    expect(expected({ 'mon-fri': '08:00-20:00', fri: 'closed' })).toEqual([
      'fri: each day once; fri is also in mon-fri',
    ]);
    expect(expected({ 'mon,mon': 'closed' })[0]).toContain('each day once');
    expect(expected({ mon: '08:00-13:00, 12:00-18:00' })).toEqual(['mon: times that do not overlap']);
    expect(expected({ mon: '08:00-08:00' })[0]).toContain('"00:00-24:00" is the whole day');
  });

  it('reports all that is wrong at once', () => {
    expect(expected({ so: 'x', mon: '8' })).toHaveLength(3);
  });
});
