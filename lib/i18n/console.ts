import type {} from 'use-intl';
import { acceptedLanguages } from './door-languages.ts';
import type { Language } from './language.ts';
import { consoleWords as en } from './languages/en/console.ts';
import { firstLanguage } from './languages.ts';

/** A language to show the console in, and its words. */
export interface ConsoleLanguage {
  /** BCP 47 tag. */
  readonly locale: string;
  readonly words: Messages;
}

/** English, or what has its keys and takes the same values: types know a message by its English letters. */
type Messages = typeof en;

/**
 * Picks the language of the console.
 *
 * @param wanted the browser's `Accept-Language`; the first language that there is, is taken, else English
 */
export function consoleLanguage(wanted: string | null): ConsoleLanguage {
  const { locale, console: words } = firstLanguage(acceptedLanguages(wanted ?? ''));
  return isMessages(words) ? { locale, words } : { locale: 'en', words: en };
}

function isMessages(words: Language['console']): words is Messages {
  return Object.keys(en).every((key) => key in words);
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof en;
  }
}
