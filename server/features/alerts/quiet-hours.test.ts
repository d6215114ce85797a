import { describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const night = { from: '22:00', to: '07:00' };
const at = (iso: string) => Date.parse(iso);
const ends = (quiet: typeof night | undefined, iso: string) => {
  const endMs = quietUntil(quiet, at(iso), 'Europe/Zurich');
  return endMs === undefined ? undefined : new Date(endMs).toISOString();
};

describe('quietUntil', () => {
  it('ends the next morning, in the timezone of the site', () => {
    expect(ends(night, '2026-11-21T21:30:00Z')).toBe('2026-11-22T06:00:00.000Z');
    expect(ends(night, '2026-11-22T05:59:00Z')).toBe('2026-11-22T06:00:00.000Z');
  });

  it('is no quiet before the evening, from the morning on, and without hours', () => {
    expect(ends(night, '2026-11-21T20:59:00Z')).toBeUndefined();
    expect(ends(night, '2026-11-22T06:00:00Z')).toBeUndefined();
    expect(ends(undefined, '2026-11-22T00:00:00Z')).toBeUndefined();
  });

  it('knows hours within one day', () => {
    const noon = { from: '12:00', to: '13:30' };
    expect(ends(noon, '2026-11-21T11:10:00Z')).toBe('2026-11-21T12:30:00.000Z');
    expect(ends(noon, '2026-11-21T12:30:00Z')).toBeUndefined();
  });

  it('is right in the nights of a clock change', () => {
    expect(ends(night, '2026-03-28T22:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(ends(night, '2026-10-24T22:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });
});
