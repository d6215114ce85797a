// The baseline of "first HTML": Fastify's own first example, on the same kind of port.

import fastify from 'fastify';
import { serveBench } from '../support/serve.ts';

async function start(): Promise<{ port: number }> {
  const app = fastify();
  app.get('/', async (_request, reply) => reply.type('text/html').send('<!doctype html><p>hello'));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: Number(new URL(address).port) };
}

serveBench({ start });
