import { setTimeout as sleep } from 'node:timers/promises';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint, createAuthMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { getMigrations } from 'better-auth/db/migration';
import { admin, username } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/admin/access';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { usernameSchema } from '#lib/contract/person.ts';
import { longestPassword, shortestPassword } from '../config/environment.ts';
import { isStorageFailure } from '../database/storage-error.ts';
import { defaultRole } from './roles.ts';
import type { SignInLimit } from './sign-in-limit.ts';
import { signInLimitPlugin } from './sign-in-limit-plugin.ts';
import { signInOncePlugin } from './sign-in-once-plugin.ts';

const body = z.object({
  userId: z.string(),
  tablet: z.string(),
  tabletSite: z.string(),
  expiresAt: z.date(),
});

const accessControl = createAccessControl(defaultStatements);

const nothing = accessControl.newRole({ user: [], session: [] });

/**
 * What roles may do to users and sessions. Impersonation is not allowed: the audit log would name the wrong
 * person.
 */
const adminRoles = {
  administrator: accessControl.newRole({
    user: ['create', 'list', 'set-role', 'ban', 'delete', 'set-password', 'get', 'update'],
    session: ['list', 'revoke', 'delete'],
  }),
  manager: nothing,
  staff: nothing,
  viewer: nothing,
};

export interface AuthOptions<Tables> {
  /** Database of users and sessions, in tables of their own. */
  readonly db: Kysely<Tables>;
  readonly dialect: 'sqlite' | 'postgres';
  /** Signs cookies; 32 characters or more. */
  readonly secret: string;
  /** The only origin browsers use. Without it the requested origin is accepted. */
  readonly publicUrl?: string;
  /** Whether browsers reach us by HTTPS: then cookies are limited to HTTPS. */
  readonly isSecure: boolean;
  /** Slows down password guessing. */
  readonly signInLimit: SignInLimit;
  /** Whether somebody may sign in with a password; default: everybody who has one. */
  isPasswordFor?(username: string): boolean;
  /** Somebody has signed in, by password or link, or unlocked a shared tablet. */
  onSession?(userId: string, how: 'sign-in' | 'unlock'): Promise<void>;
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, details: readonly unknown[]): void;
}

/** Users, passwords and sessions: better-auth, set up for Doorlight. */
export type Auth = ReturnType<typeof createAuth>;

const daySeconds = 86_400;

/** The HTTP paths of the admin plugin. */
const adminPaths = [
  'ban-user',
  'create-user',
  'get-user',
  'has-permission',
  'impersonate-user',
  'list-user-sessions',
  'list-users',
  'remove-user',
  'revoke-user-session',
  'revoke-user-sessions',
  'set-role',
  'set-user-password',
  'stop-impersonating',
  'unban-user',
  'update-user',
].map((name) => `/admin/${name}`);

/**
 * Used when no origin is configured. Otherwise better-auth would take it from variables such as `BASE_URL`,
 * which may belong to other programs; `.invalid` is reserved (RFC 2606).
 */
const noPublicUrl = 'http://doorlight.invalid';

/** How often, and with what pause, the tables are looked for that another process creates at the same moment. */
const migrationTries = 20;
const migrationPauseMs = 250;

