// The baseline of "visitors": a Fastify that sends the same bytes to everybody.

import fastify from 'fastify';
import { barePublicSchema } from '../support/bare-models.ts';
import { serveBench } from '../support/serve.ts';

async function start(argument: unknown): Promise<{ port: number }> {
  const { body } = barePublicSchema.parse(argument);
  const app = fastify();
  app.get('/public/v1/sites/:site', async (_request, reply) => reply.type('application/json').send(body));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: Number(new URL(address).port) };
}

serveBench({ start });
