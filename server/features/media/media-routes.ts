import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import { keptMediaSchema, largestVideo, mediaTypes } from '#lib/contract/media.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import { acceptMedia } from './accept-media.ts';
import { MediaStore } from './media-store.ts';

const operation = operationIn('displays');
const uploads = [...Object.values(mediaTypes), 'application/octet-stream'];
const extensions: Readonly<Record<string, string>> = mediaTypes;
/** A little more than the largest file, so that a larger one gets a readable refusal. */
const bodyLimit = largestVideo + 1024 * 1024;
/** Unused files are kept this long: a display may be set back, or a configuration imported. */
const unusedForMs = 30 * 86_400_000;

/** Logos, pictures and videos: stored per site, and public like the screens that show them. */
export function mediaRoutes(platform: Platform): FastifyPluginAsyncZod {
  const { guard, database, clock, retentionClock, configuration, audit } = platform;
  const media = new MediaStore(database.db);
  const hasSite = (id: string) => configuration.site(id) !== undefined;
  const isUsed = (name: string) => JSON.stringify(configuration.entries()).includes(name);
  const isoAt = (ms: number) => new Date(ms).toISOString();
  return async (app) => {
    app.addContentTypeParser(uploads, { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );

    app.post(
      '/api/v1/sites/:site/media',
      {
        bodyLimit,
        ...operation({
          summary: 'Keep a picture (PNG, JPEG, WebP, SVG; 3 MB) or a video (MP4, WebM; 12 MB) for displays',
          description:
            'The body is the file; what it is, is seen from its content. The path of the answer is what logo and background of a display take. What no display names is removed after a month. Needs the right to configure at the site.',
          consumes: uploads,
          params: z.object({ site: idSchema }),
          response: { 200: keptMediaSchema },
        }),
      },
      async (request) => {
        const { site } = request.params;
        const { username } = await guard.require(request, 'configure', site);
        if (!hasSite(site)) throw new ProblemError(404, `There is no site ${site}.`);
        const { body } = request;
        if (!Buffer.isBuffer(body)) {
          throw new ProblemError(
            400,
            `Expected the file itself, with one of the types ${uploads.join(', ')}.`,
            { code: 'media-kind' },
          );
        }
        const accepted = acceptMedia(body);
        if (!accepted.ok) {
          const { words, ...problem } = accepted.error;
          throw new ProblemError(400, words, problem);
        }
        const { name, path, type, size } = accepted.value;
        await media.keep(name, body, username, isoAt(clock.now()));
        await media.removeUnused(isUsed, isoAt(retentionClock.now() - unusedForMs));
        await audit({ who: username, action: 'configure', site, to: path, result: 'done' });
        return { path, type, size };
      },
    );

    app.get(
      '/media/:name',
      operation({
        summary: 'A picture or a video of displays',
        description: 'As it was kept, for whoever stands before a screen; it never changes under its name.',
        params: z.object({ name: z.string().regex(/^[0-9a-f]{20}\.[a-z0-9]{3,4}$/) }),
      }),
      async (request, reply) => {
        const { name } = request.params;
        const content = await media.find(name);
        const type = extensions[name.split('.')[1] ?? ''];
        if (content === undefined || type === undefined) {
          throw new ProblemError(404, 'This picture is not kept here. Upload it again.');
        }
        reply
          .header('content-type', type)
          .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
          .header('cross-origin-resource-policy', 'same-origin')
          .header('cache-control', 'public, max-age=31536000, immutable')
          .header('accept-ranges', 'bytes');
        const part = partOf(request.headers.range, content.length);
        if (part === undefined) return reply.send(content);
        return reply
          .code(206)
          .header('content-range', `bytes ${part.from}-${part.to}/${content.length}`)
          .send(content.subarray(part.from, part.to + 1));
      },
    );
  };
}

/** The part that a player requests (RFC 9110, section 14); undefined: all of it. */
function partOf(range: string | undefined, size: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from <= to ? { from, to } : undefined;
}
