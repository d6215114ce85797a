import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Emergency } from '#lib/contract/emergency.ts';
import type { Light } from '#lib/contract/light.ts';
import type { TextValues } from '#lib/display/door-text.ts';
import type { ShownTheme, ShownZone } from '#lib/display/shown.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { Background } from './background.tsx';
import { Pictogram } from './pictogram.tsx';
import { Words } from './words.tsx';

interface SceneProps {
  readonly light: Light;
  /** In the order of the site's languages. */
  readonly words: readonly FaceWords[];
  readonly simulated: boolean;
  readonly values?: TextValues;
  /** What the hint below the words is about. */
  readonly zone?: ShownZone | undefined;
  /** It takes the place of everything but the words. */
  readonly emergency?: Emergency | undefined;
  readonly background?: ShownTheme['background'];
  /** See `Words`. */
  readonly rotate?: boolean;
  readonly ghost?: boolean;
  readonly className?: string | undefined;
  /** Below the words: the number. */
  readonly children?: ReactNode;
}

/** The whole picture of one light, opaque and as large as the glass: scenes are laid over each other to change. */
export function Scene(props: SceneProps) {
  const {
    light,
    words,
    simulated,
    emergency,
    background,
    ghost = false,
    className,
    children,
    ...text
  } = props;
  const mark = simulated && words[0]?.simulated;
  return (
    <div className={clsx('scene', `scene-${light}`, emergency && 'scene-emergency', className)}>
      {background && <Background video={background.video} />}
      <Lamps />
      <div className="scene-sign">
        <Pictogram of={emergency ?? light} />
      </div>
      <div className="scene-text">
        <Words words={words} light={light} ghost={ghost} {...text} />
        {children}
      </div>
      {mark && (
        <p className="scene-mark" {...(ghost && { 'data-text': mark })}>
          {ghost ? null : mark}
        </p>
      )}
    </div>
  );
}

/** The three lamps in their places. Which one is lit is told by the scene around them. */
function Lamps() {
  return (
    <div className="glass-housing" aria-hidden="true">
      <span className="glass-lamp glass-lamp-red" />
      <span className="glass-lamp glass-lamp-amber" />
      <span className="glass-lamp glass-lamp-green" />
    </div>
  );
}
