import { useFormatter } from 'use-intl';
import { addDays, addMonths, noonOf, startOfDate } from './history-clock.ts';
import { edgesOf, type HistoryPeriod } from './history-period.ts';
import type { ChartTick } from './time-chart.tsx';

/** The marks below a chart: hours of a day, days of a week, Mondays of a month, months of a year. */
export function useTicks(period: HistoryPeriod, timezone: string): readonly ChartTick[] {
  const format = useFormatter();
  const { kind, first, end } = period;
  const startS = (date: string) => startOfDate(date, timezone) / 1000;
  if (kind === 'day') {
    // By local time: around a clock change there are five or seven hours between two marks.
    return edgesOf(period, timezone).flatMap((edgeMs, index, edges) => {
      const label = format.dateTime(edgeMs, {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: timezone,
      });
      const isMark = /^(00|06|12|18):00$/.test(label) || index === edges.length - 1;
      return isMark ? [{ atS: edgeMs / 1000, label }] : [];
    });
  }
  const marks: ChartTick[] = [];
  if (kind === 'week') {
    for (let date = first; date < end; date = addDays(date, 1)) {
      const label = format.dateTime(noonOf(date), { weekday: 'short', timeZone: 'UTC' });
      marks.push({ atS: startS(date) + 43_200, label });
    }
  } else if (kind === 'month') {
    for (let date = first; date < end; date = addDays(date, 5)) {
      const label = format.dateTime(noonOf(date), { day: 'numeric', month: 'short', timeZone: 'UTC' });
      marks.push({ atS: startS(date) + 43_200, label });
    }
  } else {
    for (let date = first; date < end; date = addMonths(date, 1)) {
      const label = format.dateTime(noonOf(date), { month: 'narrow', timeZone: 'UTC' });
      marks.push({ atS: startS(date) + 15 * 86_400, label });
    }
  }
  return marks;
}
