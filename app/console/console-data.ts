import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { createTranslator } from 'use-intl/core';
import type { Api } from '#lib/api/client.ts';
import { type ConsoleAnswer, fetchConsole, sidecarFor } from '#lib/api/console-sidecar.ts';
import { focusOf } from '#lib/console-focus.ts';
import { type ConsoleLanguage, consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import { signInPath } from '#lib/return-path.ts';

/** The sidecar's API with the cookie of this request's visitor. */
export const visitorApi = cache(async (): Promise<Api> => sidecarFor((await headers()).get('cookie')));

/** The console's start data, fetched once per request. */
export const consoleAnswer = cache(
  async (): Promise<ConsoleAnswer> => fetchConsole(await visitorApi(), focusOf(await headers())),
);

/** The language of this request. */
export const visitorLanguage = cache(
  async (): Promise<ConsoleLanguage> => consoleLanguage(wantedLanguages(await headers())),
);

/** Redirects visitors who are not signed in to the sign-in page, which returns to `path`. */
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
