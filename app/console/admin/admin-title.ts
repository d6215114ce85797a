import type { Metadata } from 'next';
import { createTranslator } from 'use-intl/core';
import { adminWords } from '#lib/i18n/admin-words.ts';
import { visitorLanguage } from '../console-data.ts';

/** The title of a page of administration, for the browser's tab. */
export async function adminTitle(
  place: 'people' | 'tablets' | 'keys' | 'configuration' | 'installation',
): Promise<Metadata> {
  const { locale, words } = await visitorLanguage();
  const t = createTranslator({ locale, messages: words.app });
  return { title: { absolute: t('title', { page: adminWords(locale).tabs[place] }) } };
}
