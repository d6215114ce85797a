import { z } from 'zod';
import { lightSchema } from './light.ts';

const whole = z.number().int().nonnegative();
/** `blocked`: the browser forbids it; `no-voice`: it has no voice for the language. */
const soundSchema = z.enum(['on', 'blocked', 'no-voice']);
const pixels = z.number().int().min(0).max(100_000);

/** Limit of errors of a page that are reported with their time and text: the latest ones. */
export const maxErrorsReported = 5;
const errorText = z.string().max(200);

/**
 * The socket's `report` event: the state of a screen, once after joining, when its light changes, every minute,
 * and, at most every quarter of a minute, when only its number changes.
 */
export const displayReportSchema = z.object({
  /** On the screen now. */
  light: lightSchema,
  occupancy: whole.nullable(),
  /** `asOf` of the message that was just drawn; absent if the report is not about a drawing. */
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
  lastError: errorText.optional(),
  /** The last of them, newest first; `agoMs` before this report. */
  recentErrors: z
    .array(z.object({ agoMs: whole, text: errorText }))
    .max(maxErrorsReported)
    .optional(),
  /** Whether sound works; absent if it is switched off. */
  sound: soundSchema.optional(),
});
export type DisplayReport = z.infer<typeof displayReportSchema>;

/** The state of the screen that last reported under a display's id. */
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
  /** Version of Doorlight that made the page. */
  version: z.string().optional(),
  isCurrent: z.boolean(),
  /** The screen's clock minus the server's, milliseconds, including the time of transmission. */
  clockErrorMs: z.number().int(),
  /**
   * Latency from the sensor's answer to the drawn light or number, milliseconds, measured on this screen for
   * the last change: until its report of the drawing arrived, so that the true value is rather smaller.
   */
  latencyMs: whole.optional(),
  errors: whole,
  lastError: z.string().optional(),
  /** The last few, newest first; empty after a reload. */
  recentErrors: z.array(z.object({ at: z.iso.datetime(), text: z.string() })).optional(),
  sound: soundSchema.optional(),
});
export type DisplayScreen = z.infer<typeof displayScreenSchema>;
