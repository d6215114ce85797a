import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  adjustRequestSchema,
  adjustResultSchema,
  type Hold,
  holdRequestSchema,
  holdSchema,
  resetRequestSchema,
} from '#lib/contract/adjust.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { idSchema, pathOf } from '#lib/contract/ids.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import type { Clock } from '../clock.ts';
import type { AdjustOrder, ZoneControl } from '../control/zone-control.ts';
import type { Zone } from '../zones/zone.ts';
import type { ZoneKeeper } from '../zones/zone-keeper.ts';
import type { Guard } from './access.ts';
import { ProblemError } from './problem.ts';

export interface ZoneRoutesParts {
  readonly guard: Guard;
  readonly keeper: ZoneKeeper;
  readonly control: ZoneControl;
  readonly clock: Clock;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

/** Path parameters of a zone. */
export const zoneParamsSchema = z.object({ site: idSchema, zone: idSchema });
type ZoneParams = z.infer<typeof zoneParamsSchema>;

/** A green light that staff holds without naming an end is released after this time. */
const greenHoldMs = 3_600_000;
const tags = ['zones'];

/** `/api/v1/zones`: states, adjust, reset, hold. */
export function zoneRoutes({ guard, keeper, control, clock, audit }: ZoneRoutesParts): FastifyPluginAsyncZod {
  const find = ({ site, zone }: ZoneParams): Zone => {
    const found = keeper.zone(pathOf(site, zone));
    if (found === undefined)
      throw new ProblemError(404, `There is no zone ${site}/${zone}. See GET /api/v1/zones.`);
    return found;
  };
  const adjust = (zone: Zone, order: AdjustOrder) =>
    control.adjust(zone, order).catch((cause: unknown) => {
      throw new ProblemError(503, cause instanceof Error ? cause.message : 'The change could not be saved.', {
        code: 'not-saved',
      });
    });

  return async (app) => {
    app.get(
      '/api/v1/zones',
      { schema: { tags, summary: 'All zones', response: { 200: z.array(zoneStateSchema) } } },
      async (request) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        return keeper.states().filter(({ site }) => reaches(site));
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone',
      { schema: { tags, summary: 'One zone', params: zoneParamsSchema, response: { 200: zoneStateSchema } } },
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
          params: zoneParamsSchema,
          body: adjustRequestSchema,
          response: { 200: adjustResultSchema },
        },
      },
      async (request) => {
        const { username } = await guard.require(request, 'operate', request.params.site);
        const { occupancy, note } = request.body;
        const order = { to: occupancy, who: username, action: 'adjust' } as const;
        return adjust(find(request.params), note === undefined ? order : { ...order, note });
      },
    );

    app.post(
      '/api/v1/zones/:site/:zone/reset',
      {
        schema: {
          tags,
          summary: 'Set the number of people to 0',
          params: zoneParamsSchema,
          body: resetRequestSchema.nullish(),
          response: { 200: adjustResultSchema },
        },
      },
      async (request) => {
        const { username } = await guard.require(request, 'operate', request.params.site);
        const note = request.body?.note;
        const order = { to: 0, who: username, action: 'reset' } as const;
        return adjust(find(request.params), note === undefined ? order : { ...order, note });
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone/hold',
      {
        schema: {
          tags,
          summary: 'The hold, if any',
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
          params: zoneParamsSchema,
          body: holdRequestSchema,
          response: { 200: holdSchema },
        },
      },
      async (request) => {
        const { username } = await guard.require(request, 'operate', request.params.site);
        const zone = find(request.params);
        const { light, until, note } = request.body;
        const nowMs = clock.now();
        const endMs = until === undefined ? undefined : Date.parse(until);
        if (endMs !== undefined && endMs <= nowMs) {
          throw new ProblemError(400, `until: ${until} is in the past; expected a time still to come.`, {
            code: 'past',
          });
        }
        const end = endMs ?? (light === 'green' ? nowMs + greenHoldMs : undefined);
        const hold: Hold = {
          light,
          by: username,
          since: new Date(nowMs).toISOString(),
          ...(end === undefined ? {} : { until: new Date(end).toISOString() }),
          ...(note === undefined ? {} : { note }),
        };
        const before = zone.hold?.light;
        await keeper.hold(pathOf(zone.config.site, zone.config.id), hold);
        await audit({
          who: username,
          action: 'hold',
          site: zone.config.site,
          zone: zone.config.id,
          to: light,
          result: 'done',
          ...(before === undefined ? {} : { from: before }),
          ...(note === undefined ? {} : { note }),
        });
        return hold;
      },
    );

    app.delete(
      '/api/v1/zones/:site/:zone/hold',
      {
        schema: { tags, summary: 'Release the light', params: zoneParamsSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { username } = await guard.require(request, 'operate', request.params.site);
        const zone = find(request.params);
        const { hold } = zone;
        if (hold !== undefined) {
          const { site, id } = zone.config;
          await keeper.hold(pathOf(site, id), undefined);
          await audit({ who: username, action: 'release', site, zone: id, from: hold.light, result: 'done' });
        }
        return reply.code(204).send(null);
      },
    );
  };
}
