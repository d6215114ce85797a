import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  actionRequestSchema,
  type DeviceAction,
  deviceActionIdSchema,
  parameterChangeSchema,
  parameterRequestSchema,
} from '#lib/contract/device.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import { setParameter } from '#server/sensors/device-commands.ts';
import type { Sites } from '#server/site/sites.ts';
import { deviceProblem } from './device-problem.ts';
import { deviceParams, findSensor, notThere, refuseLocked } from './device-routes.ts';

const operation = operationIn('devices');

const root = '/api/v1/sensors/:site/:sensor/device';

/** Commands to devices besides their occupancy: parameters and actions. Each is logged. */
export function deviceCommandRoutes({ guard, audit }: Platform, sites: Sites): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      `${root}/parameters`,
      operation({
        summary: 'Set a parameter of the device; 409 where it is no longer what it was before',
        description:
          '`before` is what the caller believes it to be. The device is read back, and the change is in the audit log. Needs the right to configure at the site.',
        params: deviceParams,
        body: parameterRequestSchema,
        response: { 200: parameterChangeSchema },
      }),
      async (request) => {
        const { site, sensor: id } = request.params;
        const { username: who } = await guard.require(request, 'configure', site);
        const found = findSensor(sites, request.params);
        const parameters = found.device?.parameters;
        if (parameters === undefined) throw notThere(request);
        refuseLocked(found);
        const order = request.body;
        const changed = await found.command((signal) => setParameter(parameters, order, signal));
        const entry = { who, action: 'set-parameter', site, note: `${id} ${order.name}` } as const;
        const values = { from: order.before, to: changed.ok ? changed.value.after : order.value };
        await audit({ ...entry, ...values, result: changed.ok ? 'done' : 'failed' });
        if (!changed.ok) throw deviceProblem(changed.error);
        return changed.value;
      },
    );

    app.post(
      `${root}/actions/:id`,
      operation({
        summary:
          "Have the device do something; what is destructive takes an administrator and the sensor's id as confirm",
        description:
          '…/device lists what a device can do. It is in the audit log, also where it failed. Needs the right to configure at the site.',
        params: deviceParams.extend({ id: deviceActionIdSchema }),
        body: actionRequestSchema.default({}),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { site, sensor: sensorId, id } = request.params;
        await guard.require(request, 'configure', site);
        const found = findSensor(sites, request.params);
        const offer = found.device?.actions?.offers().find((each) => each.id === id);
        if (offer === undefined) throw notThere(request);
        const { username: who } = await guard.require(
          request,
          offer.isDestructive ? 'administer' : 'configure',
          site,
        );
        const { confirm, channel } = request.body;
        refuseUnclear(offer, sensorId, { confirm, channel });
        refuseLocked(found);
        const done = await found.act({ id, ...(channel === undefined ? {} : { channel }) });
        const note = channel === undefined ? sensorId : `${sensorId} ${channel}`;
        await audit({ who, action: id, site, note, result: done.ok ? 'done' : 'failed' });
        if (!done.ok) throw deviceProblem(done.error);
        return reply.code(204).send(null);
      },
    );
  };
}

function refuseUnclear(
  { isDestructive, channels }: DeviceAction,
  sensor: string,
  { confirm, channel }: { readonly confirm: string | undefined; readonly channel: string | undefined },
): void {
  if (isDestructive && confirm !== sensor) {
    const message = `This cannot be undone: it needs the sensor's id, ${sensor}, as confirm.`;
    throw new ProblemError(400, message, {
      errors: [
        { path: 'confirm', message: `expected ${sensor}`, code: 'one-of', values: { options: sensor } },
      ],
    });
  }
  if (channel !== undefined && channels?.includes(channel) !== true) {
    const message = `expected ${channels === undefined ? 'none' : `one of ${channels.join(', ')}`}, found ${channel}`;
    throw new ProblemError(400, `channel: ${message}.`, { errors: [{ path: 'channel', message }] });
  }
}
