'use client';

import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { type ApiFailure, ask } from '#lib/api/client.ts';
import type { DeviceParameter, ParameterChange } from '#lib/contract/device.ts';
import { useFailure } from '../use-failure.ts';
import { Note } from './note.tsx';
import { useDeviceApi } from './sensor-context.ts';

/** The longest value a device is told. */
const maxLetters = 500;

export interface ParameterSheetProps {
  readonly parameter: DeviceParameter;
  readonly onClose: () => void;
  readonly onChanged: (change: ParameterChange) => void;
  /** The device no longer has the value that is shown. */
  readonly onMoved: () => void;
}

/** Asks for a new value beside the one the device has, and sets it. */
export function ParameterSheet({ parameter, onClose, onChanged, onMoved }: ParameterSheetProps) {
  const t = useTranslations('sensorPage.parameters');
  const app = useTranslations('app');
  const { api, init } = useDeviceApi();
  const words = useFailure();
  const form = useId();
  const { name, value: before } = parameter;
  const [value, setValue] = useState(before);
  const [failure, setFailure] = useState<ApiFailure>();
  const [isRunning, setIsRunning] = useState(false);
  const isSame = value === before;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isSame || isRunning) return;
    setIsRunning(true);
    setFailure(undefined);
    const answer = await ask(
      api.PUT('/api/v1/sensors/{site}/{sensor}/device/parameters', {
        ...init,
        body: { name, value, before },
      }),
    );
    setIsRunning(false);
    if (answer.ok) {
      onChanged(answer.value);
      return;
    }
    setFailure(answer.error);
    if (answer.error.kind === 'refused' && answer.error.status === 409) onMoved();
  };

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('changeTitle', { name })}
      hint={t('changeHint')}
      closeLabel={app('close')}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" size="large" disabled={isSame || isRunning}>
            <span className="truncate">
              {isRunning ? t('changing') : t('confirm', { value: value === '' ? t('empty') : value })}
            </span>
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} noValidate className="space-y-5">
        <div>
          <p className="mb-1.5 font-medium">{t('before')}</p>
          <p className="break-words text-lg tabular">
            {before === '' ? <span className="text-muted">{t('empty')}</span> : before}
          </p>
        </div>
        <Field
          label={t('value')}
          autoComplete="off"
          maxLength={maxLetters}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          {...(isSame && { hint: t('same') })}
        />
        {failure !== undefined && <Note kind="failed">{words(failure, true)}</Note>}
      </form>
    </Sheet>
  );
}
