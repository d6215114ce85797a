'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useLocale, useTimeZone } from 'use-intl';
import { createTranslator } from 'use-intl/core';
import type { AdminMessages } from '#lib/i18n/admin-words.ts';

const WordsContext = createContext<AdminMessages | null>(null);

/** Provides the texts of administration, besides those of the console. */
export function AdminWords({
  words,
  children,
}: {
  readonly words: AdminMessages;
  readonly children: ReactNode;
}) {
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The texts of administration: `t('people.add')`. */
export function useAdminWords() {
  const messages = useContext(WordsContext);
  const locale = useLocale();
  const timeZone = useTimeZone();
  if (messages === null) throw new Error('used outside of <AdminWords>');
  return useMemo(
    () => createTranslator({ locale, messages, ...(timeZone !== undefined && { timeZone }) }),
    [locale, messages, timeZone],
  );
}
