import type { ReactNode, Ref } from 'react';
import type { Light } from '#lib/contract/light.ts';
import type { ShownDisplay, ShownZone } from '#lib/display/shown.ts';
import { Face, type FaceProps } from './face.tsx';

interface DisplayRootProps extends Omit<FaceProps, 'showNumber'> {
  readonly display: ShownDisplay;
  readonly rootRef: Ref<HTMLElement>;
  /** Further zones, side by side with this one. */
  readonly tiles?: readonly ReactNode[];
  /** Name of this zone, if there are others. */
  readonly name?: string | undefined;
  readonly children?: ReactNode;
}

/** The light, as large as the screen. Its attributes are read by screen players. */
export function DisplayRoot({ display, rootRef, tiles, name, children, ...of }: DisplayRootProps) {
  const { light, zone, theme, words } = of;
  const face = <Face {...of} showNumber={display.showNumber} />;
  return (
    <main
      ref={rootRef}
      className={`glass glass-${theme.layout}`}
      lang={words[0]?.lang}
      dir={words[0]?.dir}
      translate="no"
      data-zone={display.zone}
      data-light={light}
      data-occupancy={occupancyShown(light, zone)}
      data-capacity={zone.capacity}
      data-tiles={tiles && tiles.length + 1}
      data-after-hours={zone.afterHours}
      // The watchdog may have changed it before React.
      suppressHydrationWarning
    >
      {tiles ? (
        <section className="tile" data-name={name} aria-label={name}>
          {face}
        </section>
      ) : (
        face
      )}
      {tiles}
      {children}
    </main>
  );
}

/** `data-occupancy`: empty if the number is unknown or expired. */
export function occupancyShown(light: Light, zone: ShownZone): string {
  return light === zone.light && light !== 'unknown' ? String(zone.occupancy) : '';
}
