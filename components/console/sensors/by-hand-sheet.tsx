'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { ask } from '#lib/api/client.ts';
import type { CountedDoor } from '#lib/contract/hand.ts';
import { FormSheet } from '../form-sheet.tsx';
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
  const [hasFailed, setHasFailed] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const isPeople = (text = '') => /^\d{1,6}$/.test(text.trim());
  const submit = async (entered: FormData) => {
    const minutes = Number(entered.get('hours')) * 60;
    setIsWrong(true);
    if (!door.zones.every(({ zone }) => isPeople(inside[zone]))) return;
    setIsBusy(true);
    const body = {
      minutes,
      inside: door.zones.map(({ zone }) => ({ zone, occupancy: Number(inside[zone]) })),
    };
    const { ok } = await ask(api.PUT('/api/v1/sensors/{site}/{sensor}/by-hand', { ...init, body }));
    setIsBusy(false);
    setHasFailed(!ok);
    if (ok) onClose();
  };
  return (
    <FormSheet
      title={t('sheetTitle', { sensor: door.name })}
      action={t('confirm')}
      isDisabled={isBusy}
      failure={hasFailed ? t('failed') : undefined}
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
          {...(at === 0 && { 'data-first-field': true })}
          value={inside[zone] ?? ''}
          onChange={(event) => setInside({ ...inside, [zone]: event.target.value })}
          {...(isWrong && !isPeople(inside[zone]) && { error: t('insideInvalid') })}
        />
      ))}
      <SelectField label={t('forLong')} name="hours" defaultValue="1">
        {hours.map((count) => (
          <option key={count} value={count}>
            {t('hours', { count })}
          </option>
        ))}
      </SelectField>
    </FormSheet>
  );
}
