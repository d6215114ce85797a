'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** The origin of this page, `https://doorlight.example.com`; empty during server rendering. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => location.origin,
    () => '',
  );
}
