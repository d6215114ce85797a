'use client';

import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { auditActions } from '#lib/contract/audit-actions.ts';
import { useConsole, useHasSeveral, useLive } from '../console-context.ts';
import type { AuditChoice } from './audit-query.ts';

export const noFilter: AuditChoice = { who: '', action: '', site: '', zone: '', from: '', to: '' };

export interface AuditFilterProps {
  readonly value: AuditChoice;
  /** User names to choose from. */
  readonly people: readonly string[];
  readonly onChange: (value: AuditChoice) => void;
}

/** Filters the log by person, action, site, zone and days. */
export function AuditFilter({ value, people, onChange }: AuditFilterProps) {
  const t = useTranslations('audit');
  const { sites } = useConsole();
  const hasSeveral = useHasSeveral();
  const zones = useLive((live) => Object.values(live.zones).map(({ path }) => path));
  const names = useLive((live) => Object.values(live.zones).map(({ state }) => state.name));
  const set = (change: Partial<AuditChoice>) => onChange({ ...value, ...change });
  return (
    <fieldset className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-3">
      <legend className="sr-only">{t('filter')}</legend>
      <SelectField
        isSmall
        label={t('filterBy.who')}
        value={value.who}
        onChange={({ target }) => set({ who: target.value })}
        options={people.map((name) => ({ value: name, name: name === 'schedule' ? t('schedule') : name }))}
      >
        <option value="">{t('filterBy.everyone')}</option>
      </SelectField>
      <SelectField
        isSmall
        label={t('filterBy.what')}
        value={value.action}
        onChange={({ target }) => set({ action: target.value })}
        options={auditActions.map((action) => ({ value: action, name: t(`action.${action}`) }))}
      >
        <option value="">{t('filterBy.all')}</option>
      </SelectField>
      {hasSeveral && (
        <SelectField
          isSmall
          label={t('filterBy.site')}
          value={value.site}
          onChange={({ target }) => set({ site: target.value, zone: '' })}
          options={sites.map(({ id, name }) => ({ value: id, name }))}
        >
          <option value="">{t('filterBy.all')}</option>
        </SelectField>
      )}
      <SelectField
        isSmall
        label={t('filterBy.zone')}
        value={value.zone}
        onChange={({ target }) => set({ zone: target.value })}
      >
        <option value="">{t('filterAll')}</option>
        {zones.map((path, index) =>
          value.site === '' || path.startsWith(`${value.site}/`) ? (
            <option key={path} value={path}>
              {names[index]}
            </option>
          ) : null,
        )}
      </SelectField>
      <Field
        type="date"
        isSmall
        label={t('filterBy.from')}
        value={value.from}
        onChange={({ target }) => set({ from: target.value })}
      />
      <Field
        type="date"
        isSmall
        label={t('filterBy.to')}
        value={value.to}
        onChange={({ target }) => set({ to: target.value })}
      />
    </fieldset>
  );
}
