import { z } from 'zod';
import { lightSchema } from './light.ts';

/** How a display is laid out. */
export const layouts = ['light', 'number', 'bar', 'zones', 'strip'] as const;
export const layoutSchema = z.enum(layouts);
export type Layout = z.infer<typeof layoutSchema>;

const colour = z.string().regex(/^#[0-9a-f]{6}$/);

/** What a display's page is made with, besides its settings. It does not change while the page is open. */
export const displayThemeSchema = z.object({
  /** By language, then by light; `{free}`, `{occupancy}`, `{capacity}`, `{wait}`, `{quieter}` and `{about}` are filled in. */
  texts: z.record(z.string(), z.partialRecord(lightSchema, z.string())).optional(),
  /** The languages alternate in large, instead of standing below each other. */
  rotate: z.boolean().optional(),
  /** Address or data of a picture. */
  logo: z.string().optional(),
  /** Behind the light, in shades of its colour; the video over the picture where it plays. */
  background: z.object({ picture: z.string().optional(), video: z.string().optional() }).optional(),
  /** A sound when the light changes. */
  chime: z.boolean().optional(),
  /** The text of the light is spoken when it changes, if the browser has a voice. */
  speak: z.boolean().optional(),
  /** Colour of a light, and of the text on it. */
  colours: z.partialRecord(lightSchema, z.object({ tone: colour, ink: colour })).optional(),
  /** How much darker the screen is outside opening hours: 0 not at all, 1 black. Default: 0.5. */
  dim: z.number().min(0).max(1).optional(),
  /** False: the picture does not move slightly every other minute. */
  pixelShift: z.boolean().optional(),
});
export type DisplayTheme = z.infer<typeof displayThemeSchema>;
