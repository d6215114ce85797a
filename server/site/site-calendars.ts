import type { ClosureSource } from '../engine/calendar-day.ts';
import { SiteCalendar } from '../engine/site-calendar.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { publicHolidays } from '../platform/holidays.ts';

/** The one calendar of each site: whoever asks when it is open asks this. */
export class SiteCalendars {
  readonly #closuresOf: (site: SiteConfig) => ClosureSource | undefined;
  readonly #known = new Map<string, { readonly site: SiteConfig; readonly calendar: SiteCalendar }>();

  /** @param closuresOf what a site's subscribed calendar says */
  constructor(closuresOf: (site: SiteConfig) => ClosureSource | undefined = () => undefined) {
    this.#closuresOf = closuresOf;
  }

  /** The calendar of a site as it is configured. */
  of(site: SiteConfig): SiteCalendar {
    const known = this.#known.get(site.id);
    if (known?.site === site) return known.calendar;
    const calendar = this.#make(site);
    this.#known.set(site.id, { site, calendar });
    return calendar;
  }

  /** The subscribed calendar of a site says something else. */
  changed(site: string): void {
    this.#known.get(site)?.calendar.changed();
  }

  #make(site: SiteConfig): SiteCalendar {
    const { timezone, hours, languages, specialDays, holidays } = site;
    const closures = this.#closuresOf(site);
    return new SiteCalendar(timezone, hours, {
      languages,
      ...(specialDays !== undefined && { specialDays }),
      ...(closures !== undefined && { closures }),
      ...(holidays !== undefined && {
        holidays: {
          source: publicHolidays(holidays.country, holidays.region, languages),
          intervals: holidays.intervals,
        },
      }),
    });
  }
}
