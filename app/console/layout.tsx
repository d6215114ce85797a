import '#components/ui/ui.css';
import type { ReactNode } from 'react';
import { ConsoleProvider } from '#components/console/console-provider.tsx';
import { ServerGone } from '#components/console/server-gone.tsx';
import { Shell } from '#components/console/shell/shell.tsx';
import { Words } from '#components/console/words.tsx';
import { EarlyTaps } from '../early-taps.tsx';
import { consoleViewport, installable } from '../installable.ts';
import { consoleAnswer, visitorLanguage } from './console-data.ts';

export const metadata = installable;
export const viewport = consoleViewport;

/**
 * Every page of the console: the same live data, the same frame. Each page itself redirects visitors who are
 * not signed in.
 */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const [answer, { locale, words }] = await Promise.all([consoleAnswer(), visitorLanguage()]);
  if (answer.kind === 'signed-out') {
    return (
      <>
        <EarlyTaps />
        {children}
      </>
    );
  }
  const timezone = (answer.kind === 'data' && answer.sites[0]?.timezone) || 'UTC';
  return (
    <Words locale={locale} words={words} timezone={timezone}>
      <EarlyTaps />
      {answer.kind === 'unavailable' ? (
        <ServerGone />
      ) : (
        <ConsoleProvider data={answer} renderedAt={Date.now()}>
          <Shell>{children}</Shell>
        </ConsoleProvider>
      )}
    </Words>
  );
}