/** Sets up sign-in by user name. {@link migrateAuth} creates its tables. */
export function createAuth<Tables>(options: AuthOptions<Tables>) {
  // Typed without the tables: the result is the same whatever else the database contains.
  const database: NonNullable<BetterAuthOptions['database']> = { db: options.db, type: options.dialect };
  return betterAuth({
    appName: 'Doorlight',
    database,
    secret: options.secret,
    baseURL: options.publicUrl ?? noPublicUrl,
    basePath: '/api/auth',
    trustedOrigins: (request) =>
      request === undefined || options.publicUrl !== undefined ? [] : [new URL(request.url).origin],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    plugins: [
      // The library's own rule does not allow hyphens.
      username({ usernameValidator: (name) => usernameSchema.safeParse(name.toLowerCase()).success }),
      admin({ defaultRole, adminRoles: ['administrator'], roles: adminRoles }),
      signInLimitPlugin(options.signInLimit, options.isSecure),
      signInOncePlugin(),
      unlockPlugin(),
      openSessionPlugin(options.isPasswordFor),
    ],
    user: {
      additionalFields: {
        /** JSON of a role at each of some sites; null where `role` holds at all. */
        sites: { type: 'string', required: false, input: false, returned: true },
      },
    },
    databaseHooks: {
      session: {
        create: {
          after: async ({ userId, ...session }) => {
            const isByPin = typeof session.tablet === 'string';
            await options.onSession?.(userId, isByPin ? 'unlock' : 'sign-in');
          },
        },
      },
    },
    // People sign in by user name, and only administrators create or rename accounts: by our own API, which
    // knows sites and the last administrator, and logs it.
    disabledPaths: [
      ...adminPaths,
      '/sign-up/email',
      '/sign-in/email',
      '/sign-in/social',
      '/is-username-available',
      '/update-user',
      '/request-password-reset',
      '/send-verification-email',
    ],
    // A tablet in a store stays signed in while it is used.
    session: {
      expiresIn: 30 * daySeconds,
      updateAge: daySeconds,
      additionalFields: {
        /** The shared tablet that was unlocked, and its site. */
        tablet: { type: 'string', required: false, input: false },
        tabletSite: { type: 'string', required: false, input: false },
      },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/username': { window: 60, max: 10 },
        '/change-password': { window: 60, max: 10 },
        '/get-session': false,
      },
    },
    advanced: {
      useSecureCookies: options.isSecure,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      // Set explicitly, because they are off in test environments otherwise.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      // Set by the routes from the connection: a client cannot set it.
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    onAPIError: {
      onError: (error) => {
        // Answered like those of every other route.
        if (isStorageFailure(error)) throw error;
        // A refusal is not an error of ours; the library would print each to the console.
        const isRefusal = error instanceof APIError && error.statusCode < 500;
        if (!isRefusal) options.log('error', 'sign-in failed', [error]);
      },
    },
    logger: {
      level: 'warn',
      log: (level, message, ...details) => options.log(level, message, details),
    },
    telemetry: { enabled: false },
  });
}

/**
 * Creates the tables of sign-in, or adds what a newer version needs. Safe at every start, also when two
 * processes start at once: each creates what the other has not created yet, until nothing is left.
 */
export async function migrateAuth(auth: Auth): Promise<void> {
  // Its warnings are of no use: PostgreSQL says `int8` of the `bigint` that it was given.
  const options = { ...auth.options, logger: { ...auth.options.logger, level: 'error' as const } };
  for (let tries = migrationTries; ; tries--) {
    const { runMigrations } = await getMigrations(options);
    try {
      return await runMigrations();
    } catch (error) {
      const { toBeCreated, toBeAdded } = await getMigrations(options);
      if (toBeCreated.length + toBeAdded.length === 0) return;
      if (tries === 1) throw error;
      await sleep(migrationPauseMs);
    }
  }
}

/** Adds the call that signs in somebody whom the company's provider vouches for, and limits who may use a password. */
function openSessionPlugin(isPasswordFor: (username: string) => boolean = () => true) {
  return {
    id: 'doorlight-open-session',
    hooks: {
      before: [
        {
          matcher: ({ path }: { readonly path?: string }) => path === '/sign-in/username',
          handler: createAuthMiddleware(async ({ body: entered }) => {
            const parsed = z.object({ username: z.string().toLowerCase() }).safeParse(entered);
            if (parsed.success && isPasswordFor(parsed.data.username)) return;
            throw new APIError('FORBIDDEN', {
              code: 'PASSWORDS_ARE_OFF',
              message: 'People sign in at the company’s own sign-in here (OIDC_ONLY).',
            });
          }),
        },
      ],
    },
    endpoints: {
      /** It is not reachable by HTTP. */
      openSession: createAuthEndpoint.serverOnly(
        { method: 'POST', body: z.object({ userId: z.string() }), requireHeaders: true },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.userId);
          if (user === null) throw new APIError('GONE', { message: 'The person is gone.' });
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          return context.json({ username: user.name });
        },
      ),
    },
  };
}

/** Adds the call that opens a short session on a shared tablet. It is not reachable by HTTP. */
function unlockPlugin() {
  return {
    id: 'doorlight-unlock',
    endpoints: {
      /** Signs in a person whose PIN was right. */
      unlockTablet: createAuthEndpoint.serverOnly(
        { method: 'POST', body, requireHeaders: true },
        async (context) => {
          const { internalAdapter } = context.context;
          const { userId, ...kept } = context.body;
          const user = await internalAdapter.findUserById(userId);
          if (user === null) throw new APIError('GONE', { message: 'The person is gone.' });
          const session = await internalAdapter.createSession(userId, true, kept, true);
          // Not a remembered session: the library then does not prolong it.
          await setSessionCookie(context, { session, user }, true);
          return context.json({ username: user.name });
        },
      ),
    },
  };
}
