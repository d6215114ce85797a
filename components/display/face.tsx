import type { Ref } from 'react';
import type { Light } from '#lib/contract/light.ts';
import { emergencyWords, textValues } from '#lib/display/door-text.ts';
import type { ShownTheme, ShownZone } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { Count } from './count.tsx';
import { Free } from './free.tsx';
import { Scene } from './scene.tsx';
import { Scenes } from './scenes.tsx';
import { Veil } from './veil.tsx';

export interface FaceProps {
  readonly light: Light;
  readonly zone: ShownZone;
  readonly theme: ShownTheme;
  readonly showNumber: boolean;
  readonly words: readonly FaceWords[];
  /** For how long after the first paint the light may be seen. */
  readonly validForMs: number;
  readonly veilRef: Ref<HTMLDivElement>;
}

/** The light of one zone, and the veil that takes it away: the same whatever the layout. */
export function Face({ light, zone, theme, showNumber, words: usual, validForMs, veilRef }: FaceProps) {
  const { layout, rotate } = theme;
  const { occupancy, capacity, free, simulated, emergency } = zone;
  // A warning stays when nothing more is heard: it lets nobody in, and is taken back by who gave it.
  const words = emergency ? usual.map((each) => emergencyWords(each, emergency)) : usual;
  const [main] = words;
  return (
    <>
      <Scenes light={light}>
        {(drawn, className) => {
          const counts = drawn !== 'unknown' && drawn !== 'closed' && !emergency && main;
          const isFigure = layout === 'number' && counts && drawn !== 'red' && free > 0;
          return (
            <Scene
              light={drawn}
              words={words}
              simulated={simulated}
              values={textValues(drawn, zone)}
              zone={emergency ? undefined : zone}
              emergency={emergency}
              background={drawn === 'unknown' || emergency ? undefined : theme.background}
              rotate={rotate}
              className={isFigure ? `scene-figure ${className ?? ''}` : className}
            >
              {isFigure && <Free free={free} words={main} />}
              {counts && showNumber && !isFigure && (
                <Count occupancy={occupancy} capacity={capacity} words={main} />
              )}
              {counts && layout === 'bar' && (
                <div className="glass-gauge" aria-hidden="true">
                  <i style={{ width: `${Math.min(100, (occupancy / capacity) * 100)}%` }} />
                </div>
              )}
            </Scene>
          );
        }}
      </Scenes>
      <Veil
        ref={veilRef}
        validForMs={validForMs}
        words={words}
        simulated={simulated}
        emergency={emergency}
        rotate={rotate}
      />
    </>
  );
}
