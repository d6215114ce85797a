'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { fieldClass } from '#components/ui/field.tsx';
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
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={choice.query}
        onChange={(event) => onChange({ ...choice, query: event.target.value })}
        className={`${fieldClass} flex-1 basis-64`}
      />
      {sites.length > 1 && (
        <select
          aria-label={t('bySite')}
          value={choice.site}
          onChange={(event) => onChange({ ...choice, site: event.target.value })}
          className={`${fieldClass} flex-1 basis-40 sm:max-w-56`}
        >
          <option value="">{t('allSites')}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
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
