import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createTranslator } from 'use-intl/core';
import { AccountPage } from '#components/console/admin/account-page.tsx';
import { chosenIn, languageCookie, themeCookie } from '#lib/i18n/choice.ts';
import { locales } from '#lib/i18n/languages.ts';
import { requireSignIn, visitorLanguage } from '../console-data.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { locale, words } = await visitorLanguage();
  const t = createTranslator({ locale, messages: words.app });
  return { title: { absolute: t('title', { page: words.account.ownTitle }) } };
}

export default async function OwnAccountPage() {
  await requireSignIn('/console/account');
  const asked = await headers();
  const languages = locales.map((tag) => ({
    tag,
    name: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
  }));
  return (
    <AccountPage
      languages={languages}
      language={chosenIn(asked, languageCookie) ?? ''}
      theme={chosenIn(asked, themeCookie) ?? ''}
    />
  );
}
