import { type ReactNode, type Ref, useEffect, useState } from 'react';
import type { Light } from '#lib/contract/light.ts';
import { emergencyWords, textValues } from '#lib/display/door-text.ts';
import type { ShownTheme, ShownZone } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { Count } from './count.tsx';
import { Scene } from './scene.tsx';
import { Veil } from './veil.tsx';

/** A little longer than the fade of `.scene-entering`. */
const fadeMs = 400;

export interface FaceProps {
  readonly light: Light;
  readonly zone: ShownZone;
  readonly theme: ShownTheme;
  readonly showNumber: boolean;
  readonly words: readonly FaceWords[];
  /** How long after the first paint the light may be shown. */
  readonly validForMs: number;
  readonly veilRef: Ref<HTMLDivElement>;
}

/** The light of one zone, and the veil that covers it: the same in every layout. */
export function Face({ light, zone, theme, showNumber, words: usual, validForMs, veilRef }: FaceProps) {
  const { layout, rotate } = theme;
  const { occupancy, capacity, free, simulated, emergency } = zone;
  // An emergency stays when the connection is lost: it lets nobody in, and only staff ends it.
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

interface FreeProps {
  readonly free: number;
  readonly words: FaceWords;
}

/** How many people may still come in, as large as the screen allows. */
function Free({ free, words: { free: texts, lang, dir } }: FreeProps) {
  return (
    <p className="glass-free" lang={lang} dir={dir}>
      <span className="glass-free-number" data-digits={String(free).length}>
        {free}
      </span>{' '}
      <span className="glass-free-text">{(free === 1 && texts.one) || texts.other}</span>
    </p>
  );
}

interface ScenesProps {
  readonly light: Light;
  readonly children: (light: Light, className: string | undefined) => ReactNode;
}

interface Layers {
  readonly light: Light;
  readonly leaving: Light | undefined;
}

/** Lays the scene of a new light over the old one, which is removed when it is covered. */
function Scenes({ light, children }: ScenesProps) {
  const [layers, setLayers] = useState<Layers>({ light, leaving: undefined });
  if (layers.light !== light) setLayers({ light, leaving: layers.light });

  useEffect(() => {
    if (layers.leaving === undefined) return;
    const covered = setTimeout(() => setLayers({ light: layers.light, leaving: undefined }), fadeMs);
    return () => clearTimeout(covered);
  }, [layers]);

  return (
    <div role="status" aria-live="polite" className="scenes">
      {layers.leaving && (
        <div key={layers.leaving} aria-hidden="true">
          {children(layers.leaving, undefined)}
        </div>
      )}
      <div key={layers.light}>{children(layers.light, layers.leaving && 'scene-entering')}</div>
    </div>
  );
}
