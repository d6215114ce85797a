import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { ask } from '#lib/api/client.ts';
import type { CountedDoor } from '#lib/contract/hand.ts';
import { FormSheet } from '../form-sheet.tsx';
import { useCommand } from '../use-command.ts';
import { useDeviceApi } from './sensor-context.ts';

const hours = [1, 2, 4, 8];

/** Begins to count by hand: for how long, and how many are inside, because nobody counted while the sensor failed. */
export function ByHandSheet({ door, onClose }: { readonly door: CountedDoor; readonly onClose: () => void }) {
  const t = useTranslations('byHand');
  const { api, init } = useDeviceApi();
  const [inside, setInside] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(door.zones.map(({ zone, occupancy }) => [zone, String(occupancy)])),
  );
  const [isWrong, setIsWrong] = useState(false);
  const { isBusy, failure, run } = useCommand();
  const isPeople = (text = '') => /^\d{1,6}$/.test(text.trim());
  const submit = async (entered: FormData) => {
    const minutes = Number(entered.get('hours')) * 60;
    setIsWrong(true);
    if (!door.zones.every(({ zone }) => isPeople(inside[zone]))) return;
    const body = {
      minutes,
      inside: door.zones.map(({ zone }) => ({ zone, occupancy: Number(inside[zone]) })),
    };
    const call = api.PUT('/api/v1/sensors/{site}/{sensor}/by-hand', { ...init, body });
    const { ok } = await run(ask(call), () => t('failed'));
    if (ok) onClose();
  };
  return (
    <FormSheet
      title={t('sheetTitle', { sensor: door.name })}
      action={t('confirm')}
      isDisabled={isBusy}
      failure={failure}
      onSubmit={(entered) => void submit(entered)}
      onClose={onClose}
    >
      <p className="max-w-prose text-muted">{t('insideHint')}</p>
      {door.zones.map(({ zone, name }, at) => (
        <Field
          key={zone}
          label={t('insideOf', { zone: name })}
          inputMode="numeric"
          pattern="[0-9]*"
          data-first-field={at === 0 || undefined}
          value={inside[zone] ?? ''}
          onChange={(event) => setInside({ ...inside, [zone]: event.target.value })}
          error={isWrong && !isPeople(inside[zone]) ? t('insideInvalid') : undefined}
        />
      ))}
      <SelectField
        label={t('forLong')}
        name="hours"
        defaultValue="1"
        options={hours.map((count) => ({ value: count, name: t('hours', { count }) }))}
      />
    </FormSheet>
  );
}
