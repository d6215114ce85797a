import { createHash } from 'node:crypto';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** The stored identifier of a token: its hash, so that the database does not reveal tokens. */
export function tokenIdentifier(token: string): string {
  return `sign-in-once:${createHash('sha256').update(token).digest('hex')}`;
}

/** Adds the call that turns a one-time token into a session. It is not reachable by HTTP. */
export function signInOncePlugin() {
  return {
    id: 'doorlight-sign-in-once',
    endpoints: {
      /** Removes the token, so that it works once, and signs its user in. */
      redeemSignInOnce: createAuthEndpoint.serverOnly(
        { method: 'POST', body: z.object({ token: z.string() }), requireHeaders: true },
        async (context) => {
          const { internalAdapter } = context.context;
          const kept = await internalAdapter.consumeVerificationValue(tokenIdentifier(context.body.token));
          const user = kept === null ? null : await internalAdapter.findUserById(kept.value);
          if (user === null) throw new APIError('GONE', { message: 'The link was used or is too old.' });
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          return context.json({ username: user.name });
        },
      ),
    },
  };
}
