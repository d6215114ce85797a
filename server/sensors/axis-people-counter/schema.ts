import { z } from 'zod';
import { looseTextSchema } from '../parse/loose-text.ts';
import { totalSchema, wholeNumberSchema } from '../parse/whole-number.ts';

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
  .transform(({ occupancy, serial, name, timestamp, ...body }) => {
    const totalIn = body.totalin ?? body['total in'];
    const totalOut = body.totalout ?? body['total out'];
    const totals = totalIn != null && totalOut != null ? { in: totalIn, out: totalOut } : undefined;
    return { occupancy, totals, serial, name, timestamp };
  });
export type LiveOccupancy = z.infer<typeof liveOccupancySchema>;

const statusSchema = z.object({ status: z.string() });

/**
 * Whether the device took a command. The vendor prints `OK` for other commands and no body for
 * `occupancy-reset`; in the field it is `{"status":"OK"}`, and empty bodies are taken as well.
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
