import { APIError, createAuthMiddleware } from 'better-auth/api';
import { z } from 'zod';
import { usernameSchema } from '#lib/contract/person.ts';
import type { SignInLimit } from './sign-in-limit.ts';

const cookie = 'doorlight-device';
const rememberS = 365 * 86_400;

interface SignInContext {
  readonly body?: unknown;
  getCookie(name: string): string | null;
}

const isSignIn = ({ path }: { readonly path?: string }) => path === '/sign-in/username';

/** Limits sign-in by user name, over all addresses; see {@link SignInLimit}. */
export function signInLimitPlugin(limit: SignInLimit, isSecure: boolean) {
  return {
    id: 'doorlight-sign-in-limit',
    hooks: {
      before: [
        {
          matcher: isSignIn,
          handler: createAuthMiddleware(async (context) => {
            const who = whoOf(context);
            const waitMs = who === undefined ? 0 : await limit.consume(...who);
            if (waitMs === 0) return;
            const seconds = String(Math.ceil(waitMs / 1000));
            throw new APIError(
              'TOO_MANY_REQUESTS',
              { message: 'Too many wrong passwords for this user name.' },
              { 'x-retry-after': seconds },
            );
          }),
        },
      ],
      after: [
        {
          matcher: isSignIn,
          handler: createAuthMiddleware(async (context) => {
            const who = whoOf(context);
            if (who === undefined) return;
            const { returned } = context.context;
            if (!(returned instanceof APIError)) {
              await limit.succeeded(...who);
              const options = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: rememberS } as const;
              context.setCookie(cookie, limit.mark(who[0]), { ...options, secure: isSecure });
            } else if (returned.statusCode !== 401) await limit.giveBack(...who);
          }),
        },
      ],
    },
  };
}

const bodySchema = z.object({ username: z.string().toLowerCase().pipe(usernameSchema) });

/** The user name that is tried, and the device's cookie; undefined for a name that cannot exist. */
function whoOf(context: SignInContext): [username: string, device: string | undefined] | undefined {
  const parsed = bodySchema.safeParse(context.body);
  return parsed.success ? [parsed.data.username, context.getCookie(cookie) ?? undefined] : undefined;
}
