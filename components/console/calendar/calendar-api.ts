import type { ApiClient, ApiResult } from '#lib/api/client.ts';
import { hasFields, isListOf } from '#lib/api/guards.ts';
import type { CalendarItem, HolidayPlace, SiteCalendarAnswer } from '#lib/contract/calendar.ts';

/** The calls of the sidecar's API that only the calendar uses. */

function isItem(value: unknown): value is CalendarItem {
  return hasFields(value, { date: 'string', hours: 'string', source: 'string' });
}

function isAnswer(value: unknown): value is SiteCalendarAnswer {
  return hasFields(value, { items: 'array' }) && isListOf(isItem)(Object(value).items);
}

function isPlaces(value: unknown): value is { readonly items: HolidayPlace[] } {
  return hasFields(value, { items: 'array' });
}

/** Every day of a year. */
export function readYear(api: ApiClient, site: string, year: number): ApiResult<SiteCalendarAnswer> {
  return api.call(
    'GET',
    `/api/v1/sites/${site}/calendar?from=${year}-01-01&to=${year}-12-31`,
    undefined,
    isAnswer,
  );
}

/** Countries with known public holidays, or the regions of a country. */
export function readPlaces(api: ApiClient, country?: string): ApiResult<{ readonly items: HolidayPlace[] }> {
  const query = country === undefined ? '' : `?country=${country}`;
  return api.call('GET', `/api/v1/holidays${query}`, undefined, isPlaces);
}
