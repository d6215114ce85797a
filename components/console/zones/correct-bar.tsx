'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { useIdle } from '#components/ui/use-idle.ts';
import { useIsLive, useMayOperate } from '../console-context.ts';
import type { LiveZone } from '../live/live-store.ts';
import { useNudge } from './use-nudge.ts';

const loadSetSheet = () => import('./set-sheet.tsx').then((module) => module.SetSheet);
const SetSheet = dynamic(loadSetSheet, { ssr: false });

/** At the thumb: one more, one less, or any number. */
export function CorrectBar({ zone }: { readonly zone: LiveZone }) {
  const t = useTranslations('zone');
  const live = useTranslations('reset');
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const { pending, add } = useNudge(zone.path);
  const [isSetting, setIsSetting] = useState(false);
  useIdle(loadSetSheet);
  const isOff = !isLive || !mayOperate;
  const note = !mayOperate
    ? t('notAllowed')
    : !isLive
      ? live('offline')
      : pending === 0
        ? undefined
        : t('pending', { change: pending > 0 ? `+${pending}` : `−${-pending}` });
  return (
    <>
      <div aria-hidden="true" className="h-28" />
      <section
        aria-label={t('correct')}
        className="fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-paper px-4 py-3 sm:px-6 lg:bottom-0 lg:left-56"
      >
        <div className="relative mx-auto grid max-w-5xl grid-cols-[1fr_2fr_1fr] gap-3 lg:px-6">
          <Button
            size="large"
            disabled={isOff || zone.state.occupancy + pending <= 0}
            onClick={() => add(-1)}
            aria-label={t('minus')}
            className="text-3xl tabular"
          >
            −1
          </Button>
          <Button variant="primary" size="large" disabled={isOff} onClick={() => setIsSetting(true)}>
            {note ?? t('set')}
          </Button>
          <Button
            size="large"
            disabled={isOff}
            onClick={() => add(1)}
            aria-label={t('plus')}
            className="text-3xl tabular"
          >
            +1
          </Button>
          <p role="status" className="sr-only">
            {note}
          </p>
        </div>
      </section>
      {isSetting && <SetSheet zone={zone} onClose={() => setIsSetting(false)} />}
    </>
  );
}
