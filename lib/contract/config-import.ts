import { z } from 'zod';
import { entryKindSchema } from './config-entry.ts';
import { idSchema } from './ids.ts';

/** A key of an entry that an import changes. */
export const keyDifferenceSchema = z.object({
  key: z.string(),
  /** A password, key or token: its values are not told. */
  isSecret: z.boolean(),
  /** As the configuration file writes it; absent where the key is not there. */
  from: z.string().optional(),
  to: z.string().optional(),
});

/** What an import does to one entry. */
export const entryDifferenceSchema = z.object({
  site: idSchema,
  kind: entryKindSchema,
  id: idSchema,
  change: z.enum(['added', 'changed', 'removed']),
  /** The configuration file of the server holds the entry: it stays as it is. */
  isKept: z.boolean(),
  keys: z.array(keyDifferenceSchema),
});
export type EntryDifference = z.infer<typeof entryDifferenceSchema>;

/** The answer to `POST /api/v1/config/import`. */
export const importResultSchema = z.object({
  differences: z.array(entryDifferenceSchema),
  /** Of the configuration that was compared: `If-Match` with it applies the file to no other one. */
  revision: z.string(),
});
export type ImportResult = z.infer<typeof importResultSchema>;
