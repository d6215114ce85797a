import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  newPersonSchema,
  type Person,
  passwordSchema,
  personChangeSchema,
  personSchema,
  pinSchema,
} from '#lib/contract/person.ts';
import type { Account } from '#server/platform/access/accounts.ts';
import { rolesInWords, rolesOf } from '#server/platform/access/roles.ts';
import { changedMeanwhile, expectationOf } from '#server/platform/http/entity-tag.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { KeptPin, PinStore } from './pin-store.ts';
import type { Pins } from './pins.ts';

const operation = operationIn('people');
const params = z.object({ id: z.string().max(60) });

/** `/api/v1/people`: users and their roles, for administrators. */
export function peopleRoutes(platform: Platform, pins: Pins, pinStore: PinStore): FastifyPluginAsyncZod {
  const { guard, authentication, clock, audit } = platform;
  const { accounts } = authentication;
  const find = async (id: string): Promise<Account> => {
    const account = await accounts.find(id);
    if (account !== undefined) return account;
    throw new ProblemError(404, 'There is no such person. See GET /api/v1/people.');
  };
  const describePerson = async (id: string): Promise<Person> => {
    const [account, kept] = await Promise.all([find(id), pinStore.all()]);
    return personOf(account, kept.get(id), clock.now());
  };

  return async (app) => {
    app.get(
      '/api/v1/people',
      operation({
        summary: 'Everybody who may sign in',
        description: 'With their roles, never with their secrets. Needs the right to administer.',
        querystring: pageQuerySchema,
        response: { 200: z.array(personSchema) },
      }),
      async (request, reply) => {
        await guard.require(request, 'administer');
        const [all, kept] = await Promise.all([accounts.list(), pinStore.all()]);
        const page = pageOf(request, reply, all, ({ id }) => id);
        return page.map((account) => personOf(account, kept.get(account.id), clock.now()));
      },
    );

    app.post(
      '/api/v1/people',
      operation({
        summary: 'Add somebody, with a role at all sites, at each of some, or at all with a tag',
        description:
          'A key of `sites` is the id of a site, or a tag such as `region:west`: the role then holds at every site that carries it, now and later. Who has no password can only use a PIN. Needs the right to administer.',
        body: newPersonSchema,
        response: { 201: personSchema },
      }),
      async (request, reply) => {
        const { username: who } = await guard.require(request, 'administer');
        const { username, name = username, password, pin } = request.body;
        const made = await accounts.add({
          username,
          name,
          roles: rolesOf(request.body) ?? { role: 'viewer' },
          ...(password === undefined ? {} : { password }),
        });
        if (made === 'taken') {
          throw new ProblemError(409, `username: ${username} is somebody already; choose another.`, {
            code: 'name-taken',
            errors: [{ path: 'username', message: 'is somebody already' }],
          });
        }
        if (pin !== undefined) await pins.set(made.id, pin);
        await audit({ who, action: 'add-person', to: summary(made), result: 'done' });
        return reply.code(201).send(await describePerson(made.id));
      },
    );

    app.put(
      '/api/v1/people/:id',
      operation({
        summary: 'Change a name or roles',
        description:
          'It holds at once, in open sessions and sockets too. `If-Match: "<revision>"` refuses the change (412) where somebody else was quicker. The last administrator stays one. Needs the right to administer.',
        params,
        body: personChangeSchema,
        response: { 200: personSchema },
      }),
      async (request) => {
        const { username: who } = await guard.require(request, 'administer');
        const { id } = request.params;
        const before = await find(id);
        const { name } = request.body;
        const roles = rolesOf(request.body);
        const wanted = {
          ...(name === undefined ? {} : { name }),
          ...(roles === undefined ? {} : { roles }),
        };
        const change = await accounts.change(id, wanted, expectationOf(request));
        if (change === 'changed-meanwhile') throw changedMeanwhile();
        if (change === 'last-administrator') refuseLast();
        const after = await find(id);
        await audit({
          who,
          action: 'change-person',
          from: summary(before),
          to: summary(after),
          result: 'done',
        });
        return describePerson(id);
      },
    );

    app.delete(
      '/api/v1/people/:id',
      operation({
        summary: 'Remove somebody',
        description: 'Their sessions and sockets end at once. Needs the right to administer.',
        params,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username: who } = await guard.require(request, 'administer');
        const { id } = request.params;
        const before = await find(id);
        if ((await accounts.remove(id)) === 'last-administrator') refuseLast();
        await pins.remove(id);
        await audit({ who, action: 'remove-person', from: summary(before), result: 'done' });
        return reply.code(204).send(null);
      },
    );

    app.put(
      '/api/v1/people/:id/password',
      operation({
        summary: 'Set a password; the person is signed out everywhere, who sets their own stays',
        description: 'Of 8 to 128 characters. Needs the right to administer.',
        params,
        body: z.strictObject({ password: passwordSchema }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username: who, session } = await guard.require(request, 'administer');
        const { id, username } = await find(request.params.id);
        await accounts.setPassword(id, request.body.password, session);
        await audit({ who, action: 'set-password', to: username, result: 'done' });
        return reply.code(204).send(null);
      },
    );

    app.put(
      '/api/v1/people/:id/pin',
      operation({
        summary: 'Set a PIN for shared tablets; a locked one is open again',
        description: 'Of 4 to 6 digits. Needs the right to administer.',
        params,
        body: z.strictObject({ pin: pinSchema }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username: who } = await guard.require(request, 'administer');
        const { id, username } = await find(request.params.id);
        await pins.set(id, request.body.pin);
        await audit({ who, action: 'set-pin', to: username, result: 'done' });
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/api/v1/people/:id/pin',
      operation({
        summary: 'Remove a PIN',
        description: 'Nothing happens where there is none. Needs the right to administer.',
        params,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username: who } = await guard.require(request, 'administer');
        const { id, username } = await find(request.params.id);
        if (await pins.remove(id)) await audit({ who, action: 'remove-pin', from: username, result: 'done' });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/v1/people/:id/sign-out',
      operation({
        summary: 'Sign somebody out everywhere',
        description: 'Every session ends at once, with its sockets. Needs the right to administer.',
        params,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username: who } = await guard.require(request, 'administer');
        const { id, username } = await find(request.params.id);
        await accounts.signOut(id);
        await audit({ who, action: 'sign-out-everywhere', to: username, result: 'done' });
        return reply.code(204).send(null);
      },
    );
  };
}

function refuseLast(): never {
  throw new ProblemError(
    409,
    'This is the last administrator: make somebody else administrator, with a password, first.',
    { code: 'last-administrator' },
  );
}

/** For the audit log: `anna (staff at bern, manager at all sites with region: west)`. */
function summary(account: Account): string {
  return `${account.username} (${rolesInWords(account.roles)})`;
}

function personOf(account: Account, pin: KeptPin | undefined, nowMs: number): Person {
  const { id, username, name, roles, hasPassword, createdAt, revision } = account;
  const lockedUntil = pin?.lockedUntil;
  const isLocked = lockedUntil !== undefined && Date.parse(lockedUntil) > nowMs;
  return {
    id,
    username,
    name,
    ...roles,
    hasPassword,
    hasPin: pin !== undefined,
    ...(isLocked ? { pinLockedUntil: lockedUntil } : {}),
    createdAt,
    revision,
  };
}
