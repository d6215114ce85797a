import { expect, test } from 'vitest';
import { createLiveStore } from './live-store.ts';
import { rememberLostSince } from './lost-since.ts';

test('the moment of the loss is kept until the console is live again', () => {
  let wallMs = 1000;
  const kept = new Map<string, string>();
  const live = createLiveStore(
    { zones: [], sensors: [] },
    () => wallMs,
    () => wallMs,
  );
  const stop = rememberLostSince(live, {
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  });
  live.getState().connected();
  expect(kept.size).toBe(0);
  wallMs = 5000;
  live.getState().disconnected();
  expect([...kept]).toEqual([['doorlight-lost-since', '1000']]);
  wallMs = 9000;
  live.getState().disconnected();
  expect([...kept.values()]).toEqual(['1000']);
  live.getState().connected();
  expect(kept.size).toBe(0);
  stop();
  live.getState().disconnected();
  expect(kept.size).toBe(0);
});

test('a browser that keeps nothing does no harm', () => {
  const live = createLiveStore(
    { zones: [], sensors: [] },
    () => 0,
    () => 0,
  );
  const refuse = () => {
    throw new Error('denied');
  };
  rememberLostSince(live, { setItem: refuse, removeItem: refuse });
  live.getState().connected();
  live.getState().disconnected();
  expect(live.getState().connection).toBe('lost');
});
