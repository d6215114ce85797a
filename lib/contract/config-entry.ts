import { z } from 'zod';
import { idSchema } from './ids.ts';

/** What can be configured: a site's own keys, and its sensors, zones, displays and lamps. */
export const entryKinds = ['site', 'sensor', 'zone', 'display', 'lamp'] as const;
export const entryKindSchema = z.enum(entryKinds);
export type EntryKind = z.infer<typeof entryKindSchema>;

/**
 * Who owns an entry: the configuration file (read-only here), the console, or the demo (changed here until the
 * next start).
 */
export const entryOwnerSchema = z.enum(['file', 'console', 'demo']);
export type EntryOwner = z.infer<typeof entryOwnerSchema>;

/** One entry of the configuration, with the keys and the notation of the configuration file. */
export const configEntrySchema = z.object({
  site: idSchema,
  kind: entryKindSchema,
  id: idSchema,
  managedBy: entryOwnerSchema,
  /** Without passwords, keys and tokens. */
  document: z.record(z.string(), z.unknown()),
  /** Keys of the document that are set but not returned. */
  secrets: z.array(z.string()),
  /**
   * Revision of all but the values of secrets; `If-Match: "<revision>"` refuses a change made from another one.
   */
  revision: z.string(),
});
export type ConfigEntry = z.infer<typeof configEntrySchema>;
