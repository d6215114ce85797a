import { type Language, languageFrom } from './language.ts';
import * as de from './languages/de/language.ts';
import * as en from './languages/en/language.ts';
import * as es from './languages/es/language.ts';
import * as fr from './languages/fr/language.ts';
import { withFrenchSpaces } from './languages/fr/spaces.ts';
import * as it from './languages/it/language.ts';

/**
 * The languages by their tag, for the server: a page is sent the words of one. A language is a folder of
 * `languages/` and a line here.
 */
const english = languageFrom('en', en);
const languages: ReadonlyMap<string, Language> = new Map([
  ['en', english],
  ...Object.entries({ de, es, fr: withFrenchSpaces(fr), it }).map(
    ([tag, files]) => [tag, languageFrom(tag, files)] as const,
  ),
]);

/** The tags of all languages. */
export const locales: readonly string[] = [...languages.keys()];

/** The language of a BCP 47 tag, without its region. English if it is not supported. */
export function languageOf(tag: string): Language {
  return languages.get(tag.toLowerCase().split('-')[0] ?? '') ?? english;
}

/** The first supported language of the tags, else English. */
export function firstLanguage(tags: readonly string[]): Language {
  const spoken = tags.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find((tag) => languages.has(tag));
  return languageOf(spoken ?? 'en');
}
