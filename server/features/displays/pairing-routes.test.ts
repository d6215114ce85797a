import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, it } from 'vitest';
import { systemClock } from '#server/clock.ts';
import type { Change } from '#server/platform/config/live-configuration.ts';
import { answerProblems } from '#server/platform/http/problem.ts';
import { memoryLimits } from '#server/platform/limits/limits.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import type { DisplayDirectory } from './display-directory.ts';
import { pairingRoutes } from './pairing-routes.ts';

it('a screen is not paired while nothing can be saved, and its code is good for another try', async () => {
  const kept = await TestDatabase.create();
  const database = await kept.open();
  let outcome: Change = { kind: 'not-saved' };
  const app = fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  const platform = {
    guard: { require: async () => ({ username: 'ann', userId: 'u1' }) },
    limit: memoryLimits,
    clock: systemClock,
    configuration: { site: () => ({ zones: [{ id: 'store', name: 'Store' }] }), put: async () => outcome },
    database,
    environment: {},
  } as unknown as Platform;
  const displays = { has: () => false, greet: () => undefined } as unknown as DisplayDirectory;
  await app.register(pairingRoutes(platform, displays));
  const { code } = (await app.inject({ method: 'POST', url: '/api/v1/displays/pairing' })).json();
  const pair = () =>
    app.inject({
      method: 'POST',
      url: '/api/v1/displays/pair',
      payload: { code, site: 'bern', zone: 'store' },
    });
  const refused = await pair();
  expect(refused.statusCode).toBe(503);
  expect(refused.json()).toMatchObject({ code: 'not-saved' });
  outcome = { kind: 'wrong', problems: [] };
  expect((await pair()).statusCode).toBe(400);
  outcome = { kind: 'done' };
  expect((await pair()).statusCode).toBe(201);
  expect((await pair()).statusCode).toBe(404);
  await app.close();
  await database.close();
  await kept.remove();
});
