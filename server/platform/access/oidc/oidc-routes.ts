import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SignInProblem } from '#lib/contract/sign-in.ts';
import { safeReturnPath } from '#lib/return-path.ts';
import { cookieValue } from '../sessions.ts';
import { toWebHeaders } from '../web-request.ts';
import type { Directory } from './directory.ts';
import { type OidcAttempt, type OidcClient, OidcError } from './oidc-client.ts';

export interface OidcRoutesParts {
  readonly client: OidcClient;
  readonly directory: Directory;
  readonly secret: string;
  readonly isSecure: boolean;
  /** Origin and base path by which a browser reaches us. */
  ownUrl(request: FastifyRequest): string;
  /** @returns the cookies of a new session */
  openSession(userId: string, headers: Headers): Promise<readonly string[]>;
  onError(error: unknown): void;
}

const cookie = 'doorlight-oidc';
const attemptS = 600;
const startPath = '/sign-in/oidc';
const callbackPath = '/sign-in/oidc/callback';

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  untilMs: z.number(),
});

/** `/sign-in/oidc`: to the company's provider, and back. */
export function oidcRoutes(parts: OidcRoutesParts): FastifyPluginAsync {
  const { client, directory } = parts;
  const schema = { hide: true };
  return async (app) => {
    app.get(
      startPath,
      { schema },
      async (request: FastifyRequest<{ Querystring: { next?: unknown } }>, reply) => {
        const { next } = request.query;
        const returnTo = safeReturnPath(typeof next === 'string' ? next : undefined);
        try {
          const { url, attempt } = await client.begin(`${parts.ownUrl(request)}${callbackPath}`, returnTo);
          const kept = JSON.stringify({ ...attempt, untilMs: Date.now() + attemptS * 1000 });
          setCookie(reply, parts, await symmetricEncrypt({ key: parts.secret, data: kept }), attemptS);
          return noStore(reply).redirect(url.href, 302);
        } catch (error) {
          return refuse(reply, parts, error);
        }
      },
    );

    app.get(callbackPath, { schema, exposeHeadRoute: false }, async (request, reply) => {
      setCookie(reply, parts, '', 0);
      try {
        const attempt = await attemptOf(request, parts.secret);
        const url = new URL(request.url, parts.ownUrl(request));
        const back = new URL(`${parts.ownUrl(request)}${callbackPath}${url.search}`);
        const identity = await client.finish(back, attempt);
        const userId = await directory.signedIn(identity);
        if (userId === undefined) return signInPage(reply, parts.ownUrl(request), 'no-role');
        const cookies = await parts.openSession(userId, toWebHeaders(request));
        reply.header('set-cookie', [...cookies]);
        return noStore(reply).redirect(`${basePathOf(parts.ownUrl(request))}${attempt.next}`, 302);
      } catch (error) {
        return refuse(reply, parts, error, parts.ownUrl(request));
      }
    });
  };
}

/** What the browser carries from the start; it works in the browser that began, for ten minutes. */
async function attemptOf(request: FastifyRequest, secret: string): Promise<OidcAttempt> {
  try {
    const data = cookieValue(request.headers.cookie, cookie) ?? '';
    const text = await symmetricDecrypt({ key: secret, data });
    const { untilMs, ...attempt } = attemptSchema.parse(JSON.parse(text));
    if (untilMs < Date.now()) throw new Error('the sign-in was begun too long ago');
    return attempt;
  } catch (error) {
    throw new OidcError('failed', error);
  }
}

function refuse(reply: FastifyReply, parts: OidcRoutesParts, error: unknown, ownUrl?: string): FastifyReply {
  if (!(error instanceof OidcError)) throw error;
  if (error.problem !== 'denied') parts.onError(error);
  return signInPage(reply, ownUrl ?? parts.ownUrl(reply.request), error.problem);
}

function signInPage(reply: FastifyReply, ownUrl: string, problem: SignInProblem): FastifyReply {
  return noStore(reply).redirect(`${basePathOf(ownUrl)}/sign-in?problem=${problem}`, 302);
}

function basePathOf(ownUrl: string): string {
  return new URL(ownUrl).pathname.replace(/\/$/, '');
}

function setCookie(reply: FastifyReply, { isSecure }: OidcRoutesParts, value: string, maxAgeS: number): void {
  const attributes = `Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  reply.header('set-cookie', `${cookie}=${value}; ${attributes}`);
}

function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
}
