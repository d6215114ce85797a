import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  adjustRequestSchema,
  adjustResultSchema,
  holdRequestSchema,
  holdSchema,
  resetRequestSchema,
} from '#lib/contract/adjust.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { pathOf } from '#lib/contract/path.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import type { Caller } from '#server/platform/access/guard.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { CommandTime } from '#server/platform/http/command-time.ts';
import { Once, onceHeadersSchema } from '#server/platform/http/idempotency.ts';
import { KeptAnswerStore } from '#server/platform/http/idempotency-store.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { LateAuditEntry, NewAuditEntry } from '#server/site/audit-queue.ts';
import { holdFrom } from '#server/site/hold-from.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Zone } from '#server/site/zone.ts';
import { commandWithinMs } from '#server/site/zone-writer.ts';

/** Path parameters of a zone. */
export const zoneParamsSchema = z.object({ site: idSchema, zone: idSchema });
type ZoneParams = z.infer<typeof zoneParamsSchema>;
type CommandRequest = FastifyRequest<{ Params: ZoneParams }>;

/** A command that is carried out. */
interface Carried {
  readonly zone: Zone;
  readonly who: string;
  /** For how long the disk is waited for. */
  readonly withinMs: number;
}

/** Orders that somebody may give one zone in a minute: twice as fast as a person counts heads. */
const maxCommands = 120;
const tags = ['zones'];

/**
 * `/api/v1/zones`: states, adjust, reset, hold.
 *
 * @param audit writes a refused command into the audit log, as soon as it can be written
 */
export function zoneRoutes(
  { guard, clock, limit, database }: Platform,
  sites: Sites,
  audit: (entry: LateAuditEntry) => Promise<void>,
): FastifyPluginAsyncZod {
  const { control } = sites;
  const once = new Once(new KeptAnswerStore(database.db), clock);
  const find = ({ site, zone }: ZoneParams): Zone => {
    const found = sites.zone(pathOf(site, zone));
    if (found === undefined)
      throw new ProblemError(404, `There is no zone ${site}/${zone}. See GET /api/v1/zones.`);
    return found;
  };
  const commands = limit({ name: 'orders', max: maxCommands, windowS: 60 });
  /** Devices obey one order at a time: a program gone wild must not keep staff from being heard. */
  const spare = async ({ userId }: Caller, { site, zone }: ZoneParams) =>
    refuseWhile(
      await commands.consume(`${userId} ${pathOf(site, zone)}`),
      'Too many orders to this zone. Wait a moment.',
    );
  /** Refusals that stand in the audit log. */
  const recorded = new WeakSet<NotSavedError>();
  /**
   * Carries a command out, or answers in time that nothing was changed.
   *
   * @param about what stands in the audit log of a command that did not get as far as the zone
   */
  const carryOut = async <T>(
    request: CommandRequest,
    about: Pick<NewAuditEntry, 'action' | 'to' | 'note'>,
    schema: z.ZodType<T>,
    act: (carried: Carried) => Promise<T>,
  ): Promise<T> => {
    const { params } = request;
    const time = new CommandTime(clock);
    const signIn = () => guard.require(request, 'operate', params.site);
    try {
      const caller = await time.within(signIn());
      if (about.action !== 'release') await time.within(spare(caller, params));
      const zone = find(params);
      return await once.run(request, caller, schema, time, () =>
        act({
          zone,
          who: caller.username,
          withinMs: Math.min(commandWithinMs, time.leftMs),
        }).catch((cause: unknown) => {
          if (cause instanceof NotSavedError) recorded.add(cause);
          throw cause;
        }),
      );
    } catch (cause) {
      if (!(cause instanceof NotSavedError)) throw cause;
      request.log.error(cause);
      // Whoever waited with the same key is refused by the same error.
      if (!recorded.has(cause)) void audit(() => refusedEntry(params, about, signIn));
      recorded.add(cause);
      throw new ProblemError(503, cause.message, { code: 'not-saved' });
    }
  };
  /** Who was not let through, or named no zone, has given no command. */
  const refusedEntry = async (
    params: ZoneParams,
    about: Pick<NewAuditEntry, 'action' | 'to' | 'note'>,
    signIn: () => Promise<Caller>,
  ): Promise<NewAuditEntry | undefined> => {
    try {
      const { username } = await signIn();
      find(params);
      return { ...about, ...params, who: username, result: 'failed' };
    } catch (cause) {
      if (cause instanceof ProblemError) return undefined;
      throw cause;
    }
  };

  return async (app) => {
    app.addHook('onClose', async () => once.stop());

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
        const { zones } = await sites.elsewhere.all();
        const seen = [...sites.states(), ...zones].filter(({ site }) => reaches(site));
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
      (request) => {
        const about = { action: 'reset', to: '0', ...noted(request.body?.note) } as const;
        return carryOut(request, about, adjustResultSchema, ({ zone, ...command }) =>
          control.adjust(zone, { action: 'reset', to: 0, ...noted(about.note), ...command }),
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
        await carryOut(request, { action: 'release' }, z.null(), async ({ zone, ...command }) => {
          await control.release(zone, command);
          return null;
        });
        return reply.code(204).send(null);
      },
    );
  };
}

function noted(note: string | undefined) {
  return note === undefined ? {} : { note };
}
