import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type ProbeAnswer,
  probeAnswerSchema,
  probeRequestSchema,
  type SensorDriverInfo,
  sensorDriverSchema,
} from '#lib/contract/probe.ts';
import { expectationOf } from '#server/platform/config/expectation-of.ts';
import { tlsValue } from '#server/platform/config/scalars.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SensorFamily } from '#server/sensors/driver.ts';
import { addressesOf } from '#server/sensors/probe/address.ts';
import { parametersOf, SensorProbe } from '#server/sensors/probe/sensor-probe.ts';

const operation = operationIn('sensors');

/** Shorter than the page's own time limit. */
const timeoutMs = 20_000;
/** A page with live readings sends a request every three seconds. */
const maxPerMinute = 40;
const retryAfterMs = 5000;

/** `POST /api/v1/sensors/probe`: finds out what is at an address, before it becomes a sensor. */
export function probeRoutes({
  guard,
  families,
  limit,
  outbound: { entered: addresses },
  configuration,
}: Platform): FastifyPluginAsyncZod {
  const probes = limit({ name: 'probes', max: maxPerMinute, windowS: 60 });
  const busy = new Set<string>();
  return async (app) => {
    app.get(
      '/api/v1/sensors/drivers',
      operation({
        summary: 'The kinds of devices that can be added, and what is to be filled in for each',
        description:
          'Those that Doorlight knows and those of templates of its own folder. Needs the right to configure.',
        response: { 200: z.object({ drivers: z.array(sensorDriverSchema) }) },
      }),
      async (request) => {
        await guard.requireSomewhere(request, 'configure');
        return { drivers: [...families.values()].map(driverInfo) };
      },
    );

    app.post(
      '/api/v1/sensors/probe',
      {
        // What matters is whether the sidecar reaches it that is going to ask it.
        config: { hasSiteInBody: true },
        ...operation({
          summary: 'Find out which device answers at an address, and read it once; nothing is saved',
          description:
            'Answers which sign-in is missing, the fingerprint of an unknown certificate, what failed, or the first ' +
            'readings. A password is sent only to a device that asks for one, and once.',
          body: probeRequestSchema,
          response: { 200: probeAnswerSchema },
        }),
      },
      async (request): Promise<ProbeAnswer> => {
        const { site, tls: trust = 'verify', ...probe } = request.body;
        const { username } = await guard.require(request, 'configure', site);
        const zone = configuration.site(site)?.timezone;
        if (zone === undefined) throw new ProblemError(404, `There is no site ${site}.`);
        const chosen = probe.driver === undefined ? undefined : families.get(probe.driver);
        if (addressesOf(probe.url, chosen?.address).length === 0)
          throw wrong('url', 'an http or https address such as http://10.0.0.11');
        if (probe.driver !== undefined && !families.has(probe.driver)) {
          throw wrong('driver', `one of the drivers ${[...families.keys()].join(', ')}`);
        }
        const tls = tlsValue.safeParse(trust);
        if (!tls.success) throw wrong('tls', tls.error.issues[0]?.message ?? '');
        const refuse = (waitMs: number) =>
          refuseWhile(waitMs, 'One address at a time, and not too many a minute. Wait a moment.', {
            code: 'one-at-a-time',
          });
        if (busy.has(username)) refuse(retryAfterMs);
        busy.add(username);
        try {
          refuse(await probes.consume(username));
          const signal = AbortSignal.timeout(timeoutMs);
          return await new SensorProbe({ families, timezone: zone, addresses }).run(
            { ...probe, tls: tls.data },
            signal,
          );
        } finally {
          busy.delete(username);
        }
      },
    );
  };
}

function driverInfo(family: SensorFamily): SensorDriverInfo {
  const { id, label, address = 'device', credential = 'password', channels, defaultPollMs } = family;
  return {
    driver: id,
    label,
    address,
    credential,
    parameters: parametersOf(family),
    isGeneric: family.show !== undefined,
    hasChannels: channels !== 'main',
    pollMs: defaultPollMs,
  };
}

function wrong(path: string, expected: string): ProblemError {
  const message = `expected ${expected}`;
  return new ProblemError(400, `${path}: ${message}`, {
    errors: [{ path, message, ...expectationOf(expected) }],
  });
}
