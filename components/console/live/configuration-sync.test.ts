import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigurationSync } from './configuration-sync.ts';

let answers: ((value: string | undefined) => void)[];
let applied: [string, boolean][];
let sync: ConfigurationSync<string>;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  applied = [];
  sync = new ConfigurationSync<string>({
    read: () => new Promise((resolve) => answers.push(resolve)),
    apply: (now, isReported) => applied.push([now, isReported]),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const answer = (at: number, value: string | undefined) => {
  answers[at]?.(value);
  return vi.advanceTimersByTimeAsync(0);
};

test('after each connection what is configured is read, and after each change', async () => {
  sync.connected();
  await answer(0, 'before');
  sync.changed();
  await answer(1, 'after');
  expect(applied).toEqual([
    ['before', false],
    ['after', true],
  ]);
});

test('an answer from before the last change is not used, however late it comes', async () => {
  sync.changed();
  sync.changed();
  await answer(1, 'new');
  await answer(0, 'old');
  expect(applied).toEqual([['new', true]]);
});

test('without an answer it is asked again, and that a change was reported is not forgotten', async () => {
  sync.changed();
  await answer(0, undefined);
  await vi.advanceTimersByTimeAsync(2000);
  await answer(1, 'now');
  expect(applied).toEqual([['now', true]]);
});

test('a change that was reported while a connection ended counts as reported with the next one', async () => {
  sync.changed();
  sync.stop();
  await answer(0, 'late');
  expect(applied).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(answers).toHaveLength(1);
  sync.connected();
  await answer(1, 'now');
  expect(applied).toEqual([['now', true]]);
});
