import { z } from 'zod';
import { type Role, roleSchema, siteRoleSchema } from '#lib/contract/principal.ts';
import { highest, type Roles } from '../roles.ts';

/** The company's own sign-in (OpenID Connect). */
export interface OidcSettings {
  /** Its address, with discovery below it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
  /** On the button of the sign-in page. */
  readonly name: string;
  readonly rules: OidcRules;
  /** Whether passwords are refused, but for the administrator of the environment. */
  readonly isOnly: boolean;
}

const rolesExpected =
  'JSON such as {"doorlight-admins":"administrator","bern-team":{"bern":"staff"}}: a group, or claim=value, and its role';

const rulesSchema = z.record(z.string().min(1), z.union([roleSchema, z.record(z.string(), siteRoleSchema)]));

/** By group, or by `claim=value`: a role at all sites, or one at each of some. */
export type OidcRules = z.infer<typeof rulesSchema>;

/** The value of `OIDC_ROLES`. */
export const oidcRulesValue = z.string().transform((text, context): OidcRules => {
  const rules = rulesSchema.safeParse(jsonOf(text));
  if (rules.success && Object.keys(rules.data).length > 0) return rules.data;
  context.addIssue({ code: 'custom', message: rolesExpected });
  return z.NEVER;
});

export const issuerExpected =
  'an https address such as https://login.example.com/realms/shop (http only at this machine)';

/** Tokens must not cross a network in the clear. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && `${username}${search}${hash}` === '';
}

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
  const sites: Record<string, z.infer<typeof siteRoleSchema>[]> = {};
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
  if (!isRecord(claims)) return undefined;
  if (Object.hasOwn(claims, path)) return claims[path];
  const [first = '', ...rest] = path.split('.');
  return rest.length > 0 && Object.hasOwn(claims, first) ? valueAt(claims[first], rest.join('.')) : undefined;
}

function holds(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((each) => holds(each, wanted));
  return ['string', 'number', 'boolean'].includes(typeof value) && String(value) === wanted;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
