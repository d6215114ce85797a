'use client';

import { Count } from '#components/display/count.tsx';
import { Scene } from '#components/display/scene.tsx';
import type { Light } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

/** Complete class names of the lights' colours: the style sheet is generated from them. */
const lightColours: Readonly<Record<Light, string>> = {
  green: 'bg-light-green text-light-green-ink',
  amber: 'bg-light-amber text-light-amber-ink',
  red: 'bg-light-red text-light-red-ink',
  unknown: 'bg-light-unknown text-light-unknown-ink',
  closed: 'bg-light-closed text-light-closed-ink',
};

export interface DisplayPreviewProps {
  readonly light: Light;
  readonly words: readonly FaceWords[];
  readonly occupancy: number;
  readonly capacity: number;
  readonly simulated: boolean;
}

/**
 * A small display with its colours and texts. Its layout follows the orientation of the current screen, because
 * the display's style sheet uses that.
 */
export function DisplayPreview({ light, words, occupancy, capacity, simulated }: DisplayPreviewProps) {
  const [main] = words;
  return (
    <div
      data-preview={light}
      className="glass relative aspect-video w-full overflow-hidden rounded-xl border border-line portrait:aspect-[3/4] portrait:max-w-64 [@media(max-aspect-ratio:2/3)]:aspect-[9/16]"
      style={{ cursor: 'default' }}
    >
      <Scene
        light={light}
        words={words}
        simulated={simulated}
        className={`absolute inset-0 ${lightColours[light]}`}
      >
        {main && <Count occupancy={occupancy} capacity={capacity} words={main} />}
      </Scene>
    </div>
  );
}
