import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { holidayPlacesSchema, siteCalendarSchema } from '#lib/contract/calendar.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';
import { type CalendarDay, dayAfter, nameIn, printHours } from '#server/engine/calendar-day.ts';
import { holidayCountries, holidayRegions } from '#server/platform/holidays.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { CalendarFeeds } from './calendar-feeds.ts';

const maxDays = 800;
const usualDays = 31;
const dayMs = 86_400_000;
const operation = operationIn('sites');

/** `/api/v1/sites/{site}/calendar`, and what is needed to choose public holidays. */
export function calendarRoutes(
  { guard, clock, configuration }: Platform,
  calendars: SiteCalendars,
  feeds: Pick<CalendarFeeds, 'subscription'>,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/sites/:site/calendar',
      operation({
        summary: 'The opening hours of each day, and where they come from',
        description: `A special day goes before the subscribed calendar, that before a public holiday, that before the week. \`from\` and \`to\` are dates of the site, both with them, at most ${maxDays} days: by default from today on, ${usualDays} days. Needs the right to view.`,
        params: z.object({ site: idSchema }),
        querystring: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
        response: { 200: siteCalendarSchema },
      }),
      async (request) => {
        const { site: id } = request.params;
        await guard.require(request, 'view', id);
        const site = findSite(configuration, id);
        const calendar = calendars.of(site);
        const from = request.query.from ?? calendar.dayAt(clock.now());
        const to = request.query.to ?? dateAfter(from, usualDays - 1);
        const dates = datesOf(from, to);
        const languages = [...acceptedLanguages(request.headers['accept-language'] ?? ''), ...site.languages];
        const items = dates.map((date) => itemOf(calendar.day(date), languages));
        const subscription = feeds.subscription(id);
        return { items, ...(subscription !== undefined && { subscription }) };
      },
    );

    app.get(
      '/api/v1/holidays',
      operation({
        summary: 'Countries whose public holidays are known, or the regions of one',
        description: 'Named in the language asked for. Needs the right to view.',
        querystring: z.object({
          country: z
            .string()
            .regex(/^[A-Z]{2}$/)
            .optional(),
        }),
        response: { 200: holidayPlacesSchema },
      }),
      async (request) => {
        await guard.requireSomewhere(request, 'view');
        const { country } = request.query;
        const language = languageOf(request);
        const items = country === undefined ? holidayCountries(language) : holidayRegions(country, language);
        return { items: [...items] };
      },
    );
  };
}

function languageOf(request: FastifyRequest): string {
  const [language = 'en'] = acceptedLanguages(request.headers['accept-language'] ?? '');
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language) ? language : 'en';
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

function datesOf(from: string, to: string): string[] {
  const days = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs) + 1;
  if (days < 1) throw new ProblemError(400, `to: ${to} is before from, ${from}.`, { code: 'days-order' });
  if (days > maxDays) {
    throw new ProblemError(400, `These are ${days} days; ask for at most ${maxDays} at once.`, {
      code: 'days-many',
      values: { max: maxDays },
    });
  }
  const dates: string[] = [];
  for (let date = from; dates.length < days; date = dayAfter(date)) dates.push(date);
  return dates;
}

function itemOf({ date, intervals, source, name }: CalendarDay, languages: readonly string[]) {
  return {
    date,
    hours: printHours(intervals),
    ...(name !== undefined && { name: nameFor(name, languages) }),
    source,
  };
}

/** In the first language for which the name has a text. */
function nameFor(name: NonNullable<CalendarDay['name']>, languages: readonly string[]): string {
  if (typeof name === 'string') return name;
  const language = languages.find((each) => name[each] ?? name[each.split('-')[0] ?? each]);
  return nameIn(name, language ?? '');
}
