import { useFormatter, useTranslations } from 'use-intl';
import type { DayRange } from '#lib/contract/insights.ts';
import { noonOf } from '../history/history-clock.ts';

export interface InsightsWords {
  /** `48 s`, `5 min 12 s`. */
  stay(seconds: number): string;
  percent(share: number): string;
  /** `2 to 8 November`. */
  days(range: DayRange): string;
  /** `2026-11-03T14` is `14:00`, `2026-11-03` is `Tue, 3 Nov`. */
  moment(at: string): string;
  /** `+4 %` relative to another number; empty if there is nothing to compare. */
  change(now: number, before: number): string | undefined;
}

/** Formats insights. */
export function useInsightsWords(): InsightsWords {
  const t = useTranslations('insights');
  const format = useFormatter();
  const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return {
    stay: (seconds) => {
      const all = Math.round(seconds);
      if (all < 60) return t('seconds', { seconds: String(all) });
      if (all % 60 === 0) return t('wholeMinutes', { minutes: format.number(all / 60) });
      return t('minutes', { minutes: format.number(Math.floor(all / 60)), seconds: String(all % 60) });
    },
    percent: (share) => format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
    days: ({ from, to }) => {
      const end = format.dateTime(noonOf(to), { ...day, year: 'numeric' });
      return from === to ? end : `${format.dateTime(noonOf(from), day)} – ${end}`;
    },
    moment: (at) => {
      const hour = at.split('T')[1];
      if (hour !== undefined) return `${hour}:00`;
      return format.dateTime(noonOf(at), { ...day, weekday: 'short' });
    },
    change: (now, before) => {
      if (before === 0) return undefined;
      return format.number(now / before - 1, {
        style: 'percent',
        maximumFractionDigits: 0,
        signDisplay: 'exceptZero',
      });
    },
  };
}
