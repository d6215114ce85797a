import { expect, test } from 'vitest';
import { playwrightCounts, sumCounts, vitestCounts } from './test-counts.mjs';

test('a vitest file that does not load counts as failed', () => {
  const counts = vitestCounts({
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}, {}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(counts).toEqual({ passed: 2, failed: 2, skipped: 2 });
});

test('a browser test that passed at the second attempt counts as passed', () => {
  const stats = { expected: 3, flaky: 1, unexpected: 2, skipped: 1 };
  expect(playwrightCounts({ stats, errors: [] })).toEqual({ passed: 4, failed: 2, skipped: 1 });
});

test('a browser run that broke down before its first test counts as failed', () => {
  const stats = { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };
  expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('counts of several runs add up', () => {
  const sum = sumCounts([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 3, failed: 1, skipped: 0 },
  ]);
  expect(sum).toEqual({ passed: 4, failed: 1, skipped: 2 });
});
