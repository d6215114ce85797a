import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Shown } from '#lib/display/display-store.ts';
import { occupancyShown } from './display-root.tsx';
import { veilFadeMs } from './veil.tsx';

/**
 * After each message that React has drawn, renews the validity: the veil's animation and the watchdog start
 * again. When React stops drawing, both run out and cover the old light.
 */
export function useDrawnLight(
  shown: Shown,
  rootRef: RefObject<HTMLElement | null>,
  veilRef: RefObject<HTMLDivElement | null>,
): void {
  const veiling = useRef<Animation>(null);

  useLayoutEffect(() => {
    const root = rootRef.current;
    const validForMs = shown.validUntil - performance.now();
    if (!root || !shown.zone || shown.arrivals === 0 || validForMs <= 0) return;
    // React only writes changes since its own last drawing; the watchdog may have written since.
    root.setAttribute('data-light', shown.light);
    root.setAttribute('data-occupancy', occupancyShown(shown.light, shown.zone));
    const before = veiling.current;
    veiling.current =
      veilRef.current?.animate([{ opacity: 0 }, { opacity: 1 }], {
        delay: Math.max(0, validForMs - veilFadeMs),
        duration: veilFadeMs,
        fill: 'both',
      }) ?? null;
    before?.cancel();
    window.doorlight?.feed(validForMs);
  }, [shown, rootRef, veilRef]);
}
