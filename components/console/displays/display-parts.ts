import { createContext, useContext } from 'react';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Light } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

/** The parts for drawing small displays, besides the states of the zones. */
export interface DisplayParts {
  /** The lights' colours, as a style sheet; a display may have others. */
  readonly css: string;
  /** By language. */
  readonly words: Readonly<Record<string, FaceWords>>;
  /** By site: its supported languages, in order. */
  readonly languages: Readonly<Record<string, readonly string[]>>;
}

export const DisplayPartsContext = createContext<DisplayParts>({ css: '', words: {}, languages: {} });

export function useDisplayParts(): DisplayParts {
  return useContext(DisplayPartsContext);
}

/** The texts of a display, in the languages of its site, with its own texts where it has them. */
export function wordsOf(
  { words, languages }: DisplayParts,
  { site, look: theme }: DisplayStatus,
): FaceWords[] {
  return (languages[site] ?? []).flatMap((language) => {
    const face = words[language];
    if (face === undefined) return [];
    const texts: Partial<Record<Light, string>> | undefined = theme?.texts?.[face.lang];
    return [texts === undefined ? face : { ...face, texts }];
  });
}
