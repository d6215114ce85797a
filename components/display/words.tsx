import type { CSSProperties } from 'react';
import type { Light } from '#lib/contract/light.ts';
import { textFit } from '#lib/display/text-fit.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

interface WordsProps {
  readonly words: readonly FaceWords[];
  readonly light: Light;
  /** Drawn by the style sheet, so that neither a screen reader nor a search in the page finds it. */
  readonly ghost?: boolean;
}

/** What the light says: the main language as large as the glass allows, the others beneath. */
export function Words({ words, light, ghost = false }: WordsProps) {
  const [main, ...others] = words;
  if (!main) return null;
  return (
    <div className="glass-words">
      <Word words={main} light={light} ghost={ghost} className="glass-word" />
      {others.length > 0 && (
        <div className="glass-others">
          {others.map((other) => (
            <Word key={other.lang} words={other} light={light} ghost={ghost} className="glass-other" />
          ))}
        </div>
      )}
    </div>
  );
}

function Word(props: {
  readonly words: FaceWords;
  readonly light: Light;
  readonly ghost: boolean;
  readonly className: string;
}) {
  const { lang, dir, light: texts } = props.words;
  const text = texts[props.light];
  const { longestWord, whole } = textFit(text);
  const size: CSSProperties & Record<`--${string}`, number> = {
    '--word-em': longestWord,
    '--text-em': whole,
  };
  const ghost = props.ghost && { 'data-text': text };
  return (
    <p className={props.className} lang={lang} dir={dir} style={size} {...ghost}>
      {props.ghost ? null : text}
    </p>
  );
}
