import { de } from './console/admin/de.ts';
import { en } from './console/admin/en.ts';
import { es } from './console/admin/es.ts';
import { fr } from './console/admin/fr.ts';
import { it } from './console/admin/it.ts';

/** English, or what has its keys and takes the same values: types know a message by its English letters. */
export type AdminMessages = typeof en;

const languages: ReadonlyMap<string, AdminMessages> = new Map<string, AdminMessages>([
  ['de', de],
  ['en', en],
  ['es', es],
  ['fr', fr],
  ['it', it],
]);

/**
 * The words of administration: apart from the rest of the console, whose pages need not carry them.
 *
 * @param locale as `consoleLanguage` has chosen it
 */
export function adminWords(locale: string): AdminMessages {
  return languages.get(locale) ?? en;
}
