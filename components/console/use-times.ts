import { useFormatter } from 'use-intl';
import { useConsole } from './console-context.ts';

export interface Times {
  /** `14:02`; with the date if it is not today: `2 Apr, 14:02`. */
  moment(at: string | number): string;
  /** The same, without the date where it is that of another moment beside it. */
  later(at: string, than: string): string;
  /** `14:02:33`. */
  second(at: string | number): string;
}

/** Formats times in a site's timezone. @param timezone of a site that the pages are not about */
export function useTimes(siteId?: string, timezone?: string): Times {
  const { sites, renderedAt } = useConsole();
  const format = useFormatter();
  const site = sites.find(({ id }) => id === siteId) ?? sites[0];
  const own = timezone ?? site?.timezone;
  const zone = own === undefined ? {} : { timeZone: own };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone } as const;
  const day = (at: Date) =>
    format.dateTime(at, { year: 'numeric', month: 'numeric', day: 'numeric', ...zone });
  const moment = (at: string | number) => {
    const date = new Date(at);
    const isToday = day(date) === day(new Date(renderedAt)) || Date.now() - date.getTime() < 6 * 3_600_000;
    return format.dateTime(date, isToday ? clock : { day: 'numeric', month: 'short', ...clock });
  };
  return {
    moment,
    later: (at, than) =>
      day(new Date(at)) === day(new Date(than)) ? format.dateTime(new Date(at), clock) : moment(at),
    second: (at) => format.dateTime(new Date(at), { second: '2-digit', ...clock }),
  };
}
