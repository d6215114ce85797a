import en from './languages/en/admin.json' with { type: 'json' };
import { languageOf } from './languages.ts';
import { takeSameValues } from './words-like.ts';

/** English, or what has its keys and takes the same values: types know a message by its English letters. */
export type AdminMessages = typeof en;

/**
 * The words of administration: apart from the rest of the console, whose pages need not carry them.
 *
 * @param locale as `consoleLanguage` has chosen it
 */
export function adminWords(locale: string): AdminMessages {
  const { admin } = languageOf(locale);
  return takeSameValues(admin, en) ? admin : en;
}
