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

/** A role at all sites, or only at some: then `role` is the highest of them. */
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

/** The stored scope of a user; one that cannot be read gives no role anywhere. */
export function scopeOf(role: unknown, sites: unknown): Scope {
  if (typeof sites !== 'string') return { role: roleOf(role) };
  const atSites = parseSites(sites);
  return { role: highest(Object.values(atSites)), sites: atSites };
}

/** A role at all sites, or one at each of some. */
export type Roles =
  | { readonly role: Role; readonly sites?: undefined }
  | { readonly role?: undefined; readonly sites: Readonly<Record<string, SiteRole>> };

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

/** The scope that roles give. */
export function scopeFrom({ role, sites }: Roles): Scope {
  return sites === undefined ? { role } : { role: highest(Object.values(sites)), sites };
}

/** For the audit log: `staff`, or `staff at bern, manager at genf`. */
export function scopeInWords({ role, sites }: Roles | Scope): string {
  if (sites === undefined) return role;
  return Object.entries(sites)
    .map(([site, atSite]) => `${atSite} at ${site}`)
    .join(', ');
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
