import fastify from 'fastify';
import { expect, it } from 'vitest';
import { StorageError } from '../database/storage-error.ts';
import { answerProblems } from './problem.ts';

it('answers 503 with a code and words where the database or its disk fails, however deep the cause lies', async () => {
  const app = fastify();
  answerProblems(app);
  const cause = new StorageError('database or disk is full', 'SQLITE_FULL');
  app.get('/here', async () => {
    throw cause;
  });
  app.get('/deep', async () => {
    throw new Error('cannot list people', { cause });
  });
  app.get('/bug', async () => {
    throw new Error('a bug');
  });
  for (const url of ['/here', '/deep']) {
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'storage', status: 503, instance: url });
    expect(answer.json().detail).toMatch(/ask again/);
  }
  expect((await app.inject('/bug')).json()).toMatchObject({ code: 'internal', status: 500 });
  await app.close();
});
