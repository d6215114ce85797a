import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, it } from 'vitest';
import type { Guard } from '#server/platform/access/guard.ts';
import type { Change } from '#server/platform/config/live-configuration.ts';
import { answerProblems } from '#server/platform/http/problem.ts';
import { memoryLimits } from '#server/platform/limits/limits.ts';
import { PairingCodes } from './pairing-codes.ts';
import { pairingRoutes } from './pairing-routes.ts';

it('a screen is not paired while nothing can be saved, and its code is good for another try', async () => {
  let outcome: Change = { kind: 'not-saved' };
  const app = fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  const codes = new PairingCodes(() => 0);
  await app.register(
    pairingRoutes({
      guard: { require: async () => ({ username: 'ann', userId: 'u1' }) } as unknown as Guard,
      codes: codes,
      limit: memoryLimits,
      publicUrl: undefined,
      nameOfZone: () => 'Store',
      hasDisplay: () => false,
      addDisplay: async () => outcome,
      greet: () => undefined,
    }),
  );
  const { code, ticket } = codes.offer()!;
  const pair = () =>
    app.inject({
      method: 'POST',
      url: '/api/v1/displays/pair',
      payload: { code, site: 'bern', zone: 'store' },
    });
  const refused = await pair();
  expect(refused.statusCode).toBe(503);
  expect(refused.json()).toMatchObject({ code: 'not-saved' });
  expect(codes.outcome(ticket)).toBe('waiting');
  outcome = { kind: 'wrong', problems: [] };
  expect((await pair()).statusCode).toBe(400);
  outcome = { kind: 'done' };
  expect((await pair()).statusCode).toBe(201);
  expect(codes.outcome(ticket)).toHaveProperty('path');
  await app.close();
});
