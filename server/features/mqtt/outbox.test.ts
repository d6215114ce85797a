import { expect, it } from 'vitest';
import { Outbox } from './outbox.ts';

const state = (payload: string) => ({
  topic: 'd/bern/store/light',
  payload,
  isRetained: true,
  validForMs: 4500,
});

it('keeps the newest message of a topic only, however long nobody fetches them', () => {
  const outbox = new Outbox();
  for (let count = 0; count < 10_000; count++) outbox.put(state(`${count}`), count);
  outbox.put({ topic: 'd/status', payload: 'online', isRetained: true }, 10_000);
  expect(outbox.drain(10_000).map(({ payload }) => payload)).toEqual(['9999', 'online']);
  expect(outbox.isEmpty).toBe(true);
});

it('takes the time that a message waited off its validity, and drops it when none is left', () => {
  const outbox = new Outbox();
  outbox.put(state('green'), 1000);
  expect(outbox.drain(3000)).toEqual([{ ...state('green'), validForMs: 2500 }]);
  outbox.put(state('green'), 1000);
  expect(outbox.drain(5500)).toEqual([]);
});

it('keeps every answer, up to two hundred', () => {
  const outbox = new Outbox();
  for (let count = 0; count < 250; count++) {
    outbox.answer({ topic: 'd/bern/store/result', payload: `${count}`, isRetained: false }, 0);
  }
  const payloads = outbox.drain(0).map(({ payload }) => payload);
  expect(payloads).toHaveLength(200);
  expect(payloads.at(-1)).toBe('249');
});
