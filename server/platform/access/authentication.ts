import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import type { Kysely } from 'kysely';
import type { ApiKey } from '#lib/contract/api-key.ts';
import type { Permission, Role } from '#lib/contract/principal.ts';
import type { SignInMeans } from '#lib/contract/sign-in.ts';
import { unlockedMinutes } from '#lib/contract/tablet.ts';
import type { Environment } from '../config/environment.ts';
import type { MakeLimit } from '../limits/limits.ts';
import { Accounts } from './accounts.ts';
import { adminUsername, ensureAdmin, hasAdministratorWithPassword } from './admin-user.ts';
import { hashApiKey } from './api-key.ts';
import { type AuthOptions, createAuth, migrateAuth } from './auth.ts';
import { authRoutes } from './auth-routes.ts';
import { isOwnRequest, type WriteRequest } from './csrf.ts';
import type { Directory } from './oidc/directory.ts';
import { can, type Roles, rolesOf, type Scope } from './roles.ts';
import { installationSecret } from './secret.ts';
import { type CredentialHeaders, type Known, type Principal, Sessions } from './sessions.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { createSignInOnce } from './sign-in-once.ts';
import { SiteTags, type TaggedSite } from './site-tags.ts';

/** Sign-in, as the rest of the sidecar uses it. */
export interface Authentication {
  /** `/api/auth/*` and `/sign-in/once`. */
  readonly routes: FastifyPluginAsync;
  /** The user or program behind a request or a socket's handshake; null if there is none. */
  caller(headers: CredentialHeaders): Promise<Principal | null>;
  can(role: Role, permission: Permission): boolean;
  /** What roles allow now, those by tag at the sites that carry it. */
  scope(roles: Roles): Scope;
  /** The people who may sign in. */
  readonly accounts: Accounts;
  /**
   * Opens a short session of a person on a shared tablet.
   *
   * @param headers of the request
   * @returns the cookies to set
   */
  unlock(request: UnlockRequest, headers: Headers): Promise<readonly string[]>;
  /** Calls back after each sign-in. */
  onSignIn(listener: (username: string, how: 'sign-in' | 'unlock') => Promise<void>): void;
  /** Calls back when a user's session, role or account may have changed. */
  onChange(listener: () => void): void;
  /** Clears the cache of callers: a key was removed, or a role has changed. */
  forget(): void;
  /** Whether a request that changes something comes from our own pages, or from a program. */
  isOwnRequest(request: WriteRequest & { readonly headers: IncomingHttpHeaders }): boolean;
  /** The people of the company's own sign-in (OIDC_ISSUER), where there is one. */
  readonly directory?: Directory;
  /** How people sign in here. */
  means(): SignInMeans;
  /**
   * Where a browser goes after signing out: to the provider's page where the person is of it.
   *
   * @param ownUrl origin and base path by which the browser reaches us
   */
  signOutUrl(userId: string, ownUrl: string): Promise<string | undefined>;
  /** Origin by which a browser reaches us. */
  ownOrigin(headers: IncomingHttpHeaders): string;
  /**
   * The token of a one-time link, if it is needed: always in the demo, and as long as no administrator has a
   * password.
   */
  firstToken(isDemo: boolean): Promise<string | undefined>;
}

export interface UnlockRequest {
  readonly userId: string;
  readonly tablet: string;
  readonly site: string;
}

export interface AuthenticationParts<Tables> {
  readonly environment: Environment;
  readonly database: { readonly db: Kysely<Tables>; readonly dialect: AuthOptions<Tables>['dialect'] };
  readonly logger: Logger;
  /** Counts wrong passwords. */
  readonly limit: MakeLimit;
  /** Finds the owner of a program's key by the key's hash; without it every key is refused. */
  readonly keyOwner?: (hash: string) => Promise<KeyOwner | undefined>;
  /** The sites of now, another list after each change; without it roles by tag give nothing. */
  readonly sites?: () => readonly TaggedSite[];
}

/** A program with a key: a role at all sites, or one at each of some. */
export type KeyOwner = Pick<ApiKey, 'id' | 'name' | 'role' | 'sites'>;

type Logger = Readonly<
  Record<'debug' | 'info' | 'warn' | 'error', (details: object, message: string) => void>
>;

const noSites: readonly TaggedSite[] = [];

/**
 * Opens sign-in: its tables, its secret, and the user `admin` if the environment gives a password.
 *
 * @throws when the database or the data folder cannot be written
 */
