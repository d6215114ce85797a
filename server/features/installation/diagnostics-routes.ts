import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { strToU8, zipSync } from 'fflate';
import { operationIn } from '#server/platform/http/operation.ts';
import { recentLog } from '#server/platform/logger.ts';
import type { Platform } from '#server/platform/platform.ts';
import { asYaml, secretsIn, withoutSecrets } from './diagnostics.ts';

const operation = operationIn('installation');

const readMe = `What this Doorlight was and did when the archive was made, for a support ticket.

about.json           version, Node, system, database
machine.yaml         cores and memory
environment.yaml     settings, secrets hidden
configuration.yaml   sites, sensors, zones, displays; secrets hidden
ready.json           whether it stores and has its pages
metrics.txt          numbers of the process, of sensors and lights
sensors.json, zones.json, displays.json, alerts.json   their state
log.ndjson           the latest lines of the log
timings.yaml         how long each of these took to answer, in milliseconds

Passwords, keys and tokens are left out. Names of sites and zones, addresses of sensors in your network and user names of staff
are in it: read it before you pass it on.
`;

/** What the API already reports: file and address. */
const answers = [
  ['about.json', '/api/v1/about'],
  ['ready.json', '/readyz'],
  ['metrics.txt', '/metrics'],
  ['sensors.json', '/api/v1/sensors'],
  ['zones.json', '/api/v1/zones'],
  ['displays.json', '/api/v1/displays'],
  ['alerts.json', '/api/v1/alerts'],
] as const;

/** `/api/v1/diagnostics`: one archive for a support ticket, without secrets. */
export function diagnosticsRoutes(platform: Platform): FastifyPluginAsyncZod {
  const { guard, clock, audit } = platform;
  return async (app) => {
    app.get(
      '/api/v1/diagnostics',
      operation({
        summary: 'A ZIP archive for a support ticket: versions, configuration, health, numbers, recent log',
        description: 'Without passwords, keys and tokens. Needs the right to administer.',
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        const archive = await archiveOf(platform, app, request);
        await audit({ who: username, action: 'diagnostics', result: 'done' });
        const day = new Date(clock.now()).toISOString().slice(0, 10);
        return reply
          .header('content-type', 'application/zip')
          .header('content-disposition', `attachment; filename="doorlight-diagnostics-${day}.zip"`)
          .send(archive);
      },
    );
  };
}

async function archiveOf(
  { clock, configuration, environment, logger }: Platform,
  app: FastifyInstance,
  request: FastifyRequest,
): Promise<Buffer> {
  const timings: Record<string, number> = {};
  const files = new Map<string, string>([['README.txt', readMe]]);
  for (const [file, url] of answers) {
    const startedMs = clock.monotonic();
    const { cookie, authorization } = request.headers;
    const metrics = environment.metricsToken;
    const answer = await app.inject({
      url,
      headers: {
        ...(cookie !== undefined && { cookie }),
        ...(authorization !== undefined && { authorization }),
        ...(url === '/metrics' && metrics !== undefined && { authorization: `Bearer ${metrics}` }),
      },
    });
    timings[url] = Math.round(clock.monotonic() - startedMs);
    files.set(file, answer.body);
  }
  const [load = 0] = loadavg();
  const { rss, heapUsed, external } = process.memoryUsage();
  files.set(
    'machine.yaml',
    asYaml({
      cores: availableParallelism(),
      load,
      total: totalmem(),
      free: freemem(),
      rss,
      heapUsed,
      external,
    }),
  );
  files.set('environment.yaml', asYaml(environment));
  files.set(
    'configuration.yaml',
    asYaml(configuration.entries().map(({ secrets, ...entry }) => ({ ...entry, withheld: secrets }))),
  );
  files.set('log.ndjson', recentLog(logger).join(''));
  files.set('timings.yaml', asYaml(timings));
  const secrets = secretsIn([environment, configuration.sites]);
  const packed = [...files].map(([name, text]) => [name, strToU8(withoutSecrets(text, secrets))] as const);
  return Buffer.from(zipSync(Object.fromEntries(packed), { mtime: clock.now() }));
}
