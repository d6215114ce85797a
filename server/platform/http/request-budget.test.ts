import { expect, test } from 'vitest';
import { RequestBudget } from './request-budget.ts';

const run = async () => 'done';

test('lets so many requests pass, and more when the time of the first is over', async () => {
  const budget = new RequestBudget(2, 1000);
  expect(await budget.spend('anna', 0, run)).toBe('done');
  expect(await budget.spend('anna', 10, run)).toBe('done');
  expect(await budget.spend('anna', 20, run)).toBe('too-many');
  expect(await budget.spend('bruno', 20, run)).toBe('done');
  expect(await budget.spend('anna', 1000, run)).toBe('done');
});

test('lets nobody ask twice at a time, and again after a failure', async () => {
  const budget = new RequestBudget(9, 1000);
  let lose: (error: Error) => void = () => {};
  const lost = new Promise<string>((_resolve, reject) => {
    lose = reject;
  });
  const failing = budget.spend('anna', 0, () => lost);
  expect(await budget.spend('anna', 0, run)).toBe('too-many');
  lose(new Error('lost'));
  await expect(failing).rejects.toThrow('lost');
  expect(await budget.spend('anna', 0, run)).toBe('done');
});
