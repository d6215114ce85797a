'use client';

import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import type { LiveZone } from '#lib/console/live-store.ts';
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
  const form = useId();
  const { api } = useConsole();
  const [light, setLight] = useState<HoldLight>('red');
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const request = holdRequestOf(event.currentTarget, light);
    setIsBusy(true);
    const answer = await api.hold(zone.path, request);
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
          <Button type="submit" form={form} look="primary" size="large" disabled={isBusy}>
            {t('confirm', { light: lights(light) })}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="space-y-5">
        <HoldFields light={light} onChange={setLight} />
        <p role="alert" className="font-semibold empty:hidden">
          {failure}
        </p>
      </form>
    </Sheet>
  );
}
