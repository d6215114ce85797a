import '#components/ui/ui.css';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { createTranslator } from 'use-intl/core';
import { AdminWords } from '#components/console/admin/admin-words.tsx';
import { NoTablet, UnlockView } from '#components/console/admin/unlock-view.tsx';
import { Words } from '#components/console/words.tsx';
import { ask } from '#lib/api/client.ts';
import { adminWords } from '#lib/i18n/admin-words.ts';
import { safeReturnPath } from '#lib/return-path.ts';
import { consoleAnswer, visitorApi, visitorLanguage } from '../console-data.ts';

interface UnlockPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { locale, words } = await visitorLanguage();
  const t = createTranslator({ locale, messages: words.app });
  return { title: { absolute: t('title', { page: adminWords(locale).unlock.title }) } };
}

export default async function UnlockPage({ searchParams }: UnlockPageProps) {
  const { next } = await searchParams;
  const returnTo = safeReturnPath(typeof next === 'string' ? next : undefined);
  if ((await consoleAnswer()).kind !== 'signed-out') redirect(returnTo);
  const [tablet, { locale, words }] = await Promise.all([
    ask((await visitorApi()).GET('/api/v1/unlock')),
    visitorLanguage(),
  ]);
  return (
    <Words locale={locale} words={words} timezone="UTC">
      <AdminWords words={adminWords(locale)}>
        {tablet.ok ? <UnlockView tablet={tablet.value} returnTo={returnTo} /> : <NoTablet />}
      </AdminWords>
    </Words>
  );
}
