import { z } from 'zod';
import { roleSchema } from './principal.ts';

/** A key by which a program signs in. The key itself is shown once, when it is made. */
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  /** The first characters of the key, to tell keys apart. */
  hint: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** The body of `POST /api/v1/api-keys`. */
export const apiKeyRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  role: roleSchema,
});

/** The answer to it: the only time the key is told. */
export const newApiKeySchema = apiKeySchema.extend({ key: z.string() });
export type NewApiKey = z.infer<typeof newApiKeySchema>;
