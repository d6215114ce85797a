import { z } from 'zod';

/** The roles of users, from most to least. */
export const roles = ['administrator', 'manager', 'staff', 'viewer'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The roles at single sites: users and the database belong to no site. */
export const siteRoles = ['manager', 'staff', 'viewer'] as const;
export const siteRoleSchema = z.enum(siteRoles);
export type SiteRole = z.infer<typeof siteRoleSchema>;

/**
 * The permissions: `view` numbers; `operate` (adjust, reset, hold); `configure` thresholds, sensors, displays;
 * `administer` users and the database.
 */
export type Permission = 'view' | 'operate' | 'configure' | 'administer';
