import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

const body = z.object({
  userId: z.string(),
  tablet: z.string(),
  tabletSite: z.string(),
  expiresAt: z.date(),
});

/** Adds the call that opens a short session on a shared tablet. It is not reachable by HTTP. */
export function unlockPlugin() {
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
          // // Not a remembered session: the library then does not prolong it.
          await setSessionCookie(context, { session, user }, true);
          return context.json({ username: user.name });
        },
      ),
    },
  };
}
