import { z } from 'zod';
import { rolesByPlaceSchema, siteRolesSchema } from './person.ts';
import { roleSchema } from './principal.ts';

/**
 * An API key of a program. It has one role at all sites, or roles at single ones, like users. The key itself is
 * shown once, when it is created.
 */
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** At all sites; absent if `sites` gives the roles. */
  role: roleSchema.optional(),
  sites: rolesByPlaceSchema.optional(),
  /** The first characters of the key, to recognise it. */
  hint: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** The body of `POST /api/v1/api-keys`: either `role` or `sites`. */
export const apiKeyRequestSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    role: roleSchema.optional(),
    sites: siteRolesSchema.optional(),
  })
  .refine(({ role, sites }) => (role === undefined) !== (sites === undefined), {
    path: ['role'],
    message: 'either role (at all sites) or sites (a role at each)',
  });
export type ApiKeyRequest = z.infer<typeof apiKeyRequestSchema>;

/** The answer to it: the only time the key is shown. */
export const newApiKeySchema = apiKeySchema.extend({ key: z.string() });
export type NewApiKey = z.infer<typeof newApiKeySchema>;
