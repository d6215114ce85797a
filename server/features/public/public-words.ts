import { doorWords, nowWords } from '#lib/i18n/door.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';
import { embedLights, embedScript } from '#lib/public/embed.ts';
import type { PageWords } from './now-page.ts';

/** The languages of a site's public page, in the site's order. Never empty. */
export async function siteWords(languages: readonly string[]): Promise<readonly [PageWords, ...PageWords[]]> {
  const spoken = (await doorWords(languages)).filter((words): words is PageWords => words.now !== undefined);
  const [first = await nowWords(languages), ...others] = spoken;
  return [first, ...others];
}

/**
 * The texts for a visitor: of the chosen language, else the first that their browser accepts, else the site's
 * main one.
 *
 * @param accepted `Accept-Language`
 */
export function chosenWords(
  offered: readonly [PageWords, ...PageWords[]],
  chosen: string | undefined,
  accepted: string | undefined,
): PageWords {
  const languages = [...(chosen === undefined ? [] : [chosen]), ...acceptedLanguages(accepted ?? '')];
  const baseOf = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const language of languages) {
    const found = offered.find(({ lang }) => baseOf(lang) === baseOf(language));
    if (found !== undefined) return found;
  }
  return offered[0];
}

/** The script of `<doorlight-now>`, with the lights in some languages, and in English for all others. */
export async function embedIn(languages: readonly string[]): Promise<string> {
  const all = await doorWords([...languages, 'en']);
  const words = all.map(({ lang, light, now }) => {
    const shown = now === undefined ? light : { ...light, unknown: now.unknown };
    return [lang.toLowerCase(), embedLights.map((each) => shown[each])];
  });
  return embedScript(Object.fromEntries(words));
}
