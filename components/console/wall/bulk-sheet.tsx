'use client';

import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import type { HoldChoice } from '../command/hold-lights.ts';
import { HoldFields, holdRequestOf } from '../zones/hold-fields.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import type { Bulk, BulkAction } from './use-bulk.ts';

const titles = { reset: 'askReset', hold: 'askHold', release: 'askRelease' } as const;
const hints = { reset: 'askResetHint', hold: 'askHoldHint', release: 'askReleaseHint' } as const;

export interface BulkSheetProps {
  /** What is asked; undefined once it is under way. */
  readonly asks: BulkAction['kind'] | undefined;
  readonly sites: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly bulk: Bulk;
  readonly onStarted: () => void;
  readonly onClose: () => void;
}

/** Asks once, then shows how each site answers. */
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
  const app = useTranslations('app');
  const form = useId();
  const [choice, setChoice] = useState<HoldChoice>('red');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const action: BulkAction =
      kind === 'hold' ? { kind, request: holdRequestOf(event.currentTarget, choice) } : { kind };
    bulk.start(action, sites);
    onStarted();
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(titles[kind], { count: sites.length })}
      hint={t(hints[kind])}
      closeLabel={app('close')}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" size="large" data-confirm="">
            {t('confirm')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-5">
        {kind === 'hold' && <HoldFields choice={choice} onChange={setChoice} />}
        <p className="text-muted">{sites.map((site) => names.get(site) ?? site).join(', ')}</p>
      </form>
    </Sheet>
  );
}
