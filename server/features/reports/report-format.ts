import { DateTime } from 'luxon';
import type { Report } from '#lib/contract/report.ts';
import { fillIn } from '#lib/i18n/fill-in.ts';
import type { Language } from '#lib/i18n/language.ts';

/** How a report writes numbers, days and times for its reader. */
export class ReportFormat {
  readonly #locale: string;
  readonly #words: Language['report'];
  readonly #numbers: Intl.NumberFormat;

  /** @param locale the language with the reader's region; default: without one */
  constructor(language: Language, locale = language.locale) {
    // Of most who read English somewhere: the day before the month.
    this.#locale = locale === 'en' ? 'en-GB' : locale;
    this.#words = language.report;
    this.#numbers = new Intl.NumberFormat(this.#locale, { maximumFractionDigits: 1 });
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** A whole number with its sign. */
  difference(value: number): string {
    return new Intl.NumberFormat(this.#locale, { signDisplay: 'exceptZero' }).format(Math.round(value));
  }

  /** What is not quite all is never written as 100 %. */
  percent(share: number, sign: 'auto' | 'exceptZero' = 'auto'): string {
    const exact = share > 0.99 && share < 1 ? Math.min(share, 0.999) : share;
    return new Intl.NumberFormat(this.#locale, {
      style: 'percent',
      maximumFractionDigits: Math.abs(share) > 0.99 && share < 1 ? 1 : 0,
      signDisplay: sign,
    }).format(exact);
  }

  duration(seconds: number): string {
    const { durationHours, durationMinutes } = this.#words;
    const minutes = Math.round(seconds / 60);
    return minutes < 60
      ? fillIn(durationMinutes, { minutes })
      : fillIn(durationHours, { hours: this.number(Math.floor(minutes / 60)), minutes: minutes % 60 });
  }

  /** @param date `2026-12-08` */
  day(
    date: string,
    options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' },
  ): string {
    return new Intl.DateTimeFormat(this.#locale, { ...options, timeZone: 'UTC' }).format(
      new Date(`${date}T12:00:00Z`),
    );
  }

  period({ from, to }: Pick<Report, 'from' | 'to'>) {
    return {
      from: this.day(from, { day: 'numeric', month: 'long' }),
      to: this.day(to, { day: 'numeric', month: 'long', year: 'numeric' }),
      month: this.day(from, { month: 'long', year: 'numeric' }),
    };
  }

  moment(at: string, timezone: string): string {
    return DateTime.fromISO(at, { zone: timezone, locale: this.#locale }).toLocaleString({
      ...{ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
  }

  clock(at: string, timezone: string): string {
    return DateTime.fromISO(at, { zone: timezone }).toFormat('HH:mm');
  }
}
