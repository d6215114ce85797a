import { z } from 'zod';
import { problemValuesSchema } from './problem.ts';

/** Where the hours of a day come from; each goes before the ones after it: special, calendar, holiday, week. */
export const daySourceSchema = z.enum(['week', 'holiday', 'special', 'calendar']);
export type DaySource = z.infer<typeof daySourceSchema>;

/** One day of a site's calendar. */
export const calendarItemSchema = z.object({
  date: z.iso.date(),
  /** As the configuration file has them: `closed`, `08:00-12:00, 13:00-18:00`. */
  hours: z.string(),
  /** In the language asked for, else in that of the site. */
  name: z.string().optional(),
  source: daySourceSchema,
});
export type CalendarItem = z.infer<typeof calendarItemSchema>;

/** Why a subscribed iCalendar is not what its address has. New ones may come: what is not known has its text. */
export const feedProblemCodeSchema = z.enum([
  /** Another answer than the calendar: `status` of HTTP. */
  'status',
  /** `seconds` that were waited. */
  'no-answer',
  'redirects',
  /** There is no such file on the server. */
  'no-file',
  /** It cannot be reached: `reason`. */
  'unreachable',
  /** More than so many megabytes: `mb`. */
  'too-large',
  /** Too many events, or they take too long to read. */
  'too-many-events',
  'no-calendar',
  /** It breaks the rules of iCalendar: `reason`. */
  'unreadable',
]);
export type FeedProblemCode = z.infer<typeof feedProblemCodeSchema>;

/** How it stands with a subscribed iCalendar. */
export const calendarSubscriptionSchema = z.object({
  /** When it was last got; absent: never. */
  fetchedAt: z.iso.datetime().optional(),
  /** Why it is not what its address has, in English; absent: all is well. */
  problem: z.string().optional(),
  /** The same for programs, with what belongs into its words. */
  problemCode: feedProblemCodeSchema.optional(),
  problemValues: problemValuesSchema.optional(),
});
export type CalendarSubscription = z.infer<typeof calendarSubscriptionSchema>;

/** The answer to `GET /api/v1/sites/{site}/calendar`. */
export const siteCalendarSchema = z.object({
  items: z.array(calendarItemSchema),
  /** There where the site has subscribed to an iCalendar. */
  subscription: calendarSubscriptionSchema.optional(),
});
export type SiteCalendarAnswer = z.infer<typeof siteCalendarSchema>;

/** A country or region by its code and its name in the language asked for. */
export const holidayPlaceSchema = z.object({ code: z.string(), name: z.string() });
export type HolidayPlace = z.infer<typeof holidayPlaceSchema>;

/** The answer to `GET /api/v1/holidays` (countries) and to `?country=CH` (its regions). */
export const holidayPlacesSchema = z.object({ items: z.array(holidayPlaceSchema) });
