import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { auditActions } from '#lib/contract/audit-actions.ts';
import { useConsole, useHasSeveral } from '../console-context.ts';
import { SiteField } from '../site-field.tsx';
import { useNames } from '../use-names.ts';
import type { AuditChoice } from './audit-query.ts';

export const noFilter: AuditChoice = { who: '', action: '', site: '', zone: '', from: '', to: '' };

export interface AuditFilterProps {
  readonly value: AuditChoice;
  /** Who can be chosen: user names, with what they are called. */
  readonly people: ReadonlyMap<string, string>;
  readonly onChange: (value: AuditChoice) => void;
}

/** Filters the log by person, action, site, zone and days. */
export function AuditFilter({ value, people, onChange }: AuditFilterProps) {
  const t = useTranslations('audit');
  const hasSeveral = useHasSeveral();
  const zones = useZones(value.site);
  const set = (change: Partial<AuditChoice>) => onChange({ ...value, ...change });
  return (
    <fieldset className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-3">
      <legend className="sr-only">{t('filter')}</legend>
      <SelectField
        isSmall
        label={t('filterBy.who')}
        value={value.who}
        onChange={({ target }) => set({ who: target.value })}
        options={[...people].map(([value, name]) => ({
          value,
          name: value === 'schedule' ? t('schedule') : name,
        }))}
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
        <SiteField
          isSmall
          label={t('filterBy.site')}
          value={value.site}
          none={t('filterBy.all')}
          onChange={(site) => set({ site, zone: '' })}
        />
      )}
      <SelectField
        isSmall
        label={t('filterBy.zone')}
        value={value.zone}
        onChange={({ target }) => set({ zone: target.value })}
        options={zones.map(({ path, name }) => ({ value: path, name }))}
      >
        <option value="">{t('filterAll')}</option>
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

/** The zones of a site to choose from; of many sites one has to be chosen first. */
function useZones(site: string): readonly { readonly path: string; readonly name: string }[] {
  const { sites, isMany } = useConsole();
  const asked = site !== '' ? [site] : isMany ? [] : sites.map(({ id }) => id);
  const names = useNames(asked);
  return asked.flatMap((each) =>
    names.zonesOf(each).map(({ id, name }) => ({ path: `${each}/${id}`, name })),
  );
}
