'use client';

import { type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import { fieldClass } from '#components/ui/field.tsx';
import { useConsole, useLive } from '../console-context.ts';
import { auditActions } from './audit-actions.ts';
import type { AuditChoice } from './audit-query.ts';

export const noFilter: AuditChoice = { who: '', action: '', site: '', zone: '', from: '', to: '' };

export interface AuditFilterProps {
  readonly value: AuditChoice;
  /** User names to choose from. */
  readonly people: readonly string[];
  readonly onChange: (value: AuditChoice) => void;
}

/** Narrows the log down to a person, an action, a site, a zone or some days. */
export function AuditFilter({ value, people, onChange }: AuditFilterProps) {
  const t = useTranslations('audit');
  const { sites } = useConsole();
  const zones = useLive((live) => Object.values(live.zones).map(({ path }) => path));
  const names = useLive((live) => Object.values(live.zones).map(({ state }) => state.name));
  const set = (change: Partial<AuditChoice>) => onChange({ ...value, ...change });
  return (
    <fieldset className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
      <legend className="sr-only">{t('filter')}</legend>
      <Choice label={t('filterBy.who')} value={value.who} onChange={(who) => set({ who })}>
        <option value="">{t('filterBy.everyone')}</option>
        {people.map((name) => (
          <option key={name} value={name}>
            {name === 'schedule' ? t('schedule') : name}
          </option>
        ))}
      </Choice>
      <Choice label={t('filterBy.what')} value={value.action} onChange={(action) => set({ action })}>
        <option value="">{t('filterBy.all')}</option>
        {auditActions.map((action) => (
          <option key={action} value={action}>
            {t(`action.${action}`)}
          </option>
        ))}
      </Choice>
      {sites.length > 1 && (
        <Choice label={t('filterBy.site')} value={value.site} onChange={(site) => set({ site, zone: '' })}>
          <option value="">{t('filterBy.all')}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
      )}
      <Choice label={t('filterBy.zone')} value={value.zone} onChange={(zone) => set({ zone })}>
        <option value="">{t('filterAll')}</option>
        {zones.map((path, index) =>
          value.site === '' || path.startsWith(`${value.site}/`) ? (
            <option key={path} value={path}>
              {names[index]}
            </option>
          ) : null,
        )}
      </Choice>
      <Day label={t('filterBy.from')} value={value.from} onChange={(from) => set({ from })} />
      <Day label={t('filterBy.to')} value={value.to} onChange={(to) => set({ to })} />
    </fieldset>
  );
}

interface PartProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, onChange, children }: PartProps & { readonly children: ReactNode }) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={fieldClass}>
        {children}
      </select>
    </div>
  );
}

function Day({ label, value, onChange }: PartProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={fieldClass}
      />
    </div>
  );
}
