import { randomBytes } from 'node:crypto';
import { ensureAdminUser } from './admin-user.ts';
import type { Auth } from './auth.ts';
import { tokenIdentifier } from './sign-in-once-plugin.ts';

/** For how long a one-time link works. */
export const signInOnceHours = 24;

/** The result of using a one-time token. */
export type Redeemed =
  | { readonly outcome: 'signed-in'; readonly cookies: readonly string[] }
  /** Used, expired, or never issued. */
  | { readonly outcome: 'gone' }
  /** Not a token at all. */
  | { readonly outcome: 'malformed' };

/** Links that sign in as administrator without password, once. */
export interface SignInOnce {
  /** A new token for `/sign-in/once?token=…`. */
  issue(): Promise<string>;
  /** @param headers of the request, for the session's record of address and program */
  redeem(token: unknown, headers: Headers): Promise<Redeemed>;
}

/** Creates the one-time links of an {@link Auth}. */
export function createSignInOnce(auth: Auth): SignInOnce {
  return {
    async issue() {
      const { internalAdapter } = await auth.$context;
      const token = randomBytes(32).toString('base64url');
      await internalAdapter.createVerificationValue({
        identifier: tokenIdentifier(token),
        value: await ensureAdminUser(auth),
        expiresAt: new Date(Date.now() + signInOnceHours * 3_600_000),
      });
      return token;
    },
    async redeem(token, headers) {
      // 32 bytes in base64url.
      if (typeof token !== 'string' || !/^[\w-]{43}$/.test(token)) return { outcome: 'malformed' };
      const answer = await auth.api.redeemSignInOnce({ body: { token }, headers, asResponse: true });
      if (answer.status === 410) return { outcome: 'gone' };
      if (!answer.ok) throw new Error(`The one-time sign-in failed: ${await answer.text()}`);
      return { outcome: 'signed-in', cookies: answer.headers.getSetCookie() };
    },
  };
}
