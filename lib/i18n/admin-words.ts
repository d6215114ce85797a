import en from './languages/en/admin.json' with { type: 'json' };
import { languageOf } from './languages.ts';
import { takeSameValues } from './words-like.ts';

/**
 * The type of English, or of a language with the same keys and values: messages are typed by the English text.
 */
export type AdminMessages = typeof en;

/**
 * The texts of administration, separate from the rest of the console, whose pages do not need them.
 *
 * @param locale from `consoleLanguage`
 */
export function adminWords(locale: string): AdminMessages {
  const { admin } = languageOf(locale);
  return takeSameValues(admin, en) ? admin : en;
}
