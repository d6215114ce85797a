'use client';

import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { LiveZone } from '#lib/console/live-store.ts';
import type { HoldRequest } from '#lib/contract/adjust.ts';
import type { HoldLight } from '#lib/contract/light.ts';
import { useConsole } from '../console-context.ts';
import { HoldFields, holdRequestOf } from './hold-fields.tsx';

export interface HoldSheetProps {
  readonly zone: LiveZone;
  readonly onClose: (isHeld: boolean) => void;
}

/** Asks which light to hold, for how long, and why. */
export function HoldSheet({ zone, onClose }: HoldSheetProps) {
  const t = useTranslations('hold');
  const app = useTranslations('app');
  const lights = useTranslations('heldLight');
  const formId = useId();
  const { api } = useConsole();
  const [light, setLight] = useState<HoldLight>('red');
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const last = useRef<{ entered: string; request: HoldRequest; key: string }>(undefined);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const entered = JSON.stringify([...new FormData(form).values()]);
    // Asked for again after no answer, it is the same hold with the same end: it is carried out once.
    if (last.current?.entered !== entered) {
      last.current = { entered, request: holdRequestOf(form, light), key: newCommandKey() };
    }
    setIsBusy(true);
    const answer = await api.hold(zone.path, last.current.request, last.current.key);
    setIsBusy(false);
    setFailure(answer.ok ? undefined : t('failed'));
    if (answer.ok) onClose(true);
  };

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose(false)}
      title={t('title', { zone: zone.state.name })}
      hint={t('hint')}
      closeLabel={app('close')}
      actions={
        <>
          <Button size="large" onClick={() => onClose(false)}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={formId} look="primary" size="large" disabled={isBusy}>
            {t('confirm', { light: lights(light) })}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} className="space-y-5">
        <HoldFields light={light} onChange={setLight} site={zone.state.site} />
        <p role="alert" className="font-semibold empty:hidden">
          {failure}
        </p>
      </form>
    </Sheet>
  );
}
