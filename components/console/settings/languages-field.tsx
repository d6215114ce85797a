'use client';

import { type Control, useController } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { doorLanguages } from '#lib/i18n/door-languages.ts';
import type { SiteFields } from './site-fields.ts';
import { useLanguageName, useLanguagesByName } from './use-site-summary.ts';

/** The languages of the displays: one large, the others below. */
export function LanguagesField({ control }: { readonly control: Control<SiteFields> }) {
  const t = useTranslations('settings.site');
  const nameOf = useLanguageName();
  const { field } = useController({ control, name: 'languages' });
  const [main = 'en', ...others] = field.value;
  const all = useLanguagesByName([...new Set([...doorLanguages, ...field.value])]);
  return (
    <fieldset>
      <legend className="sr-only">{t('languages')}</legend>
      <SelectField
        label={t('mainLanguage')}
        value={main}
        onChange={(event) => {
          const next = event.target.value;
          // The former main language becomes one of the others.
          field.onChange([next, ...field.value.filter((tag) => tag !== next)]);
        }}
        options={all.map((tag) => ({ value: tag, name: nameOf(tag) }))}
      />
      <div className="mt-4">
        <p className="mb-1 font-medium">{t('otherLanguages')}</p>
        <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3 lg:grid-cols-4">
          {all
            .filter((tag) => tag !== main)
            .map((tag) => (
              <label key={tag} className="flex min-h-touch cursor-pointer items-center gap-3">
                <input
                  type="checkbox"
                  className="h-6 w-6 flex-none accent-[rgb(var(--ink))]"
                  checked={others.includes(tag)}
                  onChange={(event) =>
                    field.onChange(
                      event.target.checked
                        ? [main, ...others, tag]
                        : [main, ...others.filter((other) => other !== tag)],
                    )
                  }
                />
                {nameOf(tag)}
              </label>
            ))}
        </div>
      </div>
    </fieldset>
  );
}
