import { Server } from 'socket.io';
import { afterEach, expect, it } from 'vitest';
import { RedisServer } from '#server/test-support/redis-server.ts';
import { FanOut } from './fan-out.ts';

let redis: RedisServer | undefined;
const fanOuts: FanOut[] = [];

afterEach(async () => {
  for (const fanOut of fanOuts.splice(0)) fanOut.stop();
  await redis?.stop();
});

function startFanOut(url: string, prefix: string): FanOut {
  const logger = { info: () => undefined, error: () => undefined };
  const fanOut = new FanOut({ url, prefix, logger, ageOf: () => 0, onMessage: () => undefined });
  fanOuts.push(fanOut);
  fanOut.start();
  return fanOut;
}

it('knows in which rooms of any sidecar somebody is, and takes all for followed while Redis does not say', async () => {
  redis = await RedisServer.start();
  const home = startFanOut(redis.url, 'one');
  const adapterOf = ({ adapter }: FanOut) => new Server({ adapter }).of('/live').adapter;
  const [, screens] = [home, startFanOut(redis.url, 'one')].map(adapterOf);
  const isFollowed = (room: string) => home.mayBeFollowed('/live', room);
  expect(isFollowed('zone:bern/store')).toBe(true);
  await expect.poll(() => isFollowed('zone:bern/store')).toBe(false);
  void screens?.addAll('a screen', new Set(['zone:bern/store']));
  await expect.poll(() => isFollowed('zone:bern/store')).toBe(true);
  expect(isFollowed('zone:bern/café')).toBe(false);
  screens?.delAll('a screen');
  await expect.poll(() => isFollowed('zone:bern/store')).toBe(false);
  await redis.stop();
  await expect.poll(() => isFollowed('zone:bern/store')).toBe(true);
});

it('carries what is published to those who follow it, of the same installation, as long as they do', async () => {
  redis = await RedisServer.start();
  const [home, front, stranger] = ['one', 'one', 'other'].map((prefix) =>
    startFanOut(redis?.url ?? '', prefix),
  );
  const heard: unknown[] = [];
  const ended = front?.follow('summaries', (message) => heard.push(message));
  stranger?.follow('summaries', () => heard.push('of another installation'));
  // Nothing waits for Redis: what is published before the connection is lost.
  await expect
    .poll(() => {
      home?.publish('summaries', { site: 'bern' });
      return heard.length;
    })
    .toBeGreaterThan(0);
  expect(heard[0]).toEqual({ site: 'bern' });
  ended?.();
  home?.publish('summaries', { isLast: true });
  const others: unknown[] = [];
  front?.follow('others', (message) => others.push(message));
  await expect
    .poll(() => {
      home?.publish('others', 'x');
      return others.length;
    })
    .toBeGreaterThan(0);
  expect(heard).not.toContainEqual({ isLast: true });
  expect(heard).not.toContain('of another installation');
});
