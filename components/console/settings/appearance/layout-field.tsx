'use client';

import { useTranslations } from 'use-intl';
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
  const t = useTranslations('look');
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
          <div className="flex flex-wrap gap-x-6">
            {others.map(({ id, name }) => (
              <label key={id} className="flex min-h-touch cursor-pointer items-center gap-3">
                <input
                  type="checkbox"
                  className="h-6 w-6 accent-[rgb(var(--ink))]"
                  checked={zones.includes(id)}
                  disabled={!zones.includes(id) && zones.length >= maxOthers}
                  onChange={(event) =>
                    onChange({
                      ...values,
                      zones: event.target.checked ? [...zones, id] : zones.filter((each) => each !== id),
                    })
                  }
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
