import '#components/ui/ui.css';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignInForm } from '#components/console/sign-in/sign-in-form.tsx';
import { Words } from '#components/console/words.tsx';
import { ask } from '#lib/api/client.ts';
import { sidecarFor, visitorSession } from '#lib/api/console-sidecar.ts';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import { safeReturnPath } from '#lib/return-path.ts';
import { EarlyTaps } from '../early-taps.tsx';
import { consoleViewport, installable } from '../installable.ts';

export const viewport = consoleViewport;

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { words } = consoleLanguage(wantedLanguages(await headers()));
  return { ...installable, title: words.signIn.title };
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const asked = await headers();
  const { next, with: how, problem } = await searchParams;
  const returnTo = safeReturnPath(typeof next === 'string' ? next : undefined);
  const cookie = asked.get('cookie');
  const session = cookie === null ? undefined : await visitorSession(sidecarFor(cookie));
  if (session?.ok && session.value !== null) redirect(returnTo);
  // Users of a shared tablet enter a PIN; the password is one touch further.
  if (how !== 'password' && isSharedTablet(cookie)) {
    redirect(`/console/unlock?next=${encodeURIComponent(returnTo)}`);
  }
  const means = await ask(sidecarFor(null).GET('/api/v1/sign-in'));
  const { locale, words } = consoleLanguage(wantedLanguages(asked));
  return (
    <Words locale={locale} words={words} timezone="UTC">
      <EarlyTaps />
      <SignInForm
        returnTo={returnTo}
        // Where it is not known, the password works.
        means={means.ok ? means.value : { passwords: true }}
        isEmergency={how === 'password'}
        {...(typeof problem === 'string' && { problem })}
      />
    </Words>
  );
}

/** Only the cookie's name is checked: the next page learns whether it is still valid. */
function isSharedTablet(cookies: string | null): boolean {
  return (cookies ?? '').split(';').some((cookie) => cookie.trim().startsWith('doorlight-tablet='));
}
