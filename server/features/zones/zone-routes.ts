import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  adjustRequestSchema,
  adjustResultSchema,
  holdRequestSchema,
  holdSchema,
  resetRequestSchema,
} from '#lib/contract/adjust.ts';
import { capacityRequestSchema, setCapacitySchema } from '#lib/contract/capacity.ts';
import { pathOf } from '#lib/contract/path.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import { onceHeadersSchema } from '#server/platform/http/idempotency.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, sitePageQuerySchema } from '#server/platform/http/paging.ts';
import type { Platform } from '#server/platform/platform.ts';
import { holdFrom, setCapacityFrom } from '#server/site/hold-from.ts';
import type { Sites } from '#server/site/sites.ts';
import { noted, type ZoneCommands, zoneParamsSchema } from './zone-commands.ts';

const operation = operationIn('zones');

/** `/api/v1/zones`: states, adjust, reset, hold, capacity. */
export function zoneRoutes(
  { guard, clock }: Platform,
  sites: Sites,
  { find, carryOut, stop }: ZoneCommands,
): FastifyPluginAsyncZod {
  const { control } = sites;
  return async (app) => {
    app.addHook('onClose', async () => stop());

    app.get(
      '/api/v1/zones',
      operation({
        summary: 'All zones',
        description:
          'The state of every zone at the sites that the caller may look at, or at one `site`. A state holds for `validForMs` from its arrival; an answer of 304 makes it hold anew. Needs the right to view.',
        querystring: sitePageQuerySchema,
        response: { 200: z.array(zoneStateSchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const { site: only } = request.query;
        const { elsewhere } = sites;
        const { zones } = await (only === undefined ? elsewhere.all() : elsewhere.site(only));
        const seen = sites.inOrder([...sites.states(only), ...zones]).filter(({ site }) => reaches(site));
        return pageOf(request, reply, seen, ({ site, zone }) => pathOf(site, zone));
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone',
      operation({
        summary: 'One zone',
        description:
          'The state of a zone. It holds for `validForMs` from its arrival. Needs the right to view at its site.',
        params: zoneParamsSchema,
        response: { 200: zoneStateSchema },
      }),
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        return find(request.params).state({ wallMs: clock.now(), monotonicMs: clock.monotonic() });
      },
    );

    app.post(
      '/api/v1/zones/:site/:zone/adjust',
      operation({
        summary: 'Set the number of people; answers when every device has settled, after about 10 s at most',
        description:
          'The zone shows the number as soon as it is saved; then every device that can be set is set and read back. The answer says of every source whether it took the number. Needs the right to operate at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        body: adjustRequestSchema,
        response: { 200: adjustResultSchema },
      }),
      (request) => {
        const { occupancy: to, note } = request.body;
        const about = { action: 'adjust', to: String(to), ...noted(note) } as const;
        return carryOut(request, about, adjustResultSchema, ({ zone, ...command }) =>
          control.adjust(zone, { action: 'adjust', to, ...noted(note), ...command }),
        );
      },
    );

    app.post(
      '/api/v1/zones/:site/:zone/reset',
      operation({
        summary: 'Set the number of people to 0',
        description: 'The same as adjust with 0. Needs the right to operate at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        body: resetRequestSchema.nullish(),
        response: { 200: adjustResultSchema },
      }),
      (request) => {
        const about = { action: 'reset', to: '0', ...noted(request.body?.note) } as const;
        return carryOut(request, about, adjustResultSchema, ({ zone, ...command }) =>
          control.adjust(zone, { action: 'reset', to: 0, ...noted(about.note), ...command }),
        );
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone/hold',
      operation({
        summary: 'The hold, if any',
        description:
          'A light that staff has fixed; null where it follows the count. Needs the right to view at the site.',
        params: zoneParamsSchema,
        response: { 200: holdSchema.nullable() },
      }),
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        return find(request.params).hold ?? null;
      },
    );

    app.put(
      '/api/v1/zones/:site/:zone/hold',
      operation({
        summary: 'Fix the light until a time or until released',
        description:
          'A green light that names no end is released after an hour. Needs the right to operate at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        body: holdRequestSchema,
        response: { 200: holdSchema },
      }),
      (request) => {
        const { light, note, emergency } = request.body;
        const about = { action: 'hold', to: emergency ?? light, ...noted(note) } as const;
        return carryOut(request, about, holdSchema, async ({ zone, ...command }) => {
          const hold = holdFrom(request.body, command.who, clock.now());
          await control.hold(zone, hold, command);
          return hold;
        });
      },
    );

    app.delete(
      '/api/v1/zones/:site/:zone/hold',
      operation({
        summary: 'Release the light',
        description:
          'The light follows the count again; nothing happens where it was not held. Needs the right to operate at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        await carryOut(request, { action: 'release' }, z.null(), async ({ zone, ...command }) => {
          await control.release(zone, command);
          return null;
        });
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone/capacity',
      operation({
        summary: 'The capacity that staff has set for now, if any',
        description: 'Null where the configured capacity applies. Needs the right to view at the site.',
        params: zoneParamsSchema,
        response: { 200: setCapacitySchema.nullable() },
      }),
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        return find(request.params).setCapacity ?? null;
      },
    );

    app.put(
      '/api/v1/zones/:site/:zone/capacity',
      operation({
        summary: 'Set the capacity until a time or until it is ended',
        description:
          'It goes before the configured capacity and its schedule, is kept over restarts, and everything follows it: lights, waits, history. Needs the right to operate at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        body: capacityRequestSchema,
        response: { 200: setCapacitySchema },
      }),
      (request) => {
        const { capacity, note } = request.body;
        const about = { action: 'set-capacity', to: String(capacity), ...noted(note) } as const;
        return carryOut(request, about, setCapacitySchema, async ({ zone, ...command }) => {
          const set = setCapacityFrom(request.body, command.who, clock.now());
          await control.setCapacity(zone, set, command);
          return set;
        });
      },
    );

    app.delete(
      '/api/v1/zones/:site/:zone/capacity',
      operation({
        summary: 'Go back to the configured capacity',
        description: 'Nothing happens where none was set. Needs the right to operate at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        await carryOut(request, { action: 'end-capacity' }, z.null(), async ({ zone, ...command }) => {
          await control.setCapacity(zone, undefined, command);
          return null;
        });
        return reply.code(204).send(null);
      },
    );
  };
}
