import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { importResultSchema } from '#lib/contract/config-import.ts';
import { configurationNotSaved, wrongConfiguration } from '#server/platform/http/configuration-problem.ts';
import { changedMeanwhile, expectationOf } from '#server/platform/http/entity-tag.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import type { Platform } from '#server/platform/platform.ts';

const operation = operationIn('configuration');
/** A file of ten thousand sites has about eight megabytes. */
const bodyLimit = 32 * 1024 * 1024;
const yamlTypes = ['application/yaml', 'text/yaml', 'application/x-yaml'];

/** The whole configuration as a file: to download, to preview the effect of a changed one, to apply it. */
export function configFileRoutes({ guard, configuration }: Platform): FastifyPluginAsyncZod {
  return async (app) => {
    app.addContentTypeParser(yamlTypes, { parseAs: 'string', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );

    app.get(
      '/api/v1/config.yaml',
      operation({
        summary: 'All entries as a configuration file (YAML), with a variable for each secret',
        description: 'For DOORLIGHT_CONFIG, or to import again. Needs the right to administer.',
        response: { 200: z.string() },
      }),
      async (request, reply) => {
        await guard.require(request, 'administer');
        return reply
          .header('content-type', 'application/yaml; charset=utf-8')
          .header('content-disposition', 'attachment; filename="doorlight.yaml"')
          .serializer((text: unknown) => String(text))
          .send(configuration.asYaml());
      },
    );

    app.post(
      '/api/v1/config/import',
      {
        bodyLimit,
        ...operation({
          summary:
            'Make the configuration what a file says (Content-Type: application/yaml); ?trial=true only reports what would change',
          description:
            'Adds, changes and removes; a wrong file changes nothing. What the server’s own configuration file holds stays. `If-Match` with the `revision` of a trial, in quotes, refuses the file (412) where somebody else has changed the configuration since. Needs the right to administer.',
          consumes: yamlTypes,
          querystring: z.object({ trial: z.stringbool().default(false) }),
          body: z.string('expected YAML, with Content-Type: application/yaml'),
          response: { 200: importResultSchema },
        }),
      },
      async (request) => {
        const { username } = await guard.require(request, 'administer');
        const { trial: isTrial } = request.query;
        const done = await configuration.importYaml(request.body, username, {
          isTrial,
          expects: expectationOf(request),
        });
        if (done.kind === 'not-saved') throw configurationNotSaved();
        if (done.kind === 'changed-meanwhile') throw changedMeanwhile();
        if (done.kind === 'wrong') throw wrongConfiguration(done.problems);
        return done.result;
      },
    );
  };
}
