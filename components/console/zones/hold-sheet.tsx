'use client';

import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { HoldRequest } from '#lib/contract/adjust.ts';
import { type HoldChoice, isEmergency } from '../command/hold-lights.ts';
import { useConsole, useLive } from '../console-context.ts';
import type { LiveZone } from '../live/live-store.ts';
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
  const [choice, setChoice] = useState<HoldChoice>('red');
  const [isEverywhere, setIsEverywhere] = useState(true);
  const { site } = zone.state;
  const all = useLive(({ zones }) => zones);
  const paths = Object.values(all).flatMap(({ path, state }) => (state.site === site ? path : []));
  const mayBeEverywhere = isEmergency(choice) && paths.length > 1;
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const last = useRef<{ entered: string; request: HoldRequest; keys: ReadonlyMap<LiveZone['path'], string> }>(
    undefined,
  );

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const held = mayBeEverywhere && isEverywhere ? paths : [zone.path];
    const entered = JSON.stringify([held, ...new FormData(form).values()]);
    // Asked for again after no answer, it is the same hold with the same end: it is carried out once.
    if (last.current?.entered !== entered) {
      const keys = new Map(held.map((path) => [path, newCommandKey()]));
      last.current = { entered, request: holdRequestOf(form, choice), keys };
    }
    const { request, keys } = last.current;
    setIsBusy(true);
    const answers = await Promise.all(
      [...keys].map(([path, key]) =>
        ask(
          api.PUT('/api/v1/zones/{site}/{zone}/hold', { params: zoneAt(path), body: request, ...once(key) }),
        ),
      ),
    );
    setIsBusy(false);
    const isHeld = answers.every(({ ok }) => ok);
    setFailure(isHeld ? undefined : t('failed'));
    if (isHeld) onClose(true);
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
          <Button type="submit" form={formId} variant="primary" size="large" disabled={isBusy}>
            {t('confirm', { light: lights(choice) })}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} className="space-y-5">
        <HoldFields choice={choice} onChange={setChoice} site={site} />
        {mayBeEverywhere && (
          <Switch label={t('everywhere')} checked={isEverywhere} onChange={setIsEverywhere} />
        )}
        <p role="alert" className="font-semibold empty:hidden">
          {failure}
        </p>
      </form>
    </Sheet>
  );
}
