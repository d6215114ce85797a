import { headers } from 'next/headers';
import { type DoorWords, doorWords } from '#lib/i18n/door.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';

/** The words in the browser's own language, where the site's languages are not known. */
export async function wordsOfVisitor(): Promise<DoorWords> {
  const asked = acceptedLanguages((await headers()).get('accept-language') ?? '');
  const [words] = await doorWords(asked);
  return words;
}
