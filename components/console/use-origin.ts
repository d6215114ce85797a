import { useSyncExternalStore } from 'react';
import { basePath } from '#lib/base-path.ts';

const never = () => () => {};

/** The address of Doorlight, `https://doorlight.example.com` (with `BASE_PATH`, if it has one); empty during server rendering. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => `${location.origin}${basePath}`,
    () => '',
  );
}
