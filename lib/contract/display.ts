import { z } from 'zod';
import { idSchema } from './ids.ts';
import { zoneStateSchema } from './zone-state.ts';

/** The socket's `display` event: how a display shows its zone. */
export const displaySettingsSchema = z.object({
  site: idSchema,
  display: idSchema,
  zone: idSchema,
  siteName: z.string(),
  /** BCP 47 tags in the order of the site; the first is the main language. */
  languages: z.array(z.string()).min(1),
  /** Whether the number of people is shown below the word. */
  showNumber: z.boolean(),
  simulated: z.boolean(),
});
export type DisplaySettings = z.infer<typeof displaySettingsSchema>;

/** `GET /api/v1/displays/{site}/{display}`: all a display page needs for its first paint. */
export const displayViewSchema = z.object({ display: displaySettingsSchema, zone: zoneStateSchema });
export type DisplayView = z.infer<typeof displayViewSchema>;

/** One row of `GET /api/v1/displays`. */
export const displayStatusSchema = z.object({
  site: idSchema,
  display: idSchema,
  zone: idSchema,
  /** Screens connected right now under this id. */
  connections: z.number().int().nonnegative(),
  /** When the last connection came or went (ISO 8601 UTC); absent when never seen since the start. */
  seenAt: z.iso.datetime().optional(),
  /** Whether a key is needed to look at it. */
  keyed: z.boolean(),
});
export type DisplayStatus = z.infer<typeof displayStatusSchema>;

/** The socket's `command` event to displays. */
export const displayCommandSchema = z.enum(['reload', 'identify']);
export type DisplayCommand = z.infer<typeof displayCommandSchema>;
