import type {} from 'use-intl';
import { acceptedLanguages } from './door-languages.ts';
import { messagesOf } from './language.ts';
import { en as english } from './languages/en/language.ts';
import { firstLanguage } from './languages.ts';
import { takeSameValues } from './words-like.ts';

/** A language to show the console in, and its words. */
export interface ConsoleLanguage {
  /** BCP 47 tag of the language, with the region that the browser names: Zurich writes 1’234 where Berlin has 1.234. */
  readonly locale: string;
  readonly words: Messages;
}

const en = messagesOf(english);

/** English, or what has its keys and takes the same values: types know a message by its English letters. */
type Messages = typeof en;

/**
 * Picks the language of the console.
 *
 * @param wanted the browser's `Accept-Language`; the first language that there is, is taken, else English
 */
export function consoleLanguage(wanted: string | null): ConsoleLanguage {
  const tags = acceptedLanguages(wanted ?? '');
  const { locale, console: words } = firstLanguage(tags);
  return takeSameValues(words, en) ? { locale: regional(locale, tags), words } : { locale: 'en', words: en };
}

/** The language as the first of the tags writes it: with its region, and without whatever else a tag may carry. */
function regional(language: string, tags: readonly string[]): string {
  const pattern = new RegExp(`^${language}-(?:[a-z]{4}-)?([a-z]{2})(?:-|$)`, 'i');
  const first = tags.find((tag) => tag.toLowerCase().split('-')[0] === language);
  const region = pattern.exec(first ?? '')?.[1];
  return region === undefined ? language : `${language}-${region.toUpperCase()}`;
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof en;
  }
}
