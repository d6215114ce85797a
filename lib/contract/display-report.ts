import { z } from 'zod';
import { lightSchema } from './light.ts';

const whole = z.number().int().nonnegative();
/** `blocked`: the browser forbids it; `no-voice`: it has none in the language. */
const soundSchema = z.enum(['on', 'blocked', 'no-voice']);
const pixels = z.number().int().min(0).max(100_000);

/** So many errors of a page are told with their time and text: the last ones. */
export const maxErrorsReported = 5;
const errorText = z.string().max(200);

/**
 * The socket's `report` event: what a screen says of itself, once after joining, when its light changes, every
 * minute, and, not more than every quarter of a minute, when only its number changes.
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
  lastError: errorText.optional(),
  /** The last of them, newest first; `agoMs` before this report. */
  recentErrors: z
    .array(z.object({ agoMs: whole, text: errorText }))
    .max(maxErrorsReported)
    .optional(),
  /** Whether the screen can be heard; absent where it is not to. */
  sound: soundSchema.optional(),
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
   * From the sensor's answer to the light or number that was drawn, milliseconds, measured on this screen the last
   * time that an answer changed it: until its report of the drawing was back, so that it is rather less.
   */
  latencyMs: whole.optional(),
  errors: whole,
  lastError: z.string().optional(),
  /** The last few, newest first; a page that is loaded anew has none. */
  recentErrors: z.array(z.object({ at: z.iso.datetime(), text: z.string() })).optional(),
  sound: soundSchema.optional(),
});
export type DisplayScreen = z.infer<typeof displayScreenSchema>;