export async function openAuthentication<Tables>(
  parts: AuthenticationParts<Tables>,
): Promise<Authentication> {
  const { environment, database, logger } = parts;
  const { publicUrl, tls, adminPassword, oidc } = environment;
  const isSecure = publicUrl === undefined ? tls !== undefined : publicUrl.startsWith('https:');
  const secret = await installationSecret(environment);
  const signInListeners = new Set<Parameters<Authentication['onSignIn']>[0]>();
  const changeListeners = new Set<() => void>();
  const auth = createAuth({
    ...database,
    onSession: async (userId, how) => {
      const account = await accounts.find(userId);
      if (account === undefined) return;
      for (const listener of signInListeners) await listener(account.username, how);
    },
    secret,
    signInLimit: new SignInLimit(parts.limit, secret),
    ...(publicUrl !== undefined && { publicUrl }),
    // The administrator of the environment stays: the provider may be away.
    isPasswordFor: (username) => oidc?.isOnly !== true || username === adminUsername,
    isSecure,
    log: (level, message, details) => logger[level]({ details }, message),
  });
  const accounts = new Accounts(auth, () => sessions.forget());
  await migrateAuth(auth);
  if (adminPassword !== undefined) await ensureAdmin(auth, adminPassword);
  const tags = new SiteTags(parts.sites ?? (() => noSites));
  const sessions = new Sessions({
    auth,
    keyOwner: (key) => ownerOfKey(key, parts.keyOwner),
    scope: (roles) => tags.scope(roles),
    onForget: () => {
      for (const listener of changeListeners) listener();
    },
  });
  const signInOnce = createSignInOnce(auth);
  const ownOrigin = (headers: IncomingHttpHeaders) =>
    publicUrl ?? originAsked(headers, isSecure ? 'https' : 'http');
  const company =
    oidc &&
    (await import('./oidc/open-directory.ts')).openDirectory({
      ...{ auth, settings: oidc, secret, isSecure, ownOrigin, onChange: () => sessions.forget() },
      onError: (error, message) => logger.warn({ error }, message),
    });
  return {
    routes: async (app) => {
      await app.register(authRoutes({ auth, sessions, signInOnce, ownOrigin }));
      if (company !== undefined) await app.register(company.routes);
    },
    ...(company && { directory: company.directory }),
    ownOrigin,
    means: () => ({
      passwords: oidc?.isOnly !== true,
      ...(company && oidc && { provider: { name: oidc.name, isReachable: company.isReachable() } }),
    }),
    signOutUrl: async (userId, ownUrl) => company?.signOutUrl(userId, ownUrl),
    caller: (headers) => sessions.principal(headers),
    can,
    scope: (roles) => tags.scope(roles),
    accounts,
    unlock: async ({ userId, tablet, site }, headers) => {
      const body = { userId, tablet, tabletSite: site, expiresAt: minutesFromNow(unlockedMinutes) };
      const answer = await auth.api.unlockTablet({ body, headers, asResponse: true });
      if (!answer.ok) throw new Error(`The tablet cannot be unlocked: ${await answer.text()}`);
      sessions.forget();
      return answer.headers.getSetCookie();
    },
    onSignIn: (listener) => signInListeners.add(listener),
    onChange: (listener) => changeListeners.add(listener),
    forget: () => sessions.forget(),
    isOwnRequest: (request) => isOwnRequest(request, ownOrigin(request.headers)),
    firstToken: async (isDemo) => {
      const isNeeded = isDemo || !(await hasAdministratorWithPassword(auth));
      return isNeeded ? signInOnce.issue() : undefined;
    },
  };
}

async function ownerOfKey(
  key: string,
  ownerOf: AuthenticationParts<unknown>['keyOwner'],
): Promise<Known | null> {
  const owner = await ownerOf?.(hashApiKey(key));
  if (owner === undefined) return null;
  return { who: { userId: owner.id, username: owner.name }, roles: rolesOf(owner) ?? { sites: {} } };
}

/** Without a configured origin the requested one is used: only a trusted proxy can set it. */
function originAsked(headers: IncomingHttpHeaders, own: 'http' | 'https'): string {
  const { host = 'localhost' } = headers;
  const { 'x-forwarded-proto': protocol = own, 'x-forwarded-host': publicHost = host } = headers;
  return `${protocol}://${publicHost}`;
}

function minutesFromNow(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}
