'use client';

import { useLocale, useTranslations } from 'use-intl';
import type { SettingsDocument } from './settings-api.ts';
import { documentOf, textOf, textsOf } from './settings-values.ts';

/** A site in one line: timezone, languages, reset, opening hours. */
export function useSiteSummary(): (document: SettingsDocument) => string {
  const t = useTranslations('settings.site');
  const languageName = useLanguageName();
  return (document) => {
    const languages = textsOf(document, 'languages');
    const resetAt = textOf(document, 'resetAt');
    return [
      textOf(document, 'timezone'),
      (languages.length === 0 ? ['en'] : languages).map(languageName).join(', '),
      resetAt === '' ? t('never') : t('dailyAt', { time: resetAt }),
      t(documentOf(document, 'hours') === undefined ? 'hoursAlways' : 'hoursLimited'),
    ].join(' · ');
  };
}

/** The name of a language in that of the page. */
export function useLanguageName(): (tag: string) => string {
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return (tag) => names.of(tag) ?? tag;
}
