import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type Device,
  deviceDaysSchema,
  deviceFactSchema,
  deviceLogsSchema,
  deviceParameterSchema,
  deviceSchema,
  exportFormatSchema,
  exportResolutionSchema,
  exportSubjectSchema,
  linePlacementSchema,
} from '#lib/contract/device.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { pathOf } from '#lib/contract/path.ts';
import type { Permission } from '#lib/contract/principal.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { DeviceAccess, DeviceAnswer } from '#server/sensors/device-access.ts';
import { whyNotOffered } from '#server/sensors/device-commands.ts';
import type { DeviceFile } from '#server/sensors/http/device-file.ts';
import type { Sensor } from '#server/sensors/sensor.ts';
import type { Sites } from '#server/site/sites.ts';
import { deviceProblem } from './device-problem.ts';

const operation = operationIn('devices');

export const deviceParams = z.object({ site: idSchema, sensor: idSchema });
const root = '/api/v1/sensors/:site/:sensor/device';
const day = z.iso.date('a day as YYYY-MM-DD');

const exportQuerySchema = z.object({
  subject: exportSubjectSchema.optional(),
  format: exportFormatSchema,
  resolution: exportResolutionSchema.default('1h'),
  from: day,
  to: day,
});

/** `/api/v1/sensors/{site}/{sensor}/device`: what a device offers besides its counts, read now. */
export function deviceRoutes({ guard }: Platform, sites: Sites): FastifyPluginAsyncZod {
  type Request = FastifyRequest<{ Params: z.infer<typeof deviceParams> }>;

  async function ask<T>(
    request: Request,
    reply: FastifyReply,
    permission: Permission,
    pick: (device: DeviceAccess, signal: AbortSignal) => DeviceAnswer<T> | undefined,
  ): Promise<T> {
    await guard.require(request, permission, request.params.site);
    const found = findSensor(sites, request.params);
    refuseLocked(found);
    const { device } = found;
    const answer = device && (await pick(device, whileWaiting(reply)));
    if (answer === undefined) throw notThere(request);
    if (!answer.ok) throw deviceProblem(answer.error);
    return answer.value;
  }

  return async (app) => {
    app.get(
      root,
      operation({
        summary: 'What can be asked of the device, and which commands it takes',
        description:
          'Devices differ: only what is named here can be asked for below this address. Needs the right to view at the site.',
        params: deviceParams,
        response: { 200: deviceSchema },
      }),
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        return describeDevice(findSensor(sites, request.params));
      },
    );

    app.get(
      `${root}/facts`,
      operation({
        summary: 'What the device reports of itself: model, frame rates, sensors connected to it',
        description:
          'Asked of the device now, which takes some seconds. Needs the right to view at the site.',
        params: deviceParams,
        response: { 200: z.array(deviceFactSchema) },
      }),
      async (request, reply) => [
        ...(await ask(request, reply, 'view', (device, signal) => device.facts?.(signal))),
      ],
    );

    app.get(
      `${root}/placement`,
      operation({
        summary: 'Where the counting line lies in the picture',
        description: 'Asked of the device now. Needs the right to view at the site.',
        params: deviceParams,
        response: { 200: linePlacementSchema },
      }),
      async (request, reply) => ask(request, reply, 'view', (device, signal) => device.placement?.(signal)),
    );

    app.get(
      `${root}/parameters`,
      operation({
        summary: 'Every parameter of the device',
        description:
          'Asked of the device now, under the vendor’s own names. Needs the right to configure at the site.',
        params: deviceParams,
        response: { 200: z.array(deviceParameterSchema) },
      }),
      async (request, reply) => [
        ...(await ask(request, reply, 'configure', (device, signal) => device.parameters?.all(signal))),
      ],
    );

    app.get(
      `${root}/logs`,
      operation({
        summary: 'The logs of the device',
        description:
          'Asked of the device now; it may take half a minute. Needs the right to configure at the site.',
        params: deviceParams,
        response: { 200: deviceLogsSchema },
      }),
      async (request, reply) => ({
        text: await ask(request, reply, 'configure', (device, signal) => device.logs?.text(signal)),
      }),
    );

    app.get(
      `${root}/logs/archive`,
      operation({
        summary: "An archive of logs for the vendor's support (a file)",
        description: 'Made by the device, which may take a minute. Needs the right to configure at the site.',
        params: deviceParams,
      }),
      async (request, reply) => {
        const file = await ask(request, reply, 'configure', (device, signal) => device.logs?.archive(signal));
        return sendFile(reply, file, request.params.sensor);
      },
    );

    app.get(
      `${root}/days`,
      operation({
        summary: 'The days of which the device has counts, in its own calendar',
        description: 'Asked of the device now. Needs the right to view at the site.',
        params: deviceParams,
        response: { 200: deviceDaysSchema },
      }),
      async (request, reply) => ({
        days: [...(await ask(request, reply, 'view', (device, signal) => device.days?.(signal)))],
      }),
    );

    app.get(
      `${root}/export`,
      operation({
        summary: 'What the device remembers of some days, as a file; see exports of …/device',
        description:
          'In the vendor’s own format. Its counts wait while the device gathers a large one. Needs the right to configure at the site.',
        params: deviceParams,
        querystring: exportQuerySchema,
      }),
      async (request, reply) => {
        const { subject, ...query } = request.query;
        const file = await ask(request, reply, 'configure', (device, signal) => {
          const offers = device.exports?.offers ?? [];
          const order = { ...query, subject: subject ?? offers[0]?.subject ?? 'counts' };
          const wrong = device.exports && whyNotOffered(offers, order);
          if (wrong !== undefined) throw deviceProblem(wrong);
          return device.exports?.fetch(order, signal);
        });
        return sendFile(reply, file, request.params.sensor);
      },
    );
  };
}

