import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { under } from '#lib/base-path.ts';
import { TooManyError } from '../http/problem.ts';
import { plainPagePolicy } from '../http/security-headers.ts';
import type { Auth } from './auth.ts';
import { isOwnRequest } from './csrf.ts';
import type { Sessions } from './sessions.ts';
import { type Redeemed, type SignInOnce, signInOnceHours } from './sign-in-once.ts';
import { sendWebResponse, toWebHeaders, toWebRequest } from './web-request.ts';

const words: Readonly<
  Record<Exclude<Redeemed['outcome'], 'signed-in'>, { readonly title: string; readonly text: string }>
> = {
  gone: {
    title: 'This link does not work any more',
    text: `A sign-in link works once, and for ${signInOnceHours} hours. This one was used already, or is too old.`,
  },
  malformed: {
    title: 'This is not a whole sign-in link',
    text: 'Something of it is missing. Copy all of it, up to the end of the line.',
  },
};

export interface AuthRoutesOptions {
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly signInOnce: SignInOnce;
  /** The origin that the browser used, by the request's headers. */
  ownOrigin(headers: IncomingHttpHeaders): string;
}

const bodyLimit = 65_536;
/** Wait after a refusal for which the library gives none. */
const defaultRetryS = 60;

/** The routes of sign-in: better-auth's at `/api/auth/*`, and the one-time link. */
export function authRoutes(options: AuthRoutesOptions): FastifyPluginAsync {
  return async (app) => {
    // Only in this scope: better-auth parses bodies itself.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    mountBetterAuth(app, options);
    mountSignInOnce(app, options);
  };
}

function mountBetterAuth(app: FastifyInstance, { auth, sessions, ownOrigin }: AuthRoutesOptions): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    exposeHeadRoute: false,
    schema: { hide: true },
    handler: async (request, reply) => {
      const origin = ownOrigin(request.headers);
      if (!isOwnRequest(request, origin)) {
        return reply
          .code(403)
          .send({ code: 'INVALID_ORIGIN', message: 'The request comes from a page of another origin.' });
      }
      const webRequest = toWebRequest(request, origin);
      // The rule of the whole API was applied above; better-auth has its own, which refuses programs.
      if (request.method !== 'GET') webRequest.headers.set('origin', origin);
      const response = await auth.handler(webRequest);
      if (request.method !== 'GET') sessions.forget();
      reply.header('cache-control', 'no-store');
      if (response.status === 429) {
        const seconds = Number(response.headers.get('x-retry-after') ?? defaultRetryS);
        throw new TooManyError('Too many wrong passwords. Wait a moment, then try again.', seconds * 1000);
      }
      return sendWebResponse(reply, response);
    },
  });
}

function mountSignInOnce(app: FastifyInstance, { signInOnce }: AuthRoutesOptions): void {
  const url = '/sign-in/once';
  const schema = { hide: true };
  // Link previews use HEAD, and browsers prefetch: neither may use the link up.
  app.head(url, { schema }, async (_request, reply) => noStore(reply).code(200).send());
  app.get(
    url,
    { schema, exposeHeadRoute: false },
    async (request: FastifyRequest<{ Querystring: { token?: unknown } }>, reply) => {
      if (isFetchedAhead(request)) return noStore(reply).code(503).send();
      const redeemed = await signInOnce.redeem(request.query.token, toWebHeaders(request));
      noStore(reply);
      if (redeemed.outcome === 'signed-in') {
        return reply.header('set-cookie', [...redeemed.cookies]).redirect(under('/console'), 302);
      }
      const page = signInOncePage(redeemed.outcome);
      return reply
        .code(redeemed.outcome === 'gone' ? 410 : 400)
        .type('text/html; charset=utf-8')
        .header('content-security-policy', plainPagePolicy('console', page))
        .send(page);
    },
  );
}

function isFetchedAhead({ headers }: FastifyRequest): boolean {
  return [headers['sec-purpose'], headers.purpose].some((purpose) => String(purpose).includes('prefetch'));
}

/** The address contains the token: it must not be cached or sent as referrer. */
function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
}

/** The page for a one-time link that does not work: the reason, and what to do. */
function signInOncePage(outcome: keyof typeof words): string {
  const { title, text } = words[outcome];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Doorlight</title>
<style>
:root { color-scheme: light dark }
body { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; font: 1.125rem/1.6 system-ui, sans-serif }
h1 { font-size: 1.5rem; line-height: 1.3 }
a { color: inherit }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${text}</p>
<p>Doorlight prints a new link when it is started again, as long as no administrator has a password. To give
the user admin a password, start it with DOORLIGHT_ADMIN_PASSWORD.</p>
<p><a href="${under('/sign-in')}">Sign in with user name and password</a></p>
</body>
</html>
`;
}
