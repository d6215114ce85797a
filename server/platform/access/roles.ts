import {
  type Permission,
  type Role,
  roleSchema,
  roles,
  type SiteRole,
  siteRoleSchema,
} from '#lib/contract/principal.ts';
import { isMapping } from '../config/value-path.ts';

const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: ['view', 'operate', 'configure', 'administer'],
  manager: ['view', 'operate', 'configure'],
  staff: ['view', 'operate'],
  viewer: ['view'],
};

/** What somebody may do now: a role at all sites, or only at some, then `role` is the highest of them. */
export interface Scope {
  readonly role: Role;
  readonly sites?: Readonly<Record<string, SiteRole>>;
}

/** The role of a user without one. */
export const defaultRole: Role = 'viewer';

/** Whether a role may do something. */
export function can(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission);
}

/** The role at a site; without one, at all sites together. Undefined: none. */
export function roleAt({ role, sites }: Scope, site: string | undefined): Role | undefined {
  if (sites === undefined) return role;
  return site !== undefined && Object.hasOwn(sites, site) ? sites[site] : undefined;
}

/** The stored role; an unknown one counts as the lowest. */
export function roleOf(stored: unknown): Role {
  const parsed = roleSchema.safeParse(stored);
  return parsed.success ? parsed.data : defaultRole;
}

/** Roles as they are given: one at all sites, or one at each of some; `region:west` stands for all sites with that tag. */
export type Roles =
  | { readonly role: Role; readonly sites?: undefined }
  | { readonly role?: undefined; readonly sites: Readonly<Record<string, SiteRole>> };

/** The stored roles of a user; those that cannot be read give nothing anywhere. */
export function storedRoles(role: unknown, sites: unknown): Roles {
  return typeof sites === 'string' ? { sites: parseSites(sites) } : { role: roleOf(role) };
}

/** What is stored of roles. `role` beside `sites` is for programs that do not know these. */
export function rolesToStore({ role, sites }: Roles): { readonly role: Role; readonly sites: string | null } {
  return sites === undefined
    ? { role, sites: null }
    : { role: highest(Object.values(sites)), sites: JSON.stringify(sites) };
}

/** Reads roles that are requested or stored: either one role or sites; undefined if neither is given. */
export function rolesOf({
  role,
  sites,
}: {
  readonly role?: Role | undefined;
  readonly sites?: Readonly<Record<string, SiteRole>> | undefined;
}): Roles | undefined {
  if (role !== undefined) return { role };
  return sites === undefined ? undefined : { sites };
}

/** For the audit log: `staff`, or `staff at bern, manager at all sites with region: west`. */
export function rolesInWords({ role, sites }: Roles): string {
  if (sites === undefined) return role;
  const held = Object.entries(sites).map(([place, given]) => {
    const isTag = place.includes(':');
    return `${given} at ${isTag ? `all sites with ${place.replace(':', ': ')}` : place}`;
  });
  return held.length === 0 ? 'no role' : held.join(', ');
}

/** The highest of several roles. */
export function highest(held: readonly Role[]): Role {
  return roles.find((role) => held.includes(role)) ?? defaultRole;
}

/**
 * The scope that a PIN opens: a few digits do not allow changing the setup, and reach only the tablet's site.
 */
export function scopeOnTablet(scope: Scope, site: string): Scope {
  const role = roleAt(scope, site);
  if (role === undefined) return { role: defaultRole, sites: {} };
  const capped = role === 'viewer' ? 'viewer' : 'staff';
  return { role: capped, sites: { [site]: capped } };
}

function parseSites(text: string): Record<string, SiteRole> {
  const parsed: unknown = JSON.parse(text);
  if (!isMapping(parsed)) return {};
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([site, role]): [string, SiteRole][] => {
      const known = siteRoleSchema.safeParse(role);
      return known.success ? [[site, known.data]] : [];
    }),
  );
}
