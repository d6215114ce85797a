import { useLocale, useTranslations } from 'use-intl';
import { doorLanguages } from '#lib/i18n/door-languages.ts';
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

/** Languages in the order of their names, as the page writes them. */
export function useLanguagesByName(tags: readonly string[]): readonly string[] {
  const locale = useLocale();
  const nameOf = useLanguageName();
  return tags.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other), locale));
}

/** The language that displays speak first of all, until somebody chooses: that of the page, where they have it. */
export function firstDoorLanguage(locale: string): string {
  const language = locale.split('-')[0] ?? '';
  return doorLanguages.includes(language) ? language : 'en';
}

/** The name of a language in that of the page. */
export function useLanguageName(): (tag: string) => string {
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return (tag) => names.of(tag) ?? tag;
}
