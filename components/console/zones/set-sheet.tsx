import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { useConsole } from '../console-context.ts';
import { FormSheet } from '../form-sheet.tsx';
import type { LiveZone } from '../live/live-store.ts';

/** The largest number the sidecar accepts. */
const most = 1_000_000;

export interface SetSheetProps {
  readonly zone: LiveZone;
  readonly onClose: () => void;
}

/** Asks how many people are inside, and why the number is changed. */
export function SetSheet({ zone, onClose }: SetSheetProps) {
  const t = useTranslations('zone');
  const { number } = useFormatter();
  const { commands } = useConsole();
  const shown = String(zone.state.occupancy);
  const [entered, setEntered] = useState<string>();
  const [note, setNote] = useState('');
  const [error, setError] = useState<string>();
  const count = entered === undefined ? zone.state.occupancy : wholeNumber(entered);

  const submit = () => {
    if (count === undefined) {
      setError(t('setInvalid', { max: number(most) }));
      return;
    }
    const action = count === 0 ? 'reset' : 'adjust';
    const why = note.trim();
    void commands.getState().place(zone.path, { action, to: count, ...(why !== '' && { note: why }) });
    onClose();
  };

  return (
    <FormSheet
      title={t('setTitle', { zone: zone.state.name })}
      action={count === undefined ? t('set') : t('setConfirm', { count: String(count) })}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t('setLabel')}
        name="count"
        inputMode="numeric"
        pattern="[0-9]*"
        data-first-field
        value={entered ?? shown}
        onChange={(event) => {
          setEntered(event.target.value);
          setError(undefined);
        }}
        error={error}
      />
      <Field
        label={t('setNote')}
        hint={t('setNoteHint')}
        name="note"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </FormSheet>
  );
}

function wholeNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,7}$/.test(trimmed)) return undefined;
  const count = Number(trimmed);
  return count <= most ? count : undefined;
}
