import { expect, test } from 'vitest';
import type { Command } from '../live/command-store.ts';
import { outcomeRows, summarizeReset } from './outcome-rows.ts';

const running: Command = {
  id: 1,
  key: 'k',
  action: 'reset',
  to: 0,
  status: 'running',
  startedAt: 0,
  sources: [],
  waiting: [],
};

test('before the first news, the sensors of the zone wait', () => {
  expect(outcomeRows(running, ['door-b', 'door-a']).map(({ sensor, outcome }) => [sensor, outcome])).toEqual([
    ['door-b', 'waiting'],
    ['door-a', 'waiting'],
  ]);
});

test('a sensor that answers first keeps its place', () => {
  const command: Command = {
    ...running,
    sources: [{ sensor: 'door-b', channel: 'main', outcome: 'confirmed' }],
    waiting: [{ sensor: 'door-a', channel: 'main' }],
  };
  expect(outcomeRows(command, ['door-a', 'door-b']).map(({ outcome }) => outcome)).toEqual([
    'waiting',
    'confirmed',
  ]);
});

test('an order that was refused has no sensors', () => {
  expect(outcomeRows({ ...running, status: 'refused' }, ['door-a'])).toEqual([]);
});

test('a summary counts answers, those that did not confirm, and orders that failed', () => {
  const command: Command = {
    ...running,
    sources: [
      { sensor: 'door-a', channel: 'main', outcome: 'confirmed' },
      { sensor: 'door-b', channel: 'main', outcome: 'rejected', code: 1200 },
      { sensor: 'door-c', channel: 'main', outcome: 'software' },
    ],
    waiting: [{ sensor: 'door-d', channel: 'main' }],
  };
  const failed: Command = { ...running, status: 'unanswered' };
  const summary = summarizeReset([
    { command, rows: outcomeRows(command, []) },
    { command: failed, rows: outcomeRows(failed, []) },
  ]);
  expect(summary).toEqual({ isRunning: true, done: 3, total: 4, failedSources: 1, failed: 1 });
});
