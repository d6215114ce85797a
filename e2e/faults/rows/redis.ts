import { createClient } from '@redis/client';
import type { Row, Scene } from '../row.ts';

const redis = { group: 'redis', on: ['postgres'], lastsMs: 12_000, needs: 'redis' } as const;

function serverOf({ redis: server }: Scene) {
  if (server === undefined) throw new Error('This row is about Redis.');
  return server;
}

export const redisRows: readonly Row[] = [
  {
    ...redis,
    name: 'killed',
    break: (scene) => serverOf(scene).stop(),
    heal: (scene) => serverOf(scene).startAgain(),
  },
  {
    ...redis,
    name: 'frozen',
    break: (scene) => serverOf(scene).signal('SIGSTOP'),
    heal: (scene) => serverOf(scene).signal('SIGCONT'),
  },
  {
    ...redis,
    name: 'forgets all',
    async break(scene) {
      const client = await createClient({ url: serverOf(scene).url }).connect();
      await client.flushAll();
      await client.close();
    },
    heal: () => undefined,
  },
];
