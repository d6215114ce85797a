import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { importResultSchema } from '#lib/contract/config-import.ts';
import type { Guard } from '#server/platform/access/guard.ts';
import type { LiveConfiguration } from '#server/platform/config/live-configuration.ts';
import { configurationNotSaved, wrongConfiguration } from './entry-routes.ts';

export interface ConfigFileRoutesParts {
  readonly guard: Guard;
  readonly configuration: Pick<LiveConfiguration, 'asYaml' | 'importYaml'>;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

const tags = ['configuration'];
const yamlTypes = ['application/yaml', 'text/yaml', 'application/x-yaml'];

/** The whole configuration as a file: to take away, to look at what a changed one would do, to apply it. */
export function configFileRoutes({
  guard,
  configuration,
  audit,
}: ConfigFileRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.addContentTypeParser(yamlTypes, { parseAs: 'string' }, (_request, body, done) => done(null, body));

    app.get(
      '/api/v1/config.yaml',
      {
        schema: {
          tags,
          summary: 'All entries as a configuration file (YAML), with a variable for each secret',
          description: 'For DOORLIGHT_CONFIG, or to import again. Needs the right to administer.',
          response: { 200: z.string() },
        },
      },
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
        schema: {
          tags,
          summary:
            'Make the configuration what a file says (Content-Type: application/yaml); ?trial=true only tells what would change',
          description:
            'Adds, changes and removes; a wrong file changes nothing. What the server’s own configuration file holds stays. Needs the right to administer.',
          consumes: yamlTypes,
          querystring: z.object({ trial: z.stringbool().default(false) }),
          body: z.string('expected YAML, with Content-Type: application/yaml'),
          response: { 200: importResultSchema },
        },
      },
      async (request) => {
        const { username } = await guard.require(request, 'administer');
        const { trial: isTrial } = request.query;
        const done = await configuration.importYaml(request.body, username, { isTrial });
        if (done.kind === 'not-saved') throw configurationNotSaved();
        if (done.kind === 'wrong') throw wrongConfiguration(done.problems);
        const { differences } = done.result;
        const applied = differences.filter(({ isKept }) => !isKept);
        if (!isTrial && applied.length > 0) {
          const names = applied.map(({ site, kind, id, change }) => `${change} ${kind} ${site}/${id}`);
          await audit({ who: username, action: 'import', to: names.join(', '), result: 'done' });
        }
        return done.result;
      },
    );
  };
}
