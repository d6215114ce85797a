import { z } from 'zod';
import { displayScreenSchema } from './display-report.ts';
import { displayThemeSchema, layoutSchema } from './display-theme.ts';
import { idSchema } from './ids.ts';
import { lightSchema } from './light.ts';
import { zoneStateSchema } from './zone-state.ts';

/** The socket's `display` event: how a display shows its zone. */
export const displaySettingsSchema = z.object({
  site: idSchema,
  display: idSchema,
  zone: idSchema,
  siteName: z.string(),
  /** The display's name; default: its address. */
  name: z.string().optional(),
  /** BCP 47 tags in the order of the site; the first is the main language. */
  languages: z.array(z.string()).min(1),
  /** Whether the number of people is shown below the word. */
  showNumber: z.boolean(),
  simulated: z.boolean(),
  /** Absent: `light`. */
  layout: layoutSchema.optional(),
  /** Every zone of the layout `zones`, the first is `zone`. */
  zones: z.array(idSchema).optional(),
  /** `<version of Doorlight>:<configuration>`: changes whenever the page would be different. */
  revision: z.string().optional(),
});
export type DisplaySettings = z.infer<typeof displaySettingsSchema>;

/** `GET /api/v1/displays/{site}/{display}`: everything a display page needs for its first paint. */
export const displayViewSchema = z.object({
  display: displaySettingsSchema,
  zone: zoneStateSchema,
  /** The other zones of the layout `zones`. */
  others: z.array(zoneStateSchema).optional(),
  look: displayThemeSchema.optional(),
});
export type DisplayView = z.infer<typeof displayViewSchema>;

/** One row of `GET /api/v1/displays`. */
export const displayStatusSchema = z.object({
  site: idSchema,
  display: idSchema,
  zone: idSchema,
  /** Screens connected right now under this id. */
  connections: z.number().int().nonnegative(),
  /** When the last connection began or ended, also before the last restart (ISO 8601 UTC); absent if never. */
  seenAt: z.iso.datetime().optional(),
  /** Whether a key is needed to open it. */
  keyed: z.boolean(),
  /** The display's name; default: its id. */
  name: z.string().optional(),
  layout: layoutSchema.optional(),
  /** Lights whose colours are hard to read: their contrast is below 7:1. */
  lowContrast: z.array(lightSchema).optional(),
  /** Whether the number of people is shown below the word. */
  showNumber: z.boolean().optional(),
  /** Every zone of the layout `zones`. */
  zones: z.array(idSchema).optional(),
  /** Its theme (texts, colours and so on), without large parts (`data:` addresses). */
  look: displayThemeSchema.optional(),
  /** The last report of its screen, also from before the last restart. */
  screen: displayScreenSchema.optional(),
  /** If several screens are connected under its id: the report of each. */
  screens: z.array(displayScreenSchema).optional(),
});
export type DisplayStatus = z.infer<typeof displayStatusSchema>;

/** `GET /api/v1/displays/changes`: the changes since an earlier call. */
export const displayChangesSchema = z.object({
  /** Pass it as `since` in the next call. */
  cursor: z.string(),
  /** Whether these are all displays, and others were removed; otherwise only the changed ones. */
  isAll: z.boolean(),
  displays: z.array(displayStatusSchema),
});
export type DisplayChanges = z.infer<typeof displayChangesSchema>;

/** A display among those of many sites. */
export const fleetRowSchema = displayStatusSchema.omit({ look: true }).extend({
  siteName: z.string(),
  zoneName: z.string(),
  /** Of its site, IANA. */
  timezone: z.string(),
  /** Whether its site is closed: a screen that is switched off then is not a problem. */
  isClosed: z.boolean(),
});
export type FleetRow = z.infer<typeof fleetRowSchema>;

/** `GET /api/v1/displays/fleet`: some of the displays of many sites. */
export const fleetPageSchema = z.object({
  /** Displays that match. */
  total: z.number().int().nonnegative(),
  /** Those with problems among all that the search finds. */
  troubled: z.number().int().nonnegative(),
  from: z.number().int().nonnegative(),
  /** Those with problems first, the worst on top; then by site and name. */
  displays: z.array(fleetRowSchema),
});
export type FleetPage = z.infer<typeof fleetPageSchema>;

/** The socket's `command` event to displays; `test`: a picture with the edges and the greys of the screen. */
export const displayCommandSchema = z.enum(['reload', 'identify', 'test']);
export type DisplayCommand = z.infer<typeof displayCommandSchema>;
