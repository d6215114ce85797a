import { z } from 'zod';
import { entryKindSchema } from './config-entry.ts';
import { idSchema } from './ids.ts';

/** A key of an entry that an import changes. */
export const keyDifferenceSchema = z.object({
  key: z.string(),
  /** A password, key or token: its values are not shown. */
  isSecret: z.boolean(),
  /** In the notation of the configuration file; absent if the key is missing. */
  from: z.string().optional(),
  to: z.string().optional(),
});

/** What an import does to one entry. */
export const entryDifferenceSchema = z.object({
  site: idSchema,
  kind: entryKindSchema,
  id: idSchema,
  change: z.enum(['added', 'changed', 'removed']),
  /** The entry is defined by the server's configuration file and stays unchanged. */
  isKept: z.boolean(),
  keys: z.array(keyDifferenceSchema),
});
export type EntryDifference = z.infer<typeof entryDifferenceSchema>;

/** The answer to `POST /api/v1/config/import`. */
export const importResultSchema = z.object({
  differences: z.array(entryDifferenceSchema),
  /** Revision of the compared configuration: `If-Match` with it applies the file to no other one. */
  revision: z.string(),
});
export type ImportResult = z.infer<typeof importResultSchema>;
