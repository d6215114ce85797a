import type { admin as en } from './languages/en/admin.ts';
import { languageOf } from './languages.ts';

/** English, or what has its keys and takes the same values: types know a message by its English letters. */
export type AdminMessages = typeof en;

/**
 * The words of administration: apart from the rest of the console, whose pages need not carry them.
 *
 * @param locale as `consoleLanguage` has chosen it
 */
export function adminWords(locale: string): AdminMessages {
  return languageOf(locale).admin;
}
