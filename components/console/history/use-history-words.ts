import { useFormatter, useTranslations } from 'use-intl';
import { addDays, noonOf } from './history-clock.ts';
import type { HistoryPeriod, PeriodKind } from './history-period.ts';

export interface HistoryWords {
  /** `16 s`, `75 min`, `2 h 5 min`, `34.9 h`. */
  duration(seconds: number): string;
  /** A period in a title: `Tuesday, 3 November 2026`, `2 Nov – 8 Nov 2026`. */
  period(period: HistoryPeriod): string;
  /** A period beside a number: `3 Nov`, `2 Nov – 8 Nov`, `November`, `2026`. */
  shortPeriod(period: HistoryPeriod): string;
  /** `Tuesday`, of a date. */
  weekday(date: string, width?: 'long' | 'short'): string;
  /** A bin of a period, as short as possible: `14:15`, `Tue 14:00`, `3 Nov`. */
  bin(kind: PeriodKind, fromMs: number, timezone: string): string;
  /** A number with at most one decimal, or a dash. */
  people(value: number | null | undefined): string;
  percent(share: number): string;
}

/** Formats times and numbers of history. */
export function useHistoryWords(): HistoryWords {
  const t = useTranslations('history');
  const format = useFormatter();
  const utc = { timeZone: 'UTC' } as const;
  const short = { day: 'numeric', month: 'short', ...utc } as const;
  // Ranges are composed here: engines print `formatRange` with different spaces.
  const day = (date: string) => format.dateTime(noonOf(date), short);
  return {
    duration: (seconds) => {
      if (seconds > 0 && seconds < 60) return t('seconds', { seconds: String(Math.ceil(seconds)) });
      const all = Math.round(seconds / 60);
      if (all < 120) return t('minutes', { minutes: format.number(all) });
      if (all >= 600) {
        return t('manyHours', { hours: format.number(all / 60, { maximumFractionDigits: 1 }) });
      }
      return t('hours', { hours: format.number(Math.floor(all / 60)), minutes: String(all % 60) });
    },
    period: ({ kind, first, end }) => {
      const start = noonOf(first);
      switch (kind) {
        case 'day':
          return format.dateTime(start, { ...short, weekday: 'long', month: 'long', year: 'numeric' });
        case 'week':
          return `${day(first)} – ${format.dateTime(noonOf(addDays(end, -1)), { ...short, year: 'numeric' })}`;
        case 'month':
          return format.dateTime(start, { month: 'long', year: 'numeric', ...utc });
        case 'year':
          return first.slice(0, 4);
      }
    },
    shortPeriod: ({ kind, first, end }) => {
      switch (kind) {
        case 'day':
          return day(first);
        case 'week':
          return `${day(first)} – ${day(addDays(end, -1))}`;
        case 'month':
          return format.dateTime(noonOf(first), { month: 'short', year: 'numeric', ...utc });
        case 'year':
          return first.slice(0, 4);
      }
    },
    weekday: (date, width = 'long') => format.dateTime(noonOf(date), { weekday: width, ...utc }),
    bin: (kind, fromMs, timeZone) => {
      const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
      switch (kind) {
        case 'day':
          return format.dateTime(fromMs, { ...clock, timeZone });
        case 'week':
          return format.dateTime(fromMs, { weekday: 'short', ...clock, timeZone });
        default:
          return format.dateTime(fromMs, { weekday: 'short', day: 'numeric', month: 'short', timeZone });
      }
    },
    people: (value) =>
      value === null || value === undefined ? '–' : format.number(value, { maximumFractionDigits: 1 }),
    percent: (share) => format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
  };
}
