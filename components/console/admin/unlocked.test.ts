import { expect, test } from 'vitest';
import { unlockedMinutes as message } from '#lib/contract/tablet.ts';
import { unlockedMinutes } from './unlocked.ts';

test('the page says of a shared tablet what the sidecar does', () => {
  expect(unlockedMinutes).toBe(message);
});
