import { headers } from 'next/headers';
import { type FullDoorWords, setUpWords } from '#lib/i18n/door.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';

/** The texts in the browser's own language, if the site's languages are not known. */
export async function wordsOfVisitor(): Promise<FullDoorWords> {
  const asked = acceptedLanguages((await headers()).get('accept-language') ?? '');
  return setUpWords(asked);
}
