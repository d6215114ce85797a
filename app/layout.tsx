import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { chosenIn, themeCookie } from '#lib/i18n/choice.ts';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import './globals.css';
import { lampIcon } from './installable.ts';

export const metadata: Metadata = {
  title: { default: 'Doorlight', template: '%s · Doorlight' },
  robots: { index: false },
  icons: { icon: lampIcon },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/**
 * The base of every page: the font, the light and dark background, and the language of the console, before any
 * script runs. Display texts for visitors carry their own language.
 */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const asked = await headers();
  const { locale } = consoleLanguage(wantedLanguages(asked));
  const theme = chosenIn(asked, themeCookie);
  return (
    <html lang={locale} {...(theme !== undefined && { 'data-theme': theme })}>
      <body>{children}</body>
    </html>
  );
}
