import { type Role, type SiteRole, siteRoleSchema } from '#lib/contract/principal.ts';
import type { OidcRules } from '../../config/oidc-settings.ts';
import { isMapping } from '../../config/value-path.ts';
import { highest, type Roles } from '../roles.ts';

/** Claims in which providers name groups. */
const groupClaims = ['groups', 'roles'];

/**
 * The role that somebody's claims give; undefined: none. A role at all sites counts before roles at some, and the
 * highest of several counts.
 */
export function rolesFromClaims(
  claims: Readonly<Record<string, unknown>>,
  rules: OidcRules,
): Roles | undefined {
  const everywhere: Role[] = [];
  const sites: Record<string, SiteRole[]> = {};
  for (const [match, given] of Object.entries(rules)) {
    if (!matches(claims, match)) continue;
    if (typeof given === 'string') everywhere.push(given);
    else for (const [site, role] of Object.entries(given)) sites[site] = [...(sites[site] ?? []), role];
  }
  if (everywhere.length > 0) return { role: highest(everywhere) };
  const atSites = Object.entries(sites).map(([site, held]) => {
    const role = siteRoleSchema.parse(highest(held));
    return [site, role] as const;
  });
  return atSites.length > 0 ? { sites: Object.fromEntries(atSites) } : undefined;
}

function matches(claims: Readonly<Record<string, unknown>>, match: string): boolean {
  if (groupClaims.some((claim) => holds(claims[claim], match))) return true;
  const at = match.indexOf('=');
  return at > 0 && holds(valueAt(claims, match.slice(0, at)), match.slice(at + 1));
}

/** The claim with this name, or `a.b` inside of claim `a`. */
function valueAt(claims: unknown, path: string): unknown {
  if (!isMapping(claims)) return undefined;
  if (Object.hasOwn(claims, path)) return claims[path];
  const [first = '', ...rest] = path.split('.');
  return rest.length > 0 && Object.hasOwn(claims, first) ? valueAt(claims[first], rest.join('.')) : undefined;
}

function holds(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((each) => holds(each, wanted));
  return ['string', 'number', 'boolean'].includes(typeof value) && String(value) === wanted;
}
