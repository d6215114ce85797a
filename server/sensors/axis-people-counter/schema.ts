import { z } from 'zod';
import { wallTimeOf } from '../parse/local-time.ts';
import { looseTextSchema, totalSchema, wholeNumberSchema } from '../parse/values.ts';

/**
 * `live-sum.json` (VAPIX People counter API, Request real-time data): people in and out since midnight.
 * Numbers may come as text and the timestamp as a number; serial, name and timestamp may be missing.
 */
export const liveSumSchema = z.object({
  in: totalSchema,
  out: totalSchema,
  serial: looseTextSchema,
  name: looseTextSchema,
  /** The device's local time, `YYYYMMDDhhmmss`. */
  timestamp: looseTextSchema,
});
export type LiveSum = z.infer<typeof liveSumSchema>;

const optionalTotal = totalSchema.nullish();

/**
 * `live-occupancy.json`. The vendor prints no body: two spellings are seen, `totalin` and `total in`.
 * Occupancy may be below 0. Totals below 0 are not: a device that has no numbers yet gives −1 everywhere,
 * and an answer with such totals is refused whole.
 */
export const liveOccupancySchema = z
  .object({
    occupancy: wholeNumberSchema,
    totalin: optionalTotal,
    totalout: optionalTotal,
    'total in': optionalTotal,
    'total out': optionalTotal,
    serial: looseTextSchema,
    name: looseTextSchema,
    timestamp: looseTextSchema,
  })
  .transform((body) => {
    const { occupancy, serial, name, timestamp } = body;
    const totalIn = body.totalin ?? body['total in'];
    const totalOut = body.totalout ?? body['total out'];
    const totals = totalIn != null && totalOut != null ? { in: totalIn, out: totalOut } : undefined;
    return { occupancy, totals, serial, name, timestamp };
  });
export type LiveOccupancy = z.infer<typeof liveOccupancySchema>;

const dayOf = (text: string) => /^\d{8}$/.test(text) && wallTimeOf(text) !== null;

/** `list-cnt.json` (VAPIX People counter API, List available data). Days may come as numbers. */
export const storedDaysSchema = z
  .object({
    timestamp: looseTextSchema,
    days: z.array(
      z
        .unknown()
        .transform(String)
        .refine(dayOf, 'a day as YYYYMMDD')
        .transform((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
    ),
  })
  .transform(({ timestamp, days }) => ({ deviceTime: timestamp, days: [...new Set(days)].sort() }));

/** The days with counts in a device's memory, `YYYY-MM-DD` in its own calendar, oldest first. */
export type StoredDays = z.infer<typeof storedDaysSchema>;

/** The vendor prints the answer of `list-cnt.json` twice, once with a brace too many at its end. */
export function withoutExtraBrace(text: string): string {
  return text.replace(/\}\s*\}\s*$/, '}');
}

const pixelSchema = wholeNumberSchema;

/** `cntpos.json` (VAPIX People counter API, Live view information), in pixels of the picture. */
export const linePlacementSchema = z
  .object({
    width: pixelSchema.refine((width) => width > 0, 'a width above 0'),
    height: pixelSchema.refine((height) => height > 0, 'a height above 0'),
    left: pixelSchema,
    right: pixelSchema,
    top: pixelSchema,
    bottom: pixelSchema,
    yfirst: pixelSchema,
    ylast: pixelSchema,
    radius: pixelSchema,
  })
  .transform(({ yfirst, ylast, ...place }) => ({ ...place, yFirst: yfirst, yLast: ylast }));

/**
 * Where the counting line lies: the picture's `width` and `height`, the blue lines from `left` to `right` at
 * `top` and `bottom`, the red counting area from `yFirst` to `yLast`, and the `radius` of its curve in its
 * middle, 0 where it is not curved.
 */
export type LinePlacement = z.infer<typeof linePlacementSchema>;

const statusSchema = z.object({ status: z.string() });

/**
 * Whether the device accepted a command. The vendor documents `OK` for other commands and no body for
 * `occupancy-reset`; in the field it is `{"status":"OK"}`, and empty bodies are accepted as well.
 */
export function isAcknowledged(body: string): boolean {
  return isOk(body) || isOk(statusIn(body));
}

function isOk(text: string): boolean {
  return text.trim() === '' || text.trim().toUpperCase() === 'OK';
}

function statusIn(body: string): string {
  try {
    const parsed = statusSchema.safeParse(JSON.parse(body));
    return parsed.success && parsed.data.status !== '' ? parsed.data.status : body;
  } catch {
    return body;
  }
}
