import { z } from 'zod';
import { problemValuesSchema } from './problem.ts';

/** Where the hours of a day come from; earlier ones win: special, calendar, holiday, week. */
export const daySourceSchema = z.enum(['week', 'holiday', 'special', 'calendar']);
export type DaySource = z.infer<typeof daySourceSchema>;

/** One day of a site's calendar. */
export const calendarItemSchema = z.object({
  date: z.iso.date(),
  /** In the notation of the configuration file: `closed`, `08:00-12:00, 13:00-18:00`. */
  hours: z.string(),
  /** In the requested language, else in that of the site. */
  name: z.string().optional(),
  source: daySourceSchema,
});
export type CalendarItem = z.infer<typeof calendarItemSchema>;

/** Problem of a subscribed iCalendar. Codes may be added: for an unknown one use the text. */
export const feedProblemCodeSchema = z.enum([
  /** The answer is no calendar: `status` of HTTP. */
  'status',
  /** No answer within `seconds`. */
  'no-answer',
  'redirects',
  /** The file does not exist on the server. */
  'no-file',
  /** It cannot be reached: `reason`. */
  'unreachable',
  /** Larger than `mb` megabytes. */
  'too-large',
  /** Too many events, or reading them takes too long. */
  'too-many-events',
  'no-calendar',
  /** It is no valid iCalendar: `reason`. */
  'unreadable',
]);
export type FeedProblemCode = z.infer<typeof feedProblemCodeSchema>;

/** The state of a subscribed iCalendar. */
export const calendarSubscriptionSchema = z.object({
  /** When it was last loaded; absent: never. */
  fetchedAt: z.iso.datetime().optional(),
  /** The problem of the last attempt, in English; absent: none. */
  problem: z.string().optional(),
  /** The same for programs, with its values. */
  problemCode: feedProblemCodeSchema.optional(),
  problemValues: problemValuesSchema.optional(),
});
export type CalendarSubscription = z.infer<typeof calendarSubscriptionSchema>;

/** The answer to `GET /api/v1/sites/{site}/calendar`. */
export const siteCalendarSchema = z.object({
  items: z.array(calendarItemSchema),
  /** Present if the site has subscribed to an iCalendar. */
  subscription: calendarSubscriptionSchema.optional(),
});
export type SiteCalendarAnswer = z.infer<typeof siteCalendarSchema>;

/** A country or region by its code and its name in the requested language. */
export const holidayPlaceSchema = z.object({ code: z.string(), name: z.string() });
export type HolidayPlace = z.infer<typeof holidayPlaceSchema>;

/** The answer to `GET /api/v1/holidays` (countries) and to `?country=CH` (its regions). */
export const holidayPlacesSchema = z.object({ items: z.array(holidayPlaceSchema) });
