import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { TooManyError } from '../http/problem.ts';
import { plainPagePolicy } from '../http/security-headers.ts';
import type { Auth } from './auth.ts';
import { isOwnRequest } from './csrf.ts';
import type { Sessions } from './sessions.ts';
import type { SignInOnce } from './sign-in-once.ts';
import { signInOncePage } from './sign-in-once-page.ts';
import { sendWebResponse, toWebHeaders, toWebRequest } from './web-request.ts';

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
    // // Only in this scope: better-auth parses bodies itself.
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
      // // The rule of the whole API was applied above; better-auth has its own, which refuses programs.
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
  // // Link previews use HEAD, and browsers prefetch: neither may use the link up.
  app.head(url, { schema }, async (_request, reply) => noStore(reply).code(200).send());
  app.get(
    url,
    { schema, exposeHeadRoute: false },
    async (request: FastifyRequest<{ Querystring: { token?: unknown } }>, reply) => {
      if (isFetchedAhead(request)) return noStore(reply).code(503).send();
      const redeemed = await signInOnce.redeem(request.query.token, toWebHeaders(request));
      noStore(reply);
      if (redeemed.outcome === 'signed-in') {
        return reply.header('set-cookie', [...redeemed.cookies]).redirect('/console', 302);
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
