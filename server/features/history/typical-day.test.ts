import { describe, expect, it } from 'vitest';
import { emptyTally, minuteMs, type Tally } from './tally.ts';
import { sameWeekdays, siteDay, typicalRows } from './typical-day.ts';

const zone = 'Europe/Zurich';

function quarter(at: string, people: number | null): Tally {
  const known = people === null ? {} : { min: people, max: people, area: people * 60_000, knownMs: 60_000 };
  return { ...emptyTally(Date.parse(at) / minuteMs), ...known };
}

describe('a usual day', () => {
  it('looks at the same weekday of eight weeks, by the site’s days', () => {
    const days = sameWeekdays('2026-04-06', zone);
    expect(days).toHaveLength(8);
    expect(days[0]).toMatchObject({ date: '2026-03-30', fromMs: Date.parse('2026-03-29T22:00:00Z') });
    expect(days[1]).toMatchObject({ date: '2026-03-23', fromMs: Date.parse('2026-03-22T23:00:00Z') });
  });

  it('is the median at the same time of the clock, in summer and winter', () => {
    const rows = typicalRows(
      siteDay('2026-04-06', zone),
      [
        [quarter('2026-03-30T08:00:00Z', 10)],
        [quarter('2026-03-23T09:00:00Z', 40)],
        [quarter('2026-03-16T09:00:00Z', 12), quarter('2026-03-16T09:15:00Z', null)],
      ],
      zone,
    );
    expect(rows).toEqual([
      { from: '2026-04-06T08:00:00.000Z', to: '2026-04-06T08:15:00.000Z', occupancy: 12, days: 3 },
    ]);
  });

  it('lies between the two middle days where their number is even', () => {
    const rows = typicalRows(
      siteDay('2026-01-12', zone),
      [[quarter('2026-01-05T09:00:00Z', 10)], [quarter('2025-12-29T09:00:00Z', 13)]],
      zone,
    );
    expect(rows).toMatchObject([{ occupancy: 11.5, days: 2 }]);
  });

  it('reports the hour that happens twice twice, and not the one that does not happen', () => {
    const past = [[quarter('2026-03-22T01:30:00Z', 7)]];
    expect(typicalRows(siteDay('2026-03-29', zone), past, zone)).toEqual([]);
    expect(typicalRows(siteDay('2026-10-25', zone), past, zone).map(({ from }) => from)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
  });
});
