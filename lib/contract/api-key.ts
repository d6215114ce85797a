import { z } from 'zod';
import { idSchema } from './ids.ts';
import { siteRolesSchema } from './person.ts';
import { roleSchema, siteRoleSchema } from './principal.ts';

/**
 * A key by which a program signs in. Has one role at all sites, or roles at single ones, as people do. The key
 * itself is shown once, when it is made.
 */
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** At all sites; absent where `sites` names the roles. */
  role: roleSchema.optional(),
  sites: z.record(idSchema, siteRoleSchema).optional(),
  /** The first characters of the key, to tell keys apart. */
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

/** The answer to it: the only time the key is told. */
export const newApiKeySchema = apiKeySchema.extend({ key: z.string() });
export type NewApiKey = z.infer<typeof newApiKeySchema>;
