'use client';

import { useEffect } from 'react';
import { keepScreenOn } from './keep-screen-on.ts';

/** Keeps the screen on while a page with live numbers is seen. */
export function useAwake(): void {
  useEffect(
    () => keepScreenOn({ page: document, ...('wakeLock' in navigator && { wakeLock: navigator.wakeLock }) }),
    [],
  );
}
