'use client';

import { useEffect } from 'react';
import { stayAwake } from './stay-awake.ts';

/** Keeps the screen on while a page with live numbers is seen. */
export function useAwake(): void {
  useEffect(
    () => stayAwake({ page: document, ...('wakeLock' in navigator && { wakeLock: navigator.wakeLock }) }),
    [],
  );
}
