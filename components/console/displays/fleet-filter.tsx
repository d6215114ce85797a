'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { SearchField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useConsole } from '../console-context.ts';
import type { FleetChoice } from './fleet.ts';

export interface FleetFilterProps {
  readonly choice: FleetChoice;
  readonly onChange: (choice: FleetChoice) => void;
  /** Number of displays with problems. */
  readonly troubles: number;
  readonly shown: number;
  readonly children: ReactNode;
}

/** The filter of the displays. */
export function FleetFilter({ choice, onChange, troubles, shown, children }: FleetFilterProps) {
  const t = useTranslations('fleet');
  const { sites } = useConsole();
  const { onlyTroubles } = choice;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <SearchField
        label={t('search')}
        value={choice.query}
        onChange={(query) => onChange({ ...choice, query })}
        className="flex-1 basis-64"
      />
      {sites.length > 1 && (
        <SelectField
          isLabelHidden
          label={t('bySite')}
          value={choice.site}
          onChange={({ target }) => onChange({ ...choice, site: target.value })}
          options={[
            { value: '', name: t('allSites') },
            ...sites.map(({ id, name }) => ({ value: id, name })),
          ]}
          className="flex-1 basis-40 sm:max-w-56"
        />
      )}
      <Button
        variant={onlyTroubles ? 'primary' : 'plain'}
        aria-pressed={onlyTroubles}
        onClick={() => onChange({ ...choice, onlyTroubles: !onlyTroubles })}
      >
        {t('onlyTroubles', { count: String(troubles) })}
      </Button>
      {children}
      <p role="status" className="text-muted tabular">
        {t('shown', { count: shown })}
      </p>
    </div>
  );
}
