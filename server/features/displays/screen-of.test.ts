import { describe, expect, it } from 'vitest';
import type { DisplayReport } from '#lib/contract/display-report.ts';
import { screenOf } from './screen-of.ts';

const nowMs = Date.parse('2026-11-21T10:00:00.000Z');
const report: DisplayReport = {
  light: 'red',
  occupancy: 120,
  engine: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/108.0.0.0 Safari/537.36',
  width: 1080,
  height: 1920,
  revision: '0.2.0:abc',
  openMs: 3_600_000,
  clock: nowMs - 4000,
  errors: 0,
};

describe('what is known of a screen', () => {
  it('is when it was loaded, its engine and size, and how wrong its clock is', () => {
    expect(screenOf(report, undefined, '0.2.0:abc', nowMs)).toEqual({
      light: 'red',
      occupancy: 120,
      reportedAt: '2026-11-21T10:00:00.000Z',
      loadedAt: '2026-11-21T09:00:00.000Z',
      engine: 'Chromium 108 · Linux',
      width: 1080,
      height: 1920,
      version: '0.2.0',
      isCurrent: true,
      clockErrorMs: -4000,
      errors: 0,
    });
  });

  it('is that its page is an older one', () => {
    expect(screenOf(report, undefined, '0.3.0:abc', nowMs)).toMatchObject({
      version: '0.2.0',
      isCurrent: false,
    });
  });

  it('is how long the last answer of a sensor took to the glass, by our clock alone', () => {
    const first = screenOf(report, undefined, undefined, nowMs, nowMs - 80);
    expect(first.latencyMs).toBe(80);
    expect(screenOf(report, first, undefined, nowMs + 60_000).latencyMs).toBe(80);
  });

  it('measures nothing by an answer of another time', () => {
    for (const answeredMs of [nowMs - 3_600_000, nowMs + 1000]) {
      expect(screenOf(report, undefined, undefined, nowMs, answeredMs).latencyMs).toBeUndefined();
    }
  });

  it('is which errors its page caught last, by our clock', () => {
    const recentErrors = [{ agoMs: 60_000, text: 'no room' }];
    expect(
      screenOf({ ...report, errors: 1, recentErrors }, undefined, undefined, nowMs).recentErrors,
    ).toEqual([{ at: '2026-11-21T09:59:00.000Z', text: 'no room' }]);
    expect(
      screenOf({ ...report, recentErrors: [] }, undefined, undefined, nowMs).recentErrors,
    ).toBeUndefined();
  });
});
