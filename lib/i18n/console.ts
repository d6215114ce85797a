import type {} from 'use-intl';
import { type AskingHeaders, chosenIn, languageCookie } from './choice.ts';
import { acceptedLanguages } from './door-languages.ts';
import { messagesOf } from './language.ts';
import * as english from './languages/en/language.ts';
import { firstLanguage } from './languages.ts';
import { takeSameValues } from './words-like.ts';

/** A language of the console, and its texts. */
export interface ConsoleLanguage {
  /** BCP 47 tag of the language, with the browser's region: Zurich writes 1’234 and Berlin 1.234. */
  readonly locale: string;
  readonly words: Messages;
}

const en = messagesOf(english);

/**
 * The type of English, or of a language with the same keys and values: messages are typed by the English text.
 */
type Messages = typeof en;

/** The languages a page is wanted in: the one that was chosen, else those of the browser. */
export function wantedLanguages(headers: AskingHeaders): string | null {
  const wanted = headers.get('accept-language');
  const chosen = chosenIn(headers, languageCookie);
  if (chosen === undefined) return wanted;
  // The browser knows the region: Zurich writes 1’234.
  const tags = acceptedLanguages(wanted ?? '').filter((tag) => tag.toLowerCase().split('-')[0] === chosen);
  return [...tags, chosen].join();
}

/**
 * Chooses the language of the console.
 *
 * @param wanted the browser's `Accept-Language`; the first supported language is used, else English
 */
export function consoleLanguage(wanted: string | null): ConsoleLanguage {
  const tags = acceptedLanguages(wanted ?? '');
  const { locale, console: words } = firstLanguage(tags);
  return takeSameValues(words, en) ? { locale: regional(locale, tags), words } : { locale: 'en', words: en };
}

/** The language with the region of the first matching tag, without its other parts. */
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
