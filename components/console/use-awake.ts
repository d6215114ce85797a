'use client';

import { useEffect } from 'react';

/** Keeps the screen on while a page with live numbers is seen. */
export function useAwake(): void {
  useEffect(
    () => keepScreenOn({ page: document, ...('wakeLock' in navigator && { wakeLock: navigator.wakeLock }) }),
    [],
  );
}

/** What of the browser this needs, so that a test can stand in for it. */
export interface AwakeParts {
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Absent in browsers that know no wake lock, and on pages without HTTPS. */
  readonly wakeLock?: { request(type: 'screen'): Promise<{ release(): Promise<void> }> };
}

/**
 * Keeps the screen on while the page is seen. The browser takes the lock away when the page is hidden; it is
 * asked for again when the page comes back. Where it is refused, or not known, the screen sleeps as ever.
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
      // A tablet that saves its battery refuses.
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