/** The sensor of a request. */
export function findSensor(sites: Pick<Sites, 'sensor'>, params: z.infer<typeof deviceParams>): Sensor {
  const path = pathOf(params.site, params.sensor);
  const found = sites.sensor(path);
  if (found === undefined)
    throw new ProblemError(404, `There is no sensor ${path}. See GET /api/v1/sensors.`);
  return found;
}

/** Ends a request to a device that refuses the sign-in: each further attempt may lock the account. */
export function refuseLocked(sensor: Sensor): void {
  const { failures, lastError } = sensor.health();
  if (failures > 0 && lastError?.error.kind === 'unauthorized') throw deviceProblem(lastError.error);
}

/** The refusal of a request for something the device does not have. */
export function notThere({ url }: FastifyRequest): ProblemError {
  const part = url.split('?')[0]?.split('/device/')[1] ?? 'device';
  return new ProblemError(404, `The device does not offer ${part}, or has not answered yet. See …/device.`, {
    code: 'device-part',
  });
}

function describeDevice(sensor: Sensor): Device {
  const { device, history } = sensor;
  const parts: Device['parts'] = [];
  if (device?.facts !== undefined) parts.push('facts');
  if (device?.placement !== undefined) parts.push('placement');
  if (device?.parameters !== undefined) parts.push('parameters');
  if (device?.logs !== undefined) parts.push('logs', 'logs/archive');
  if (device?.days !== undefined) parts.push('days');
  return {
    parts,
    exports: [...(device?.exports?.offers ?? [])],
    actions: [...(device?.actions?.offers() ?? [])],
    hasHistory: history !== undefined,
  };
}

/** Aborts when the client has gone: the device need not work any further. */
function whileWaiting(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** Streams a file. If it is cut off, so is the answer: a browser then discards it. */
function sendFile(reply: FastifyReply, file: DeviceFile, sensor: string): FastifyReply {
  const name = `${sensor}-${file.fileName}`.replaceAll(/[^\w.-]/g, '_');
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(file.body, { objectMode: false }));
}
