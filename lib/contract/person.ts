import { z } from 'zod';
import { idSchema } from './ids.ts';
import { roleSchema, siteRoleSchema } from './principal.ts';

/** Where a role holds: a site by its id, or every site with a tag, now and later: `region:west`. */
const rolePlaceSchema = z
  .string()
  .trim()
  .normalize('NFC')
  .overwrite((place) => place.replace(/\s*:\s*/, ':'))
  .regex(/^[a-z0-9-]{1,40}(:.{1,60})?$/s, 'the id of a site, or a tag such as region:west');

export const rolesByPlaceSchema = z.record(rolePlaceSchema, siteRoleSchema);

/** A role at each of some sites, or at all with a tag: `{"bern": "staff", "region:west": "manager"}`. */
export const siteRolesSchema = rolesByPlaceSchema.refine(
  (sites) => Object.keys(sites).length > 0,
  'name at least one site or tag',
);
export type RolesAtSites = z.infer<typeof siteRolesSchema>;

/** A user who may sign in. Has one role at all sites, or roles at single ones. */
export const personSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  /** At all sites; absent if `sites` gives the roles. */
  role: roleSchema.optional(),
  sites: rolesByPlaceSchema.optional(),
  hasPassword: z.boolean(),
  hasPin: z.boolean(),
  /** Until when the PIN is locked, after too many wrong ones. */
  pinLockedUntil: z.iso.datetime().optional(),
  createdAt: z.iso.datetime(),
  /** Revision of the name and the roles; `If-Match: "<revision>"` refuses a change made from another one. */
  revision: z.string(),
});
export type Person = z.infer<typeof personSchema>;

export const usernameSchema = z
  .string()
  .regex(/^[a-z0-9._-]{3,30}$/, 'a user name of 3 to 30 characters: a-z, 0-9, dot, _ and -');
export const passwordSchema = z.string().min(8).max(128);
export const pinSchema = z.string().regex(/^\d{4,6}$/, 'a PIN of 4 to 6 digits');
const nameSchema = z.string().trim().min(1).max(60);

/** The body of `POST /api/v1/people`: either `role` or `sites`. */
export const newPersonSchema = z
  .strictObject({
    username: usernameSchema,
    /** Default: the user name. */
    name: nameSchema.optional(),
    role: roleSchema.optional(),
    sites: siteRolesSchema.optional(),
    password: passwordSchema.optional(),
    pin: pinSchema.optional(),
  })
  .refine(({ role, sites }) => (role === undefined) !== (sites === undefined), {
    path: ['role'],
    message: 'either role (at all sites) or sites (a role at each)',
  });

/**
 * The body of `PUT /api/v1/people/{id}`: what is not given stays unchanged; `role` and `sites` replace each
 * other.
 */
export const personChangeSchema = z
  .strictObject({
    name: nameSchema.optional(),
    role: roleSchema.optional(),
    sites: siteRolesSchema.optional(),
  })
  .refine(({ role, sites }) => role === undefined || sites === undefined, {
    path: ['role'],
    message: 'either role (at all sites) or sites (a role at each)',
  });

/** The body of `PUT /api/v1/me`. */
export const ownChangeSchema = z.strictObject({ name: nameSchema });

/** The body of `PUT /api/v1/me/password`. `current` may be absent only where there is no password yet. */
export const ownPasswordSchema = z.strictObject({
  current: z.string().max(128).optional(),
  password: passwordSchema,
});

/** A browser in which somebody is signed in. */
export const ownSessionSchema = z.object({
  id: z.string(),
  /** The browser and its machine, `Safari 17.4 · iOS 17`; absent where it did not say. */
  browser: z.string().optional(),
  signedInAt: z.iso.datetime(),
  /** To the day. */
  usedAt: z.iso.datetime(),
  /** The one that asks. */
  isCurrent: z.boolean(),
});
export type OwnSession = z.infer<typeof ownSessionSchema>;

/** Who is asking: the answer to `GET /api/v1/me`. */
export const meSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  /** The highest role, if there are several. */
  role: roleSchema,
  /** For the present sites: a role by tag is listed as a role at each site with that tag. */
  sites: z.record(idSchema, siteRoleSchema).optional(),
  hasPassword: z.boolean(),
  /** Present if the session was opened by PIN on a shared tablet. */
  tablet: z.object({ id: z.string(), until: z.iso.datetime() }).optional(),
});
export type Me = z.infer<typeof meSchema>;
