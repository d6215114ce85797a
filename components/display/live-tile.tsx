import { useRef, useSyncExternalStore } from 'react';
import type { DisplayStore } from '#lib/display/display-store.ts';
import type { ShownZone } from '#lib/display/shown.ts';
import { occupancyShown } from './display-root.tsx';
import { Face, type FaceProps } from './face.tsx';
import { useDrawnLight } from './use-drawn-light.ts';

interface LiveTileProps extends Pick<FaceProps, 'theme' | 'words' | 'showNumber'> {
  readonly store: DisplayStore;
  /** As the page was made. */
  readonly zone: ShownZone;
  readonly name: string | undefined;
}

/** One more zone on the glass, with a light, a time and a veil of its own. */
export function LiveTile({ store, zone: first, name, ...face }: LiveTileProps) {
  const shown = useSyncExternalStore(store.subscribe, store.shown, store.shown);
  const rootRef = useRef<HTMLElement>(null);
  const veilRef = useRef<HTMLDivElement>(null);
  useDrawnLight(shown, rootRef, veilRef);
  const zone = shown.zone ?? first;
  return (
    <section
      ref={rootRef}
      className="tile"
      aria-label={name}
      data-name={name}
      data-zone={zone.zone}
      data-light={shown.light}
      data-occupancy={occupancyShown(shown.light, zone)}
      data-capacity={zone.capacity}
      suppressHydrationWarning
    >
      <Face {...face} light={shown.light} zone={zone} validForMs={first.validForMs} veilRef={veilRef} />
    </section>
  );
}
