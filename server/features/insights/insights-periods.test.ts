import { describe, expect, it } from 'vitest';
import { ProblemError } from '#server/platform/http/problem.ts';
import { periodsOf } from './insights-periods.ts';

const zone = 'Europe/Zurich';
/** Tuesday, half past midnight at the site; Monday in UTC. */
const now = Date.parse('2026-11-02T23:30:00Z');

describe('the days of insights', () => {
  it('are the last seven that are over at the site, and the seven before them', () => {
    expect(periodsOf({ compare: 'previous' }, now, zone)).toEqual({
      period: { from: '2026-10-27', to: '2026-11-02' },
      comparison: { kind: 'previous', from: '2026-10-20', to: '2026-10-26' },
    });
  });

  it('are compared with the same weekdays 52 weeks earlier', () => {
    const { comparison } = periodsOf({ from: '2026-10-31', to: '2026-10-31', compare: 'year' }, now, zone);
    expect(comparison).toEqual({ kind: 'year', from: '2025-11-01', to: '2025-11-01' });
  });

  it('of more than a year of weeks are not compared with themselves', () => {
    const { comparison } = periodsOf({ from: '2025-11-02', to: '2026-11-02', compare: 'year' }, now, zone);
    expect(comparison.to < '2025-11-02').toBe(true);
  });

  it('may be today, which is not over', () => {
    expect(periodsOf({ from: '2026-11-03', to: '2026-11-03', compare: 'previous' }, now, zone)).toMatchObject(
      {
        comparison: { from: '2026-11-02', to: '2026-11-02' },
      },
    );
  });

  it.each([
    [{ from: '2026-11-02', to: '2026-11-01' }, 'is after'],
    [{ from: '2026-11-02', to: '2026-11-04' }, 'still to come; at the site it is 2026-11-03'],
    [{ from: '2025-01-01', to: '2026-11-02' }, 'at most 366 days'],
  ])('are refused in words: %o', (query, words) => {
    const asked = () => periodsOf({ ...query, compare: 'previous' }, now, zone);
    expect(asked).toThrow(ProblemError);
    expect(asked).toThrow(words);
  });
});
