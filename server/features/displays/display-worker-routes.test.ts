import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, it } from 'vitest';
import { displayWorkerRoutes } from './display-worker-routes.ts';

const app = fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
await app.register(displayWorkerRoutes);

async function worker(url: string, language: string): Promise<string> {
  const answer = await app.inject({ url, headers: { 'accept-language': language } });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
  });
  return answer.body;
}

it('the worker of displays waits in the language of the display, else in that of the browser', async () => {
  expect(await worker('/display-worker.js?lang=de', 'fr')).toContain('Einen Moment bitte');
  expect(await worker('/display-worker.js', 'fr-CH, en;q=0.5')).toContain('lang=\\"fr\\"');
  expect(await worker('/display-worker.js?lang=%22%3E', 'xx')).toContain('One moment');
});
