import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import { pathOf } from '#lib/contract/path.ts';
import type { Permission } from '#lib/contract/principal.ts';
import type { Caller } from '#server/platform/access/guard.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { CommandTime } from '#server/platform/http/command-time.ts';
import { Once } from '#server/platform/http/idempotency.ts';
import { KeptAnswerStore } from '#server/platform/http/idempotency-store.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { LateAuditEntry, NewAuditEntry } from '#server/site/audit-queue.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Zone } from '#server/site/zone.ts';
import { commandWithinMs } from '#server/site/zone-writer.ts';

/** Path parameters of a zone. */
export const zoneParamsSchema = z.object({ site: idSchema, zone: idSchema });
export type ZoneParams = z.infer<typeof zoneParamsSchema>;
type CommandRequest = FastifyRequest<{ Params: ZoneParams }>;

/** A command to carry out. */
interface Carried {
  readonly zone: Zone;
  readonly who: string;
  /** Time limit for saving. */
  readonly withinMs: number;
}

/** Limit of commands per user, zone and minute: twice as fast as a person counts heads. */
const maxCommands = 120;
/** What ends something is never held up. */
const endings: ReadonlySet<string> = new Set(['release', 'end-capacity']);

/** What a command says in the audit log when it did not get as far as the zone. */
type About = Pick<NewAuditEntry, 'action' | 'to' | 'note'>;

/** The commands to zones: whoever may give one, it is carried out once and answered in time. */
export interface ZoneCommands {
  /** @throws {ProblemError} 404 */
  find(params: ZoneParams): Zone;
  stop(): void;
  /**
   * Carries a command out, or answers in time that nothing was changed.
   *
   * @param about what stands in the audit log of a command that did not get as far as the zone
   * @param permission that the caller needs at the site; default: to operate
   */
  carryOut<T>(
    request: CommandRequest,
    about: About,
    schema: z.ZodType<T>,
    act: (carried: Carried) => Promise<T>,
    permission?: Permission,
  ): Promise<T>;
}

/** @param audit writes a refused command into the audit log, as soon as it can be written */
export function zoneCommands(
  { guard, clock, retentionClock, limit, database, logger }: Platform,
  sites: Pick<Sites, 'zone'>,
  audit: (entry: LateAuditEntry) => Promise<void>,
): ZoneCommands {
  const once = new Once(new KeptAnswerStore(database.db), clock, retentionClock, (error) =>
    logger.warn({ error }, 'old Idempotency-Keys cannot be removed; it is tried again in a minute'),
  );
  const find = ({ site, zone }: ZoneParams): Zone => {
    const found = sites.zone(pathOf(site, zone));
    if (found === undefined)
      throw new ProblemError(404, `There is no zone ${site}/${zone}. See GET /api/v1/zones.`);
    return found;
  };
  const commands = limit({ name: 'commands', max: maxCommands, windowS: 60 });
  /** Devices process one command at a time: a faulty program must not block staff. */
  const spare = async ({ userId }: Caller, { site, zone }: ZoneParams) =>
    refuseWhile(
      await commands.consume(`${userId} ${pathOf(site, zone)}`),
      'Too many commands to this zone. Wait a moment.',
    );
  /** Refusals that are already logged. */
  const recorded = new WeakSet<NotSavedError>();
  const carryOut = async <T>(
    request: CommandRequest,
    about: About,
    schema: z.ZodType<T>,
    act: (carried: Carried) => Promise<T>,
    permission: Permission = 'operate',
  ): Promise<T> => {
    const { params } = request;
    const time = new CommandTime(clock);
    const signIn = () => guard.require(request, permission, params.site);
    try {
      const caller = await time.within(signIn());
      if (!endings.has(about.action)) await time.within(spare(caller, params));
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
      // Repetitions with the same key are refused by the same error.
      if (!recorded.has(cause)) void audit(() => refusedEntry(params, about, signIn));
      recorded.add(cause);
      throw new ProblemError(503, cause.message, { code: 'not-saved' });
    }
  };
  /** A caller without permission, or without a zone, has given no command. */
  const refusedEntry = async (
    params: ZoneParams,
    about: About,
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
  return { find, carryOut, stop: () => once.stop() };
}

/** The note of a command, where it has one. */
export function noted(note: string | undefined) {
  return note === undefined ? {} : { note };
}
