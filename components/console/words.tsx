'use client';

import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { ConsoleLanguage } from '#lib/i18n/console.ts';

export interface WordsProps extends ConsoleLanguage {
  readonly timezone: string;
  readonly children: ReactNode;
}

/** Gives the components below the words of one language. */
export function Words({ locale, words, timezone, children }: WordsProps) {
  return (
    <IntlProvider locale={locale} messages={words} timeZone={timezone}>
      {children}
    </IntlProvider>
  );
}
