'use client';

import { type ReactNode, useEffect } from 'react';
import { IntlProvider } from 'use-intl';
import type { ConsoleLanguage } from '#lib/i18n/console.ts';

export interface WordsProps extends ConsoleLanguage {
  readonly timezone: string;
  readonly children: ReactNode;
}

/** Provides the texts of one language. */
export function Words({ locale, words, timezone, children }: WordsProps) {
  // Sheets open outside of the element below.
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <IntlProvider locale={locale} messages={words} timeZone={timezone}>
      <div lang={locale}>{children}</div>
    </IntlProvider>
  );
}
