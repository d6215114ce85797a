import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { ask } from '#lib/api/client.ts';
import type { DeviceParameter, ParameterChange } from '#lib/contract/device.ts';
import { FormSheet } from '../form-sheet.tsx';
import { useCommand } from '../use-command.ts';
import { useDeviceApi } from './sensor-context.ts';

/** Maximum length of a value. */
const maxLetters = 500;

export interface ParameterSheetProps {
  readonly parameter: DeviceParameter;
  readonly onClose: () => void;
  readonly onChanged: (change: ParameterChange) => void;
  /** The device no longer has the shown value. */
  readonly onMoved: () => void;
}

/** Asks for a new value beside the current one, and sets it. */
export function ParameterSheet({ parameter, onClose, onChanged, onMoved }: ParameterSheetProps) {
  const t = useTranslations('sensorPage.parameters');
  const { api, init } = useDeviceApi();
  const { name, value: before } = parameter;
  const [value, setValue] = useState(before);
  const { isBusy, failure, run } = useCommand();
  const isSame = value === before;

  const submit = async () => {
    if (isSame || isBusy) return;
    const body = { name, value, before };
    const answer = await run(
      ask(api.PUT('/api/v1/sensors/{site}/{sensor}/device/parameters', { ...init, body })),
    );
    if (answer.ok) onChanged(answer.value);
    else if (answer.error.kind === 'refused' && answer.error.status === 409) onMoved();
  };

  return (
    <FormSheet
      title={t('changeTitle', { name })}
      hint={t('changeHint')}
      action={
        <span className="truncate">
          {isBusy ? t('changing') : t('confirm', { value: value === '' ? t('empty') : value })}
        </span>
      }
      isDisabled={isSame || isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <div>
        <p className="mb-1.5 font-medium">{t('before')}</p>
        <p className="break-words text-lg tabular">
          {before === '' ? <span className="text-muted">{t('empty')}</span> : before}
        </p>
      </div>
      <Field
        label={t('value')}
        maxLength={maxLetters}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        hint={isSame ? t('same') : undefined}
      />
    </FormSheet>
  );
}
