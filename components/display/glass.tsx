import type { ReactNode, Ref } from 'react';
import type { Light } from '#lib/contract/light.ts';
import type { ShownDisplay, ShownZone } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { Count } from './count.tsx';
import { Scene } from './scene.tsx';
import { Scenes } from './scenes.tsx';
import { Veil } from './veil.tsx';

interface GlassProps {
  readonly light: Light;
  readonly zone: ShownZone;
  readonly display: ShownDisplay;
  readonly words: readonly FaceWords[];
  /** For how long after the first paint the light may be seen. */
  readonly validForMs: number;
  readonly rootRef: Ref<HTMLElement>;
  readonly veilRef: Ref<HTMLDivElement>;
  readonly children?: ReactNode;
}

/** The light, as large as the screen. Its attributes are read by screen players. */
export function Glass({ light, zone, display, words, validForMs, rootRef, veilRef, children }: GlassProps) {
  const [main] = words;
  const counted = display.showNumber && light !== 'unknown' && light !== 'closed';
  return (
    <main
      ref={rootRef}
      className="glass"
      lang={main?.lang}
      dir={main?.dir}
      translate="no"
      data-zone={display.zone}
      data-light={light}
      data-occupancy={occupancyShown(light, zone)}
      data-capacity={zone.capacity}
      // The watchdog may have been here before React.
      suppressHydrationWarning
    >
      <Scenes light={light}>
        {(drawn, className) => (
          <Scene light={drawn} words={words} simulated={zone.simulated} className={className}>
            {counted && main && <Count occupancy={zone.occupancy} capacity={zone.capacity} words={main} />}
          </Scene>
        )}
      </Scenes>
      <Veil ref={veilRef} validForMs={validForMs} words={words} simulated={zone.simulated} />
      {children}
    </main>
  );
}

/** `data-occupancy`: nothing where nobody knows the number, or its time is over, rather than an old one. */
export function occupancyShown(light: Light, zone: ShownZone): string {
  return light === zone.light && light !== 'unknown' ? String(zone.occupancy) : '';
}
