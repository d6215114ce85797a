import { describe, expect, test } from 'vitest';
import { coursePoints } from './insights-course.ts';

const week = { from: '2026-11-02', to: '2026-11-04' };
const before = { from: '2026-10-30', to: '2026-11-01' };

describe('the course of visits', () => {
  test('has every day, beside the one as far from the beginning, also where days are left out', () => {
    const points = coursePoints(
      [
        { at: '2026-11-02', visits: 5 },
        { at: '2026-11-04', visits: 7 },
      ],
      [{ at: '2026-11-01', visits: 9 }],
      week,
      before,
    );
    expect(points).toEqual([
      { at: '2026-11-02', visits: 5, before: null },
      { at: '2026-11-03', visits: null, before: null },
      { at: '2026-11-04', visits: 7, before: 9 },
    ]);
  });

  test('of one day has the hours in which anything is reported, beside the same hours', () => {
    const points = coursePoints(
      [{ at: '2026-11-02T10', visits: 5 }],
      [{ at: '2026-10-30T08', visits: 2 }],
      { from: '2026-11-02', to: '2026-11-02' },
      { from: '2026-10-30', to: '2026-10-30' },
    );
    expect(points).toEqual([
      { at: '2026-11-02T08', visits: null, before: 2 },
      { at: '2026-11-02T09', visits: null, before: null },
      { at: '2026-11-02T10', visits: 5, before: null },
    ]);
  });
});
