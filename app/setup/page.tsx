import '#components/ui/ui.css';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { createTranslator } from 'use-intl/core';
import { AdminWords } from '#components/console/admin/admin-words.tsx';
import { SetupView } from '#components/console/admin/setup-view.tsx';
import { ServerGone } from '#components/console/server-gone.tsx';
import { Words } from '#components/console/words.tsx';
import { ask } from '#lib/api/client.ts';
import { sidecarFor } from '#lib/api/console-sidecar.ts';
import { adminWords } from '#lib/i18n/admin-words.ts';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import { signInPath } from '#lib/return-path.ts';
import { EarlyTaps } from '../early-taps.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const { locale, words } = consoleLanguage(wantedLanguages(await headers()));
  const t = createTranslator({ locale, messages: words.app });
  return { title: { absolute: t('title', { page: adminWords(locale).setup.title }) } };
}

/** The first steps of a new installation. */
export default async function SetupPage() {
  const asked = await headers();
  const api = sidecarFor(asked.get('cookie'));
  const [me, sites] = await Promise.all([ask(api.GET('/api/v1/me')), ask(api.GET('/api/v1/sites'))]);
  const isRefused = !me.ok && me.error.kind === 'refused' && me.error.status === 401;
  if (isRefused) redirect(signInPath('/setup'));
  if (me.ok && me.value.role !== 'administrator') redirect('/console');
  const { locale, words } = consoleLanguage(wantedLanguages(asked));
  return (
    <Words locale={locale} words={words} timezone="UTC">
      <EarlyTaps />
      <AdminWords words={adminWords(locale)}>
        {me.ok && sites.ok ? (
          <SetupView
            user={me.value}
            hasPassword={me.value.hasPassword}
            hasDemo={sites.value.some(({ simulated }) => simulated)}
            usedIds={sites.value.map(({ id }) => id)}
            timezones={Intl.supportedValuesOf('timeZone')}
          />
        ) : (
          <ServerGone />
        )}
      </AdminWords>
    </Words>
  );
}
