'use client';

import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { ask } from '#lib/api/client.ts';
import type { CountedDoor } from '#lib/contract/hand.ts';
import { useDeviceApi } from './sensor-context.ts';

const hours = [1, 2, 4, 8];

/** Begins to count by hand: for how long, and how many are inside, because nobody counted while the sensor failed. */
export function ByHandSheet({ door, onClose }: { readonly door: CountedDoor; readonly onClose: () => void }) {
  const t = useTranslations('byHand');
  const app = useTranslations('app');
  const { api, init } = useDeviceApi();
  const form = useId();
  const [inside, setInside] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(door.zones.map(({ zone, occupancy }) => [zone, String(occupancy)])),
  );
  const [isWrong, setIsWrong] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const isPeople = (text = '') => /^\d{1,6}$/.test(text.trim());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const minutes = Number(new FormData(event.currentTarget).get('hours')) * 60;
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
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('sheetTitle', { sensor: door.name })}
      closeLabel={app('close')}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" size="large" disabled={isBusy}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} noValidate className="space-y-5">
        <p className="max-w-prose text-muted">{t('insideHint')}</p>
        {door.zones.map(({ zone, name }, at) => (
          <Field
            key={zone}
            label={t('insideOf', { zone: name })}
            inputMode="numeric"
            pattern="[0-9]*"
            autoComplete="off"
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
        <p role="alert" className="font-semibold empty:hidden">
          {hasFailed && t('failed')}
        </p>
      </form>
    </Sheet>
  );
}
