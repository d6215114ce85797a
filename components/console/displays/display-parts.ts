import { createContext, useContext } from 'react';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Light } from '#lib/contract/light.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

/** What the small pictures of the glass are drawn from, besides the states of the zones. */
export interface DisplayParts {
  /** The lights' colours, as a style sheet; a display may have others. */
  readonly css: string;
  /** By language as Doorlight speaks it. */
  readonly words: Readonly<Record<string, FaceWords>>;
  /** By site: its languages that Doorlight speaks, in their order. */
  readonly languages: Readonly<Record<string, readonly string[]>>;
}

export const DisplayPartsContext = createContext<DisplayParts>({ css: '', words: {}, languages: {} });

export function useDisplayParts(): DisplayParts {
  return useContext(DisplayPartsContext);
}

/** What a display says, in the languages of its site, with texts of its own where it has them. */
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
