import { z } from 'zod';
import { rolesByPlaceSchema } from '#lib/contract/person.ts';
import { roleSchema } from '#lib/contract/principal.ts';

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
  'JSON such as {"doorlight-admins":"administrator","bern-team":{"bern":"staff"},"west":{"region:west":"manager"}}: a group, or claim=value, and its role, per site or tag';

const rulesSchema = z.record(z.string().min(1), z.union([roleSchema, rolesByPlaceSchema]));

/** By group, or by `claim=value`: a role at all sites, or one at each of some or at all with a tag. */
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
