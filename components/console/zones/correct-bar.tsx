import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { useIdle } from '#components/ui/use-idle.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole, useIsLive, useMayOperate } from '../console-context.ts';
import type { LiveZone } from '../live/live-store.ts';

/** Further taps are collected for this long: five quick taps are one change of five. */
const gatherMs = 700;

const loadSetSheet = () => import('./set-sheet.tsx').then((module) => module.SetSheet);
const SetSheet = dynamic(loadSetSheet, { ssr: false });

/** At the bottom edge: one more, one less, or any number. */
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
            data-repeats=""
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
            data-repeats=""
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

interface Nudge {
  /** People tapped and not sent yet. */
  readonly pending: number;
  add(people: number): void;
}

/** Adds or removes single people, collected into one change. */
function useNudge(path: Path): Nudge {
  const { live, commands } = useConsole();
  const [pending, setPending] = useState(0);
  const gathered = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => () => clearTimeout(timer.current), []);

  const occupancy = () => live.getState().zones[path]?.state.occupancy ?? 0;
  const send = () => {
    const to = Math.max(0, occupancy() + gathered.current);
    if (gathered.current !== 0) void commands.getState().place(path, { action: 'adjust', to });
    gathered.current = 0;
    setPending(0);
  };
  return {
    pending,
    add: (people) => {
      gathered.current = Math.max(-occupancy(), gathered.current + people);
      setPending(gathered.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(send, gatherMs);
    },
  };
}
