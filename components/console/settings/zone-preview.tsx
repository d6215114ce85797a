'use client';

import { Slider } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import type { WhatIfRequest } from '#lib/contract/history.ts';
import type { Path } from '#lib/contract/path.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { useLive } from '../console-context.ts';
import { DisplayPreview } from './display-preview.tsx';
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
