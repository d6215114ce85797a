import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { createTranslator } from 'use-intl/core';
import { signInPath } from '#components/console/shell/return-path.ts';
import type { Api } from '#lib/api/client.ts';
import { type ConsoleAnswer, fetchConsole, sidecarFor } from '#lib/api/console-sidecar.ts';
import { type ConsoleLanguage, consoleLanguage } from '#lib/i18n/console.ts';

/** The sidecar as the visitor of this request may use it. */
export const visitorApi = cache(async (): Promise<Api> => sidecarFor((await headers()).get('cookie')));

/** What the console starts from, asked once for a request whoever needs it. */
export const consoleAnswer = cache(async (): Promise<ConsoleAnswer> => fetchConsole(await visitorApi()));

/** The language of this request. */
export const visitorLanguage = cache(
  async (): Promise<ConsoleLanguage> => consoleLanguage((await headers()).get('accept-language')),
);

/** Sends who is not signed in to the sign-in page, which leads back to `path`. */
export async function requireSignIn(path: string): Promise<ConsoleAnswer> {
  const answer = await consoleAnswer();
  if (answer.kind === 'signed-out') redirect(signInPath(path));
  return answer;
}

/** The title of a page, for the browser's tab. */
export async function titleOf(
  place:
    | 'zones'
    | 'opening'
    | 'history'
    | 'insights'
    | 'sensors'
    | 'displays'
    | 'audit'
    | 'settings'
    | 'alerts'
    | 'wall',
): Promise<Metadata> {
  const { locale, words } = await visitorLanguage();
  const page = words[place].title;
  const t = createTranslator({ locale, messages: { title: words.app.title } });
  return { title: { absolute: t('title', { page }) } };
}
