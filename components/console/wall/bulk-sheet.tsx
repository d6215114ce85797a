import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import type { FoundSite } from '#lib/contract/wall.ts';
import type { HoldChoice } from '../command/hold-lights.ts';
import { FormSheet } from '../form-sheet.tsx';
import { HoldFields, holdRequestOf } from '../zones/hold-fields.tsx';
import type { BulkAction } from './bulk-kept.ts';
import { BulkMore } from './bulk-more.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { type BulkSettings, settingsFrom } from './bulk-settings.ts';
import type { Bulk } from './use-bulk.ts';

const titles = { reset: 'askReset', hold: 'askHold', release: 'askRelease', set: 'askSet' } as const;
const hints = {
  reset: 'askResetHint',
  hold: 'askHoldHint',
  release: 'askReleaseHint',
  set: 'askSetHint',
} as const;

/** More names than these nobody reads. */
const maxNames = 30;

export interface BulkSheetProps {
  /** The action to confirm; undefined once it is running. */
  readonly asks: BulkAction['kind'] | undefined;
  readonly sites: readonly FoundSite[];
  readonly bulk: Bulk;
  readonly onStarted: () => void;
  readonly onClose: () => void;
}

/** Asks for confirmation, then shows the result of each site. */
export function BulkSheet({ asks, sites, bulk, onStarted, onClose }: BulkSheetProps) {
  return asks === undefined ? (
    <BulkProgress bulk={bulk} onClose={onClose} />
  ) : (
    <Question kind={asks} sites={sites} bulk={bulk} onStarted={onStarted} onClose={onClose} />
  );
}

interface QuestionProps extends Omit<BulkSheetProps, 'asks'> {
  readonly kind: BulkAction['kind'];
}

function Question({ kind, sites, bulk, onStarted, onClose }: QuestionProps) {
  const t = useTranslations('wall');
  const [choice, setChoice] = useState<HoldChoice>('red');
  const [more, setMore] = useState<Pick<BulkSettings, 'hours' | 'theme'>>({});
  const [failure, setFailure] = useState<string>();
  const submit = (entered: FormData, form: HTMLFormElement) => {
    const settings = settingsFrom(entered, more);
    if (kind === 'set' && settings === undefined) {
      setFailure(t('nothingSet'));
      return;
    }
    if (kind === 'hold') bulk.start({ kind, request: holdRequestOf(form, choice) }, sites);
    else if (kind !== 'set') bulk.start({ kind }, sites);
    else if (settings !== undefined) bulk.start({ kind, settings }, sites);
    onStarted();
  };
  return (
    <FormSheet
      title={t(titles[kind], { count: sites.length })}
      hint={t(hints[kind])}
      action={t('confirm')}
      isChecked
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      {kind === 'hold' && <HoldFields choice={choice} onChange={setChoice} />}
      {kind === 'set' && (
        <div className="grid gap-5 sm:grid-cols-2">
          <Field type="time" name="resetAt" label={t('set.resetAt')} />
          <Field type="date" name="closedOn" label={t('set.closedOn')} />
          <Field type="number" name="amberAt" label={t('set.amberAt')} min={1} max={200} />
          <Field type="number" name="redAt" label={t('set.redAt')} min={1} max={200} />
        </div>
      )}
      {kind === 'set' && <BulkMore onChange={setMore} />}
      <p className="text-muted">
        {sites
          .slice(0, maxNames)
          .map(({ name }) => name)
          .join(', ')}
        {sites.length > maxNames && ` ${t('andMore', { count: sites.length - maxNames })}`}
      </p>
      {sites.length > maxNames && <p className="mt-2 font-medium">{t('keepOpen')}</p>}
    </FormSheet>
  );
}
