import { z } from 'zod';
import { lightSchema } from './light.ts';

const whole = z.number().int().nonnegative();
const pixels = z.number().int().min(0).max(100_000);

/**
 * The socket's `report` event: what a screen says of itself, once after joining, when its light changes, and
 * every minute.
 */
export const displayReportSchema = z.object({
  /** On the glass now. */
  light: lightSchema,
  occupancy: whole.nullable(),
  /** `asOf` of the message that was drawn just now; absent where the report is not about a drawing. */
  drawn: z.iso.datetime().optional(),
  /** The browser's user agent. */
  engine: z.string().max(300),
  width: pixels,
  height: pixels,
  revision: z.string().max(80).optional(),
  /** For how long the page has been open, milliseconds. */
  openMs: whole,
  /** The screen's own clock, epoch milliseconds. */
  clock: z.number().int(),
  /** Errors caught in the page since it was opened. */
  errors: whole,
  lastError: z.string().max(200).optional(),
});
export type DisplayReport = z.infer<typeof displayReportSchema>;

/** What is known of the screen that last reported under a display's id. */
export const displayScreenSchema = z.object({
  light: lightSchema,
  occupancy: whole.nullable(),
  /** ISO 8601 UTC. */
  reportedAt: z.iso.datetime(),
  loadedAt: z.iso.datetime(),
  /** `Chrome 79 · Tizen 6.5` */
  engine: z.string(),
  width: pixels,
  height: pixels,
  /** Of Doorlight, as the page was made. */
  version: z.string().optional(),
  isCurrent: z.boolean(),
  /** The screen's clock less ours, milliseconds; the report's way is in it. */
  clockErrorMs: z.number().int(),
  /**
   * From the sidecar's message to the light that was drawn, milliseconds, measured on this screen: until its report
   * of it was back, so that it is rather less.
   */
  latencyMs: whole.optional(),
  errors: whole,
  lastError: z.string().optional(),
});
export type DisplayScreen = z.infer<typeof displayScreenSchema>;
