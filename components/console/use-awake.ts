import { useEffect } from 'react';

/** Keeps the screen on while a page with live numbers is visible. */
export function useAwake(): void {
  useEffect(
    () => keepScreenOn({ page: document, ...('wakeLock' in navigator && { wakeLock: navigator.wakeLock }) }),
    [],
  );
}

/** The browser features it needs, so that a test can fake them. */
export interface AwakeParts {
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Absent in browsers without wake lock, and on pages without HTTPS. */
  readonly wakeLock?: { request(type: 'screen'): Promise<{ release(): Promise<void> }> };
}

/**
 * Keeps the screen on while the page is visible. The browser releases the lock when the page is hidden; it is
 * requested again when the page comes back. If it is refused or unsupported, the screen sleeps as usual.
 *
 * @returns ends it
 */
export function keepScreenOn({ page, wakeLock }: AwakeParts): () => void {
  if (wakeLock === undefined) return () => undefined;
  let lock: { release(): Promise<void> } | undefined;
  let isOver = false;
  const release = () => {
    void lock?.release().catch(() => undefined);
    lock = undefined;
  };
  const ask = async () => {
    if (page.visibilityState !== 'visible') return;
    release();
    try {
      lock = await wakeLock.request('screen');
    } catch {
      // A tablet in battery saving mode refuses.
    }
    if (isOver) release();
  };
  const onChange = () => void ask();
  page.addEventListener('visibilitychange', onChange);
  onChange();
  return () => {
    isOver = true;
    page.removeEventListener('visibilitychange', onChange);
    release();
  };
}
