import type { ClosureSource } from '../engine/calendar-day.ts';
import { SiteCalendar } from '../engine/site-calendar.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { publicHolidays } from '../platform/holidays.ts';

/** Holds one calendar per site, shared by all its users. */
export class SiteCalendars {
  readonly #closuresOf: (site: SiteConfig) => ClosureSource | undefined;
  readonly #known = new WeakMap<SiteConfig, SiteCalendar>();

  /** @param closuresOf closures from the site's subscribed calendar */
  constructor(closuresOf: (site: SiteConfig) => ClosureSource | undefined = () => undefined) {
    this.#closuresOf = closuresOf;
  }

  /** The calendar of a site as currently configured. */
  of(site: SiteConfig): SiteCalendar {
    const known = this.#known.get(site);
    if (known !== undefined) return known;
    const calendar = this.#make(site);
    this.#known.set(site, calendar);
    return calendar;
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
