import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Emergency, Light } from '#lib/contract/light.ts';
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
  /** The zone of the hint below the text. */
  readonly zone?: ShownZone | undefined;
  /** It replaces everything but the text. */
  readonly emergency?: Emergency | undefined;
  readonly background?: ShownTheme['background'];
  /** See `Words`. */
  readonly rotate?: boolean;
  readonly ghost?: boolean;
  readonly className?: string | undefined;
  /** Below the text: the number. */
  readonly children?: ReactNode;
}

/** The whole picture of one light, opaque and as large as the screen: a new scene is laid over the old one. */
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

/** The three lamps. The scene around them sets which one is lit. */
function Lamps() {
  return (
    <div className="glass-housing" aria-hidden="true">
      <span className="glass-lamp glass-lamp-red" />
      <span className="glass-lamp glass-lamp-amber" />
      <span className="glass-lamp glass-lamp-green" />
    </div>
  );
}
