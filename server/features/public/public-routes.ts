import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { publicSiteSchema } from '#lib/contract/public-site.ts';
import { nowWords } from '#lib/i18n/door.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';
import { countedAddress } from '#server/network/client-address.ts';
import { isNamed } from '#server/platform/http/entity-tag.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import { answerKind, securityHeaders } from '#server/platform/http/security-headers.ts';
import { revisionOf } from '#server/platform/revision.ts';
import { badge } from './badge.ts';
import { manifestOf } from './manifest.ts';
import { type NowPage, noSuchPage, type PageWords } from './now-page.ts';
import type { PublicAnswer } from './public-events.ts';
import type { PublicSites } from './public-sites.ts';
import { chosenWords, embedIn, siteWords } from './public-words.ts';

export interface PublicRoutesParts {
  readonly publicSites: PublicSites;
}

const operation = operationIn('public');
// Any text: an invalid id is answered like a site that is not public.
const params = z.object({ site: z.string().max(200) });
const querystring = z.object({
  /** The visitor's language; default: by `Accept-Language`, among those of the site. */
  lang: z.string().max(40).optional(),
});

/** Short enough that a cache cannot make a light much older than its age says. */
const briefly = 'public, max-age=2';

/** Any web site may read and load public data. */
const openToAll = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Age',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** Public data of sites: pages for visitors at `/now`, and for other web sites and programs at `/public/v1`. */
export function publicRoutes({ publicSites }: PublicRoutesParts): FastifyPluginAsyncZod {
  /** @throws the same for a site that is not public and one that does not exist */
  const find = (site: string): PublicAnswer => {
    const answer = publicSites.answer(site);
    if (answer === undefined) throw new ProblemError(404, 'There is nothing public here.');
    return answer;
  };
  const wordsFor = async (site: string, request: FastifyRequest, lang: string | undefined) => {
    const offered = await siteWords(publicSites.site(site)?.languages ?? []);
    const words = chosenWords(offered, lang, request.headers['accept-language']);
    return { words, languages: offered.map(({ lang: tag }) => tag) };
  };

  return async (app) => {
    app.options('/public/v1/*', { schema: { hide: true } }, async (_, reply) =>
      reply
        .code(204)
        .headers({
          ...openToAll,
          'access-control-allow-methods': 'GET, HEAD, OPTIONS',
          'access-control-allow-headers': 'If-None-Match, Cache-Control, Last-Event-ID',
          'access-control-max-age': '86400',
        })
        .send(),
    );

    app.get(
      '/public/v1/sites/:site',
      operation({
        security: [],
        summary: 'How full the zones of a site are, for anybody',
        description:
          'Only of sites whose configuration says `public`; the same 404 for others and for sites that do not ' +
          'exist. Show it for `validForMs` after it came, and no longer.',
        params,
        response: {
          200: publicSiteSchema,
          304: z.null().describe('What `If-None-Match` names is still right'),
        },
      }),
      async (request, reply) => {
        reply.headers(openToAll);
        const { view, json, etag } = find(request.params.site);
        reply.header('etag', etag).header('cache-control', briefly);
        if (isNamed(request.headers['if-none-match'], etag)) return reply.code(304).send(null);
        reply.header('content-type', 'application/json; charset=utf-8');
        // Serialised once for everybody.
        return reply.serializer(() => json).send(view);
      },
    );

    app.get(
      '/public/v1/sites/:site/events',
      {
        exposeHeadRoute: false,
        ...operation({
          security: [],
          summary: 'The same as server-sent events: on each change, and again within its validity',
          description:
            'A stream of `text/event-stream`; each event carries what the site itself answers. 503 where too many follow already.',
          params,
          response: { 200: z.string() },
        }),
      },
      async (request, reply) => {
        reply.headers(openToAll);
        const { site } = request.params;
        const answer = find(site);
        const from = countedAddress(request.ip);
        if (!publicSites.events.hasRoom(from)) {
          reply.header('retry-after', '30');
          throw new ProblemError(503, 'Too many follow already. Ask for the site itself every other second.');
        }
        sendHead(request, reply);
        publicSites.events.add(site, from, reply.raw, answer);
      },
    );

    app.get(
      '/public/v1/badge/:site/:file',
      operation({
        security: [],
        summary: 'The light of a zone as a picture: `{zone}.svg`',
        description: 'It turns unknown by itself when it is not valid any more.',
        params: params.extend({ file: z.string().max(200) }),
        querystring,
        response: { 200: z.string() },
      }),
      async (request, reply) => {
        reply.headers(openToAll);
        const { site, file } = request.params;
        const zone = find(site).view.zones.find((each) => `${each.zone}.svg` === file);
        if (zone === undefined) throw new ProblemError(404, 'There is nothing public here.');
        const { words } = await wordsFor(site, request, request.query.lang);
        const { name, light, validForMs } = zone;
        return reply
          .headers({
            'content-type': 'image/svg+xml; charset=utf-8',
            'cache-control': light === 'unknown' ? 'no-store' : briefly,
            // Its own style sheet, also when the picture is opened alone.
            'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
            vary: 'accept-language',
          })
          .send(
            badge({
              lang: words.lang,
              name,
              light,
              words: { ...words.light, unknown: words.now.unknown },
              validForMs,
            }),
          );
      },
    );

    app.get(
      '/public/v1/embed.js',
      operation({
        security: [],
        summary: 'The custom element `<doorlight-now site="…" zone="…">` for any web site',
        description:
          'A script without dependencies; the element turns unknown by itself when nothing new comes.',
        response: { 200: z.string(), 304: z.null().describe('What `If-None-Match` names is still right') },
      }),
      async (request, reply) => {
        const script = await embedIn(publicSites.languages());
        const tag = `"${revisionOf(script)}"`;
        reply.headers({ ...openToAll, etag: tag, 'cache-control': 'public, max-age=3600' });
        if (isNamed(request.headers['if-none-match'], tag)) return reply.code(304).send(null);
        return reply.header('content-type', 'text/javascript; charset=utf-8').send(script);
      },
    );

    app.get('/now/:site', { schema: { hide: true, params, querystring } }, async (request, reply) => {
      const { site } = request.params;
      const { words, languages } = await wordsFor(site, request, request.query.lang);
      const page = await publicSites.page(site, words, languages);
      return page === undefined ? sendNoSuchPage(request, reply) : sendPage(reply, page);
    });

    app.get(
      '/now/:site/manifest.webmanifest',
      { schema: { hide: true, params, querystring } },
      async (request, reply) => {
        const { site } = request.params;
        const { view } = find(site);
        const { words } = await wordsFor(site, request, request.query.lang);
        return reply
          .headers({
            'content-type': 'application/manifest+json; charset=utf-8',
            'cache-control': 'no-cache',
            vary: 'accept-language',
          })
          .send(JSON.stringify(manifestOf(view, words)));
      },
    );
  };
}

/** Sends the head of a stream; the body is written elsewhere. */
function sendHead(request: FastifyRequest, reply: FastifyReply): void {
  const headers = {
    ...securityHeaders(answerKind(request.url), request.protocol === 'https'),
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Otherwise proxies such as nginx buffer the answer.
    'x-accel-buffering': 'no',
  };
  reply.hijack();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(200);
}

function sendPage(reply: FastifyReply, { html, policy }: NowPage): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      // Neither cached nor restored: an old light must not be shown.
      'cache-control': 'no-store',
      vary: 'accept-language',
    })
    .send(html);
}

async function sendNoSuchPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const words: PageWords = await nowWords(acceptedLanguages(request.headers['accept-language'] ?? ''));
  return sendPage(reply.code(404), noSuchPage(words));
}
