import { z } from 'zod';
import { pushOrderSchema } from '../device/send-push.ts';

/** What the control API takes; the README describes it. */
export const settingsSchema = z.strictObject({
  /** A secondary refuses to have its occupancy set. */
  role: z.enum(['primary', 'secondary']),
  /** How the occupancy is answered while it is switched off: as an error in a 200, or 404. */
  offAnswer: z.enum(['error', 'not-found']),
  /** Milliseconds until an adjust that was received takes effect. */
  adjustDelayMs: z.number().int().min(0),
  /** Whether the answer to an adjust is as in the vendor's example or as in the vendor's table. */
  adjustAnswer: z.enum(['example', 'table']),
  /** Answers every call of the CGI with this general error. */
  cgiError: z.number().int().nullable(),
  /** Whether passthrough threshold events are allowed; without them their countdown is not restarted. */
  passthrough: z.enum(['on', 'off']),
  /** Minutes that one push holds. */
  pushMinutes: z.union([z.literal(1), z.literal(5), z.literal(15)]),
  /** Whether a push is as in the vendor's example or as in the vendor's table. */
  pushShape: z.enum(['example', 'table']),
  /** Sets the people inside, as somebody at the device would. */
  occupancy: z.number().int().optional(),
  /** Remembers so many days before today, as if the device had been counting. */
  pastDays: z.number().int().min(0).max(60).optional(),
  /** Pushes the last whole minutes at once. */
  push: pushOrderSchema.optional(),
});
export type Settings = Omit<z.infer<typeof settingsSchema>, 'occupancy' | 'pastDays' | 'push'>;

export const defaults: Settings = {
  role: 'primary',
  offAnswer: 'error',
  adjustDelayMs: 0,
  adjustAnswer: 'example',
  cgiError: null,
  passthrough: 'on',
  pushMinutes: 1,
  pushShape: 'example',
};
