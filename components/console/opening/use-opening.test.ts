import { expect, test } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { openedOf } from './use-opening.ts';
import { fewOf } from './use-opening-words.ts';

const entry = (
  zone: string,
  at: string,
  who = 'anna',
  action: AuditEntry['action'] = 'reset',
): AuditEntry => ({
  id: 1,
  at,
  who,
  action,
  zone,
});

test('a site is open when each of its zones has been reset, since the last of them', () => {
  const entries = [
    entry('hall', '2026-11-27T06:02:00.000Z', 'anna'),
    entry('store', '2026-11-27T06:01:00.000Z', 'ben'),
    entry('store', '2026-11-27T04:00:00.000Z', 'schedule'),
  ];
  expect(openedOf(['store', 'hall'], entries)).toEqual({ at: '2026-11-27T06:02:00.000Z', who: 'anna' });
  expect(openedOf(['store'], entries)).toEqual({ at: '2026-11-27T06:01:00.000Z', who: 'ben' });
});

test('a zone that was only adjusted, or not touched, leaves it closed', () => {
  const entries = [
    entry('hall', '2026-11-27T06:02:00.000Z', 'anna', 'adjust'),
    entry('store', '2026-11-27T06:01:00.000Z'),
  ];
  expect(openedOf(['store', 'hall'], entries)).toBeUndefined();
  expect(openedOf(['store'], [])).toBeUndefined();
  expect(openedOf([], entries)).toBeUndefined();
});

test('of many names the first are listed, and how many others there are', () => {
  const others = (count: number) => `${count} others`;
  const names = Array.from({ length: 45 }, (_, index) => `Display ${index}`);
  expect(fewOf(names, others)).toEqual(['Display 0', 'Display 1', 'Display 2', '42 others']);
  expect(fewOf(names.slice(0, 4), others)).toEqual(names.slice(0, 4));
});
