import { z } from 'zod';

/** What people may be, from most to least. */
export const roles = ['administrator', 'manager', 'staff', 'viewer'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** What people may be at single sites: people and the database belong to no site. */
export const siteRoles = ['manager', 'staff', 'viewer'] as const;
export const siteRoleSchema = z.enum(siteRoles);
export type SiteRole = z.infer<typeof siteRoleSchema>;

/**
 * What an action needs: `view` numbers; `operate` (adjust, reset, hold); `configure` thresholds, sensors,
 * displays; `administer` people and the database.
 */
export type Permission = 'view' | 'operate' | 'configure' | 'administer';
