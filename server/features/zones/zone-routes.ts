import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  adjustRequestSchema,
  adjustResultSchema,
  type Hold,
  type HoldRequest,
  holdRequestSchema,
  holdSchema,
  resetRequestSchema,
} from '#lib/contract/adjust.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { pathOf } from '#lib/contract/path.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import type { Clock } from '#server/clock.ts';
import type { Caller, Guard } from '#server/platform/access/guard.ts';
import { type Once, onceHeadersSchema } from '#server/platform/http/idempotency.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import type { MakeLimit } from '#server/platform/limits/limits.ts';
import type { Zone } from '#server/site/zone.ts';
import { type AdjustOrder, NotSavedError, type ZoneControl } from '#server/site/zone-commands.ts';
import type { ZoneKeeper } from '#server/site/zone-engine.ts';

export interface ZoneRoutesParts {
  readonly guard: Guard;
  readonly keeper: ZoneKeeper;
  readonly control: ZoneControl;
  readonly clock: Clock;
  readonly limit: MakeLimit;
  readonly once: Once;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

/** Path parameters of a zone. */
export const zoneParamsSchema = z.object({ site: idSchema, zone: idSchema });
type ZoneParams = z.infer<typeof zoneParamsSchema>;

/** A green light that staff holds without naming an end is released after this time. */
const greenHoldMs = 3_600_000;
/** Orders that somebody may give one zone in a minute: twice as fast as a person counts heads. */
const mostOrders = 120;
const tags = ['zones'];

/** `/api/v1/zones`: states, adjust, reset, hold. */
export function zoneRoutes({
  guard,
  keeper,
  control,
  clock,
  limit,
  once,
  audit,
}: ZoneRoutesParts): FastifyPluginAsyncZod {
  const find = ({ site, zone }: ZoneParams): Zone => {
    const found = keeper.zone(pathOf(site, zone));
    if (found === undefined)
      throw new ProblemError(404, `There is no zone ${site}/${zone}. See GET /api/v1/zones.`);
    return found;
  };
  const orders = limit({ name: 'orders', most: mostOrders, windowS: 60 });
  /** Devices obey one order at a time: a program gone wild must not keep staff from being heard. */
  const spare = async ({ userId }: Caller, { site, zone }: ZoneParams) =>
    refuseWhile(
      await orders.take(`${userId} ${pathOf(site, zone)}`),
      'Too many orders to this zone. Wait a moment.',
    );
  const adjust = (zone: Zone, order: AdjustOrder) =>
    control.adjust(zone, order).catch((cause: unknown) => {
      if (cause instanceof NotSavedError) throw new ProblemError(503, cause.message, { code: 'not-saved' });
      throw cause;
    });
  const hold = async (zone: Zone, by: string, order: HoldRequest): Promise<Hold> => {
    const { light, until, note, emergency } = order;
    if (emergency !== undefined && light !== 'closed' && light !== 'red') {
      throw new ProblemError(400, `light: ${light} lets people in; an emergency is held at closed or red.`);
    }
    const nowMs = clock.now();
    const endMs = until === undefined ? undefined : Date.parse(until);
    if (endMs !== undefined && endMs <= nowMs) {
      throw new ProblemError(400, `until: ${until} is in the past; expected a time still to come.`, {
        code: 'past',
      });
    }
    const end = endMs ?? (light === 'green' ? nowMs + greenHoldMs : undefined);
    const held: Hold = {
      light,
      by,
      since: new Date(nowMs).toISOString(),
      ...(end === undefined ? {} : { until: new Date(end).toISOString() }),
      ...(note === undefined ? {} : { note }),
      ...(emergency === undefined ? {} : { emergency }),
    };
    const { site, id } = zone.config;
    const before = zone.hold?.light;
    await keeper.hold(pathOf(site, id), held);
    await audit({
      who: by,
      action: 'hold',
      site,
      zone: id,
      to: emergency ?? light,
      result: 'done',
      ...(before === undefined ? {} : { from: before }),
      ...(note === undefined ? {} : { note }),
    });
    return held;
  };
  const release = async (zone: Zone, who: string): Promise<null> => {
    const { site, id } = zone.config;
    const from = zone.hold?.light;
    if (from === undefined) return null;
    await keeper.hold(pathOf(site, id), undefined);
    await audit({ who, action: 'release', site, zone: id, from, result: 'done' });
    return null;
  };

  return async (app) => {
    app.get(
      '/api/v1/zones',
      {
        schema: {
          tags,
          summary: 'All zones',
          description:
            'The state of every zone at the sites that the caller may look at. A state holds for `validForMs` from its arrival; an answer of 304 makes it hold anew. Needs the right to view.',
          querystring: pageQuerySchema,
          response: { 200: z.array(zoneStateSchema) },
        },
      },
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const seen = keeper.states().filter(({ site }) => reaches(site));
        return pageOf(request, reply, seen, ({ site, zone }) => pathOf(site, zone));
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone',
      {
        schema: {
          tags,
          summary: 'One zone',
          description:
            'The state of a zone. It holds for `validForMs` from its arrival. Needs the right to view at its site.',
          params: zoneParamsSchema,
          response: { 200: zoneStateSchema },
        },
      },
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        return find(request.params).state({ wallMs: clock.now(), monotonicMs: clock.monotonic() });
      },
    );

    app.post(
      '/api/v1/zones/:site/:zone/adjust',
      {
        schema: {
          tags,
          summary:
            'Set the number of people; answers when every device has settled, after about 10 s at most',
          description:
            'The zone shows the number at once; then every device that can be set is set and read back. The answer tells of every source whether it obeyed. Needs the right to operate at the site.',
          params: zoneParamsSchema,
          headers: onceHeadersSchema,
          body: adjustRequestSchema,
          response: { 200: adjustResultSchema },
        },
      },
      async (request) => {
        const caller = await guard.require(request, 'operate', request.params.site);
        await spare(caller, request.params);
        const zone = find(request.params);
        const { occupancy, note } = request.body;
        const order = { to: occupancy, who: caller.username, action: 'adjust' } as const;
        return once.run(request, caller, adjustResultSchema, () =>
          adjust(zone, note === undefined ? order : { ...order, note }),
        );
      },
    );

    app.post(
      '/api/v1/zones/:site/:zone/reset',
      {
        schema: {
          tags,
          summary: 'Set the number of people to 0',
          description: 'The same as adjust with 0. Needs the right to operate at the site.',
          params: zoneParamsSchema,
          headers: onceHeadersSchema,
          body: resetRequestSchema.nullish(),
          response: { 200: adjustResultSchema },
        },
      },
      async (request) => {
        const caller = await guard.require(request, 'operate', request.params.site);
        await spare(caller, request.params);
        const zone = find(request.params);
        const note = request.body?.note;
        const order = { to: 0, who: caller.username, action: 'reset' } as const;
        return once.run(request, caller, adjustResultSchema, () =>
          adjust(zone, note === undefined ? order : { ...order, note }),
        );
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone/hold',
      {
        schema: {
          tags,
          summary: 'The hold, if any',
          description:
            'A light that staff has fixed; null where it follows the count. Needs the right to view at the site.',
          params: zoneParamsSchema,
          response: { 200: holdSchema.nullable() },
        },
      },
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        return find(request.params).hold ?? null;
      },
    );

    app.put(
      '/api/v1/zones/:site/:zone/hold',
      {
        schema: {
          tags,
          summary: 'Fix the light until a time or until released',
          description:
            'A green light that names no end is released after an hour. Needs the right to operate at the site.',
          params: zoneParamsSchema,
          headers: onceHeadersSchema,
          body: holdRequestSchema,
          response: { 200: holdSchema },
        },
      },
      async (request) => {
        const caller = await guard.require(request, 'operate', request.params.site);
        await spare(caller, request.params);
        const zone = find(request.params);
        return once.run(request, caller, holdSchema, () => hold(zone, caller.username, request.body));
      },
    );

    app.delete(
      '/api/v1/zones/:site/:zone/hold',
      {
        schema: {
          tags,
          summary: 'Release the light',
          description:
            'The light follows the count again; nothing happens where it was not held. Needs the right to operate at the site.',
          params: zoneParamsSchema,
          headers: onceHeadersSchema,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const caller = await guard.require(request, 'operate', request.params.site);
        const zone = find(request.params);
        await once.run(request, caller, z.null(), () => release(zone, caller.username));
        return reply.code(204).send(null);
      },
    );
  };
}
