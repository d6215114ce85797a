import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { Counter, Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerProblems } from '../platform/http/problem.ts';
import { describeApi } from './describe-api.ts';
import { healthRoutes } from './health.ts';

const token = 'a-token-for-prometheus';

async function appWith(metricsToken: string | undefined) {
  const metrics = new Registry();
  new Counter({ name: 'doorlight_test_total', help: 'For this test.', registers: [metrics] });
  const app = fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  onTestFinished(() => app.close());
  answerProblems(app);
  await describeApi(app, 'test');
  await app.register(healthRoutes({ version: 'test', metrics, metricsToken, unready: async () => [] }));
  return app;
}

describe('/metrics', () => {
  it('is read by everybody where no token is set', async () => {
    const app = await appWith(undefined);
    const answer = await app.inject('/metrics');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('doorlight_test_total');
  });

  it('is read by who knows the token, where one is set, and by nobody else', async () => {
    const app = await appWith(token);
    const read = (authorization?: string) =>
      app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
    const right = await read(`Bearer ${token}`);
    expect(right.statusCode).toBe(200);
    expect(right.body).toContain('doorlight_test_total');
    for (const wrong of [undefined, 'Bearer a-token', `Basic ${token}`, 'Bearer']) {
      const answer = await read(wrong);
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="metrics"');
      expect(answer.json()).toMatchObject({ status: 401, detail: expect.stringContaining('METRICS_TOKEN') });
      expect(answer.body).not.toContain('doorlight_test_total');
    }
  });

  it('leaves health and the description of the API to everybody', async () => {
    const app = await appWith(token);
    for (const url of ['/healthz', '/readyz', '/api/openapi.json', '/api/docs']) {
      expect((await app.inject(url)).statusCode, url).toBeLessThan(400);
    }
  });
});
