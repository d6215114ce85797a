'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { HoldChoice } from '../command/hold-lights.ts';
import { FormSheet } from '../form-sheet.tsx';
import { HoldFields, holdRequestOf } from '../zones/hold-fields.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import type { Bulk, BulkAction } from './use-bulk.ts';

const titles = { reset: 'askReset', hold: 'askHold', release: 'askRelease' } as const;
const hints = { reset: 'askResetHint', hold: 'askHoldHint', release: 'askReleaseHint' } as const;

export interface BulkSheetProps {
  /** The action to confirm; undefined once it is running. */
  readonly asks: BulkAction['kind'] | undefined;
  readonly sites: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly bulk: Bulk;
  readonly onStarted: () => void;
  readonly onClose: () => void;
}

/** Asks for confirmation, then shows the result of each site. */
export function BulkSheet({ asks, sites, names, bulk, onStarted, onClose }: BulkSheetProps) {
  return asks === undefined ? (
    <BulkProgress names={names} bulk={bulk} onClose={onClose} />
  ) : (
    <Question kind={asks} sites={sites} names={names} bulk={bulk} onStarted={onStarted} onClose={onClose} />
  );
}

interface QuestionProps extends Omit<BulkSheetProps, 'asks'> {
  readonly kind: BulkAction['kind'];
}

function Question({ kind, sites, names, bulk, onStarted, onClose }: QuestionProps) {
  const t = useTranslations('wall');
  const [choice, setChoice] = useState<HoldChoice>('red');
  const submit = (_entered: FormData, form: HTMLFormElement) => {
    const action: BulkAction = kind === 'hold' ? { kind, request: holdRequestOf(form, choice) } : { kind };
    bulk.start(action, sites);
    onStarted();
  };
  return (
    <FormSheet
      title={t(titles[kind], { count: sites.length })}
      hint={t(hints[kind])}
      action={t('confirm')}
      isChecked
      onSubmit={submit}
      onClose={onClose}
    >
      {kind === 'hold' && <HoldFields choice={choice} onChange={setChoice} />}
      <p className="text-muted">{sites.map((site) => names.get(site) ?? site).join(', ')}</p>
    </FormSheet>
  );
}
