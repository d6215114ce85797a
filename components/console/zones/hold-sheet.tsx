import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Switch } from '#components/ui/switch.tsx';
import { ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { HoldRequest } from '#lib/contract/adjust.ts';
import { type HoldChoice, isEmergency } from '../command/hold-lights.ts';
import { useConsole, useLive } from '../console-context.ts';
import { FormSheet } from '../form-sheet.tsx';
import type { LiveZone } from '../live/live-store.ts';
import { HoldFields, holdRequestOf } from './hold-fields.tsx';

export interface HoldSheetProps {
  readonly zone: LiveZone;
  readonly onClose: (isHeld: boolean) => void;
}

/** Asks for the light, duration and note of a hold. */
export function HoldSheet({ zone, onClose }: HoldSheetProps) {
  const t = useTranslations('hold');
  const lights = useTranslations('heldLight');
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

  const submit = async (fields: FormData, form: HTMLFormElement) => {
    const held = mayBeEverywhere && isEverywhere ? paths : [zone.path];
    const entered = JSON.stringify([held, ...fields.values()]);
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
    <FormSheet
      title={t('title', { zone: zone.state.name })}
      hint={t('hint')}
      action={t('confirm', { light: lights(choice) })}
      isDisabled={isBusy}
      isChecked
      failure={failure}
      onSubmit={(entered, form) => void submit(entered, form)}
      onClose={() => onClose(false)}
    >
      <HoldFields choice={choice} onChange={setChoice} site={site} />
      {mayBeEverywhere && (
        <Switch label={t('everywhere')} checked={isEverywhere} onChange={setIsEverywhere} />
      )}
    </FormSheet>
  );
}
