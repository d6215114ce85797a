import type {} from 'use-intl';
import type { ConsoleWords } from './console/console-words.ts';
import { de } from './console/de.ts';
import { en } from './console/en.ts';
import { es } from './console/es.ts';
import { fr } from './console/fr.ts';
import { it } from './console/it.ts';

/** The languages of the console. A language is one file in `console/` and one line here. */
const languages: ReadonlyMap<string, ConsoleWords> = new Map<string, ConsoleWords>([
  ['de', de],
  ['en', en],
  ['es', es],
  ['fr', fr],
  ['it', it],
]);

/** A language to show the console in, and its words. */
export interface ConsoleLanguage {
  /** BCP 47 tag. */
  readonly locale: string;
  readonly words: Messages;
}

/** English, or what has its keys and takes the same values: types know a message by its English letters. */
type Messages = typeof en;

function isMessages(words: ConsoleWords): words is Messages {
  return Object.keys(en).every((key) => key in words);
}

/**
 * Picks the language of the console.
 *
 * @param wanted the browser's `Accept-Language`; the first language that there is, is taken, else English
 */
export function consoleLanguage(wanted: string | null): ConsoleLanguage {
  const tags = (wanted ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', quality] = part.trim().split(/;\s*q=/);
      const weight = quality === undefined ? 1 : Number(quality);
      return { language: tag.toLowerCase().split('-')[0] ?? '', weight, index };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const { language } of tags) {
    const words = languages.get(language);
    if (words !== undefined && isMessages(words)) return { locale: language, words };
  }
  return { locale: 'en', words: en };
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof en;
  }
}
