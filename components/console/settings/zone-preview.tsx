import { Slider } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Count } from '#components/display/count.tsx';
import { Scene } from '#components/display/scene.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { WhatIfRequest } from '#lib/contract/history.ts';
import type { Light } from '#lib/contract/light.ts';
import type { Path } from '#lib/contract/path.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { useLive } from '../console-context.ts';
import { previewLight } from './settings-light.ts';
import { WhatIfNote } from './what-if-note.tsx';

export interface ZonePreviewProps {
  /** Undefined for a new zone. */
  readonly zone: Path | undefined;
  readonly words: readonly FaceWords[];
  readonly limits: WhatIfRequest;
  /** The limits that hold are others. */
  readonly isChanged: boolean;
  readonly simulated: boolean;
}

/** The display with these limits, and their effect in the past. */
export function ZonePreview({ zone, words, limits, isChanged, simulated }: ZonePreviewProps) {
  const t = useTranslations('settings.zone');
  const now = useLive(({ zones }) => (zone === undefined ? undefined : zones[zone]?.state.occupancy));
  const [tried, setTried] = useState<number>();
  const { capacity } = limits;
  const people = tried ?? now ?? Math.round(capacity * 0.9);
  const most = Math.max(Math.ceil(capacity * 1.2), people, 1);
  return (
    <Panel title={t('preview')}>
      <DisplayPreview
        light={previewLight(people, limits)}
        words={words}
        occupancy={people}
        capacity={capacity}
        simulated={simulated}
      />
      <p className="mt-3 font-medium tabular">{t('previewPeople', { count: people })}</p>
      <Slider.Root
        value={[people]}
        min={0}
        max={most}
        step={1}
        onValueChange={([value]) => setTried(value)}
        className="relative flex h-14 touch-none select-none items-center"
      >
        <Slider.Track className="relative h-2 grow rounded-full bg-line">
          <Slider.Range className="absolute h-full rounded-full bg-ink" />
        </Slider.Track>
        <Slider.Thumb
          aria-label={t('previewSlide')}
          className="block h-11 w-11 rounded-full border-4 border-ink bg-paper shadow-md"
        />
      </Slider.Root>
      {zone !== undefined && (
        <div className="mt-2 border-t border-line pt-3">
          <WhatIfNote zone={zone} limits={limits} isChanged={isChanged} />
        </div>
      )}
    </Panel>
  );
}

/** Complete class names of the lights' colours: the style sheet is generated from them. */
const lightColours: Readonly<Record<Light, string>> = {
  green: 'bg-light-green text-light-green-ink',
  amber: 'bg-light-amber text-light-amber-ink',
  red: 'bg-light-red text-light-red-ink',
  unknown: 'bg-light-unknown text-light-unknown-ink',
  closed: 'bg-light-closed text-light-closed-ink',
};

interface DisplayPreviewProps {
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
function DisplayPreview({ light, words, occupancy, capacity, simulated }: DisplayPreviewProps) {
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
