'use client';

import { useTranslations } from 'use-intl';
import { CheckList } from '#components/ui/check-list.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { type ThemeValues, themeLayouts } from '../display-settings.ts';
import type { ZoneChoice } from '../zone-choice.ts';

export interface LayoutFieldProps {
  readonly values: ThemeValues;
  /** Zones that could be shown besides the display's own. */
  readonly others: readonly ZoneChoice[];
  readonly onChange: (values: ThemeValues) => void;
}

const maxOthers = 5;

/** The layout of the display, and its zones. */
export function LayoutField({ values, others, onChange }: LayoutFieldProps) {
  const t = useTranslations('theme');
  const { layout, zones } = values;
  return (
    <div className="space-y-4">
      <SelectField
        label={t('layout')}
        hint={t(`layoutHint.${layout}`)}
        value={layout}
        onChange={(event) => {
          const chosen = themeLayouts.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange({ ...values, layout: chosen });
        }}
        options={themeLayouts.map((each) => ({ value: each, name: t(`layouts.${each}`) }))}
      />
      {layout === 'zones' && (
        <fieldset>
          <legend className="mb-1 font-medium">{t('otherZones')}</legend>
          {others.length === 0 && <p className="text-muted">{t('noOtherZones')}</p>}
          <CheckList
            className="flex flex-wrap gap-x-6"
            options={others.map(({ id, name }) => ({ value: id, name }))}
            chosen={zones}
            most={maxOthers}
            onChange={(chosen) => onChange({ ...values, zones: [...chosen] })}
          />
        </fieldset>
      )}
    </div>
  );
}
