import { z } from 'zod';

/** The screens to connect. */
export const swarmStartSchema = z.object({
  origin: z.string(),
  /** One screen for each path `<site>/<display>`. */
  displays: z.array(z.string()),
  /** Whether to keep when each change of a zone came. */
  isTimed: z.boolean(),
});

/** One change at one screen: people counted before and after it, and when it came (monotonic ms). */
export const changeSchema = z.object({
  zone: z.string(),
  before: z.number(),
  after: z.number(),
  atMs: z.number(),
});
export type Change = z.infer<typeof changeSchema>;

/** What came since `begin`. */
export const swarmReportSchema = z.object({
  elapsedMs: z.number(),
  messages: z.number().int(),
  connected: z.number().int(),
  changes: z.array(changeSchema),
  /** How often a screen knew nothing. */
  unknown: z.number().int(),
});
export type SwarmReport = z.infer<typeof swarmReportSchema>;

/** For each zone the least and the most people that its screens show as counted. */
export const countedSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));
export type Counted = z.infer<typeof countedSchema>;
