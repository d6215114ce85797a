import { expect, test } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { lastChangeOf } from './recent-changes.tsx';

const at = '2026-11-27T09:00:00.000Z';
const nowMs = Date.parse('2026-11-27T09:30:00.000Z');
const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at,
  who: 'anna',
  action: 'adjust',
  ...more,
});

test('the last change of the number is what can be taken back, also behind a hold', () => {
  const entries = [
    entry({ action: 'hold', to: 'red' }),
    entry({ from: '2', to: '7' }),
    entry({ from: '9', to: '2' }),
  ];
  expect(lastChangeOf(entries, nowMs)).toEqual({ from: 2, to: 7, at });
  expect(lastChangeOf([entry({ action: 'reset', from: '31', to: '0' })], nowMs)).toEqual({
    from: 31,
    to: 0,
    at,
  });
});

test('nothing is taken back where nothing changed, or long ago', () => {
  expect(lastChangeOf([entry({ from: '0', to: '0' })], nowMs)).toBeUndefined();
  expect(lastChangeOf([entry({ from: '2', to: '7' })], nowMs + 3_600_000)).toBeUndefined();
  expect(lastChangeOf([entry({ action: 'hold', to: 'red' })], nowMs)).toBeUndefined();
  expect(lastChangeOf([], nowMs)).toBeUndefined();
});
