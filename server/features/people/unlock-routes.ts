import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type LockedTablet,
  lockedTabletSchema,
  type Tablet,
  unlockRequestSchema,
} from '#lib/contract/tablet.ts';
import type { Account } from '#server/platform/access/accounts.ts';
import { roleAt } from '#server/platform/access/roles.ts';
import { toWebHeaders } from '#server/platform/access/web-request.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError, refuseWhile, TooManyError } from '#server/platform/http/problem.ts';
import { longestWait } from '#server/platform/limits/limits.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { PinStore } from './pin-store.ts';
import type { Pins } from './pins.ts';
import { tabletHash } from './tablet-routes.ts';
import type { TabletStore } from './tablet-store.ts';

const operation = operationIn('shared tablets');
/**
 * Limit of wrong PINs in five minutes, of all people together: a person with five wrong ones is locked as well.
 */
const maxWrong = 30;
const maxWrongAtSite = 100;
const windowS = 300;

/**
 * `/api/v1/unlock`: lists who may unlock this tablet, and unlocks it. Only for devices with a tablet's cookie.
 */
export function unlockRoutes(
  platform: Platform,
  pins: Pins,
  pinStore: PinStore,
  tablets: TabletStore,
): FastifyPluginAsyncZod {
  const { guard, clock, authentication, configuration, limit, audit } = platform;
  const { accounts } = authentication;
  const wrongOnTablet = limit({ name: 'wrong PINs by tablet', max: maxWrong, windowS });
  const wrongAtSite = limit({ name: 'wrong PINs by site', max: maxWrongAtSite, windowS });
  const tabletOf = async (request: FastifyRequest): Promise<Tablet> => {
    const hash = tabletHash(request.headers.cookie);
    const tablet = hash === undefined ? undefined : await tablets.find(hash);
    if (tablet !== undefined) return tablet;
    throw new ProblemError(401, 'This device is no shared tablet. A manager can make it one.', {
      code: 'no-tablet',
    });
  };
  /** The people who may unlock it: with a role at its site, and a PIN. */
  const peopleOf = async ({ site }: Tablet): Promise<Account[]> => {
    const [all, kept] = await Promise.all([accounts.list(), pinStore.all()]);
    return all.filter(
      (account) => kept.has(account.id) && roleAt(authentication.scope(account.roles), site) !== undefined,
    );
  };

  return async (app) => {
    app.get(
      '/api/v1/unlock',
      operation({
        security: [{ tablet: [] }],
        summary: 'Who can unlock this shared tablet',
        description:
          'For a device with the cookie of a shared tablet: the people with a PIN and a role at its site.',
        response: { 200: lockedTabletSchema },
      }),
      async (request): Promise<LockedTablet> => {
        const tablet = await tabletOf(request);
        const people = await peopleOf(tablet);
        return {
          name: tablet.name,
          site: tablet.site,
          siteName: configuration.site(tablet.site)?.name ?? tablet.site,
          people: people.map(({ id, name }) => ({ id, name })),
        };
      },
    );

    app.post(
      '/api/v1/unlock',
      operation({
        security: [{ tablet: [] }],
        summary: 'Unlock this shared tablet by PIN: a short session, as staff of its site',
        description: 'After five wrong tries a PIN rests for a quarter of an hour.',
        body: unlockRequestSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        guard.requireOwnOrigin(request);
        const tablet = await tabletOf(request);
        const { id, site } = tablet;
        const waitMs = await longestWait(wrongOnTablet.consume(id), wrongAtSite.consume(site));
        refuseWhile(waitMs, 'Too many wrong PINs on this tablet. Wait some minutes.');
        const { person, pin } = request.body;
        const account = (await peopleOf(tablet)).find(({ id }) => id === person);
        if (account === undefined) throw new ProblemError(401, 'The PIN is wrong.', { code: 'wrong-pin' });
        const tried = await pins.try(account.id, pin);
        if (tried.kind === 'wrong') {
          throw new ProblemError(401, `The PIN is wrong. ${tried.triesLeft} tries left.`, {
            code: 'wrong-pin',
            values: { triesLeft: tried.triesLeft },
          });
        }
        if (tried.kind === 'locked') {
          if (tried.isNew) {
            await audit({
              who: account.username,
              action: 'lock-out',
              site: tablet.site,
              to: tablet.name,
            });
          }
          throw new TooManyError(
            'Too many wrong PINs: this one is locked for 15 minutes. An administrator can set a new one.',
            tried.untilMs - clock.now(),
            { code: 'locked-pin' },
          );
        }
        await Promise.all([wrongOnTablet.giveBack(id), wrongAtSite.giveBack(site)]);
        const cookies = await authentication.unlock(
          { userId: account.id, tablet: tablet.id, site: tablet.site },
          toWebHeaders(request),
        );
        return reply
          .code(204)
          .header('set-cookie', [...cookies])
          .send(null);
      },
    );
  };
}
