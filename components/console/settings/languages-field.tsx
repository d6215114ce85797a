'use client';

import { type Control, useController } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { CheckList } from '#components/ui/check-list.tsx';
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
        <CheckList
          className="grid grid-cols-2 gap-x-4 sm:grid-cols-3 lg:grid-cols-4"
          options={all.filter((tag) => tag !== main).map((tag) => ({ value: tag, name: nameOf(tag) }))}
          chosen={others}
          onChange={(chosen) => field.onChange([main, ...chosen])}
        />
      </div>
    </fieldset>
  );
}
