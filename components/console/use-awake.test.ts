import { expect, test, vi } from 'vitest';
import { type AwakeParts, keepScreenOn } from './use-awake.ts';

function browser() {
  const events = new EventTarget();
  const held = new Set<object>();
  let visibilityState: DocumentVisibilityState = 'visible';
  const request = vi.fn(async () => {
    const lock = { release: async () => void held.delete(lock) };
    held.add(lock);
    return lock;
  });
  const page: AwakeParts['page'] = {
    get visibilityState() {
      return visibilityState;
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  const turn = async (state: DocumentVisibilityState) => {
    visibilityState = state;
    // The browser releases the lock of a hidden page.
    if (state === 'hidden') held.clear();
    events.dispatchEvent(new Event('visibilitychange'));
    await Promise.resolve();
  };
  return { page, wakeLock: { request }, held, turn };
}

test('the screen stays on while the page is seen, again when it comes back, and until the end', async () => {
  const { page, wakeLock, held, turn } = browser();
  const stop = keepScreenOn({ page, wakeLock });
  await expect.poll(() => held.size).toBe(1);
  await turn('hidden');
  expect(held.size).toBe(0);
  await turn('visible');
  await expect.poll(() => held.size).toBe(1);
  stop();
  await expect.poll(() => held.size).toBe(0);
  await turn('visible');
  expect(wakeLock.request).toHaveBeenCalledTimes(2);
});

test('a lock that comes after the end is given back', async () => {
  const { page, wakeLock, held } = browser();
  keepScreenOn({ page, wakeLock })();
  await expect.poll(() => wakeLock.request).toHaveBeenCalledOnce();
  await expect.poll(() => held.size).toBe(0);
});

test('where it is refused, or not known, nothing happens', async () => {
  const { page, turn } = browser();
  keepScreenOn({ page, wakeLock: { request: () => Promise.reject(new Error('battery')) } });
  keepScreenOn({ page });
  await turn('visible');
});
