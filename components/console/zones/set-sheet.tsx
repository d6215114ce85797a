'use client';

import { type FormEvent, useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { useConsole } from '../console-context.ts';
import type { LiveZone } from '../live/live-store.ts';

/** The largest number the sidecar takes. */
const most = 1_000_000;

export interface SetSheetProps {
  readonly zone: LiveZone;
  readonly onClose: () => void;
}

/** Asks how many people are inside, and why the number is changed. */
export function SetSheet({ zone, onClose }: SetSheetProps) {
  const t = useTranslations('zone');
  const { number } = useFormatter();
  const app = useTranslations('app');
  const form = useId();
  const { commands } = useConsole();
  const shown = String(zone.state.occupancy);
  const [entered, setEntered] = useState<string>();
  const [note, setNote] = useState('');
  const [error, setError] = useState<string>();
  const count = entered === undefined ? zone.state.occupancy : wholeNumber(entered);
  const isChanged = (entered !== undefined && entered !== shown) || note.trim() !== '';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
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
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('setTitle', { zone: zone.state.name })}
      closeLabel={app('close')}
      unsaved={
        isChanged
          ? { question: app('unsaved'), keep: app('unsavedKeep'), discard: app('unsavedDiscard') }
          : undefined
      }
      actions={
        <>
          <Button size="large" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" size="large">
            {count === undefined ? t('set') : t('setConfirm', { count: String(count) })}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="space-y-5">
        <Field
          label={t('setLabel')}
          name="count"
          inputMode="numeric"
          pattern="[0-9]*"
          autoComplete="off"
          data-first-field
          value={entered ?? shown}
          onChange={(event) => {
            setEntered(event.target.value);
            setError(undefined);
          }}
          {...(error !== undefined && { error })}
        />
        <Field
          label={t('setNote')}
          hint={t('setNoteHint')}
          name="note"
          maxLength={500}
          autoComplete="off"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </form>
    </Sheet>
  );
}

function wholeNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,7}$/.test(trimmed)) return undefined;
  const count = Number(trimmed);
  return count <= most ? count : undefined;
}
