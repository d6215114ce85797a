import { type Permission, type Role, roleSchema } from '#lib/contract/principal.ts';

const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: ['view', 'operate', 'configure', 'administer'],
  manager: ['view', 'operate', 'configure'],
  staff: ['view', 'operate'],
  viewer: ['view'],
};

/** The role of who has none yet. */
export const defaultRole: Role = 'viewer';

/** Whether a role may do something. */
export function can(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission);
}

/** The role as stored; what is not known gives the least. */
export function roleOf(stored: unknown): Role {
  const parsed = roleSchema.safeParse(stored);
  return parsed.success ? parsed.data : defaultRole;
}
